import * as core from '@actions/core'
import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { reasonAgainst } from '../../rehearsal/gate.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { commandSecondsOf, MAX_SNAPSHOT_BYTES } from '../../settings/parse-settings.ts'
import type { CommandRules } from '../../shell/command-rules.ts'
import type { FailOn } from '../../stages/record/gate-record.ts'
import { groupShards, type RecordGroup } from '../../stages/record/merge/group-shards.ts'
import { mergeRecords, mergeShards } from '../../stages/record/merge-records.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import { verdictOf } from '../../stages/report/verdict.ts'
import { withSnapshot } from '../../stages/snapshot/with-snapshot.ts'
import { explainFailure } from '../github/explain-failure.ts'
import type { Github } from '../github/open-github.ts'
import { type GithubRun, runUrl, TRUSTED_EVENTS } from '../github-run.ts'
import { readInputs } from '../inputs.ts'
import { summaryOf } from '../job-summary.ts'
import { type Messages, messages } from '../messages.ts'
import { NOWHERE, outputsOf, outputsWithoutRecord } from '../outputs.ts'
import { fail, publish } from '../publish.ts'
import { redactor } from '../secrets.ts'
import { githubOf, type Step } from '../step.ts'
import {
  type FoundRecord,
  type NamedFoundRecord,
  nameRecords,
  type RunRecords,
  readRecords,
} from './read-records.ts'
import { refuseForeignSource } from './refuse-foreign-commands.ts'

/** A result that the gate looks at. */
interface Candidate extends RunRecords {
  readonly runId: number
  /** What the runs say of themselves: that one is not finished, or that a newer one has left nothing. */
  readonly doubts: readonly string[]
}

/**
 * `mode: gate`: may this commit be deployed? Yes when the newest trusted run of this very commit is recent enough and
 * good enough in all its legs. Everything else is no, with its reason: no result, no permission, no answer.
 *
 * @throws RehearsalError for wrong inputs
 */
export async function gateMode(step: Step): Promise<ExitCode> {
  const { failOn, ...source } = gateSettings(step)
  const say = messages(redactor(step.settings.token === null ? [] : [step.settings.token]))
  const github = await githubOf(step, say)
  if (github === null) return close(step, ['There is no github-token to look for a result with.'])
  let candidate: Candidate | null
  try {
    candidate = await newestResult(step, github, say)
  } catch (error) {
    return close(step, [`The results could not be read: ${explainFailure(error, 'actions: read')}`])
  }
  if (candidate === null) {
    return close(step, [
      `No run of ${TRUSTED_EVENTS.join(', ')} in this repository has rehearsed the commit ${step.run.sha}.`,
    ])
  }
  const schema = await schemaToDeploy(source, step)
  const reasons = [
    ...candidate.doubts,
    ...candidate.unread.map((reason) => `${reason}.`),
    ...reasonsOfSchema(candidate, schema),
    ...candidate.found.flatMap((found) => reasonsAgainst(found, step)),
    ...groupShards(nameRecords(candidate.found)).flatMap((group) => reasonsOfVerdict(group, failOn)),
  ]
  return reasons.length > 0 ? close(step, reasons, candidate) : open(step, candidate)
}

/** A deployment wants more than a rehearsal does: `not-ready` is what closes the gate, unless the workflow says less. */
function gateSettings({ mistakes }: Step) {
  const { settings, mistakes: others } = checkGiven(
    readInputs((name) => core.getInput(name)),
    'workflow',
  )
  const all = [...mistakes, ...others]
  if (all.length > 0) throw settingsInvalid(all, 'workflow')
  const failOn: FailOn = settings['fail-on'] ?? 'not-ready'
  return {
    failOn,
    snapshot: settings.snapshot ?? null,
    snapshotCommand: settings['snapshot-command'] ?? null,
    commands: {
      timeoutMs: 1000 * commandSecondsOf(settings),
      showValues: settings['show-values'] ?? false,
    },
  }
}

interface SourceToDeploy {
  readonly snapshot: string | null
  readonly snapshotCommand: string | null
  readonly commands: CommandRules
}

/**
 * What the database declares that is to be migrated; null where the workflow names none.
 *
 * @throws RehearsalError when it cannot be read, and for a command on an event that may run none
 */
async function schemaToDeploy(given: SourceToDeploy, { run, runner }: Step): Promise<string | null> {
  if (given.snapshot === null && given.snapshotCommand === null) return null
  const source = { ...given, maxBytes: MAX_SNAPSHOT_BYTES, jobs: 1 }
  refuseForeignSource(run.event, source)
  const context = { emit: () => {}, signal: runner.signal }
  return withSnapshot(source, context, async ({ schemaSha256 }) => schemaSha256)
}

/** Databases change while nobody commits: what was rehearsed must be what is there. */
function reasonsOfSchema({ found }: Candidate, schema: string | null): readonly string[] {
  if (schema === null || found.some(({ record }) => record.source.schemaSha256 === schema)) return []
  return ['The schema of the database is not the one that was rehearsed.']
}

/**
 * The newest run of this commit that left a record, of those that no pull request and no fork has started. One whose
 * record cannot be read is the newest nevertheless.
 */
async function newestResult(
  { run, settings }: Step,
  { api, repository }: Github,
  say: Messages,
): Promise<Candidate | null> {
  if (run.sha === null) return null
  const home = `${repository.owner}/${repository.repo}`
  const isTrusted = ({ event, head_repository, head_sha }: ListedRun) =>
    TRUSTED_EVENTS.includes(event) && head_repository?.full_name === home && head_sha === run.sha
  const request = { ...repository, head_sha: run.sha, per_page: 100 }
  const empty: ListedRun[] = []
  for await (const { data } of api.paginate.iterator(api.rest.actions.listWorkflowRunsForRepo, request)) {
    for (const listed of data.filter(isTrusted).toSorted((a, b) => b.id - a.id)) {
      const records = await readRecords({ api, repository }, listed.id, settings, say)
      if (records.found.length + records.unread.length > 0) {
        return { ...records, runId: listed.id, doubts: doubtsOf(listed, records, empty, run) }
      }
      empty.push(listed)
    }
  }
  return null
}

type ListedRun = Awaited<
  ReturnType<Github['api']['rest']['actions']['listWorkflowRunsForRepo']>
>['data']['workflow_runs'][number]

/** How a run ends that may have been stopped before it could leave its result. */
const BROKEN: readonly unknown[] = ['cancelled', 'timed_out', 'startup_failure', 'failure']

/**
 * Why the records of a run may not be all: of this run, in which the gate itself is at work, nobody knows it. A run can fail
 * by another job than the rehearsals; where one of these says that it has failed, the run did so for its sake.
 */
function doubtsOf(
  run: ListedRun,
  { found }: RunRecords,
  newer: readonly ListedRun[],
  here: GithubRun,
): readonly string[] {
  const isOther = ({ id }: ListedRun) => id !== here.runId
  const explains = found.some(({ origin }) => origin.exitCode !== 0)
  const broken = BROKEN.includes(run.conclusion) && !(run.conclusion === 'failure' && explains)
  const own = isOther(run) && (isAtWork(run) || broken) ? [run] : []
  const silent = newer.filter(
    (one) =>
      isOther(one) &&
      one.workflow_id === run.workflow_id &&
      (isAtWork(one) || BROKEN.includes(one.conclusion)),
  )
  return [
    ...own.map(
      (one) =>
        `${runUrl(here, one.id)} ${endOf(one)}, so a job of it may have left no record${one.conclusion === 'failure' ? ': all rehearsals that have left one passed' : ''}.`,
    ),
    ...silent.map((one) => `The newer run ${runUrl(here, one.id)} ${endOf(one)} and has left no record.`),
  ]
}

/** An older server does not tell. */
function isAtWork({ status }: ListedRun): boolean {
  return typeof status === 'string' && status !== 'completed'
}

function endOf(run: ListedRun): string {
  return isAtWork(run) ? 'is not finished' : `has ended with ${run.conclusion}`
}

function reasonsAgainst({ record, origin, artifact }: FoundRecord, step: Step): readonly string[] {
  const name = origin.leg === '' ? '' : `${origin.leg}: `
  const hours = (Date.now() - Date.parse(artifact.createdAt)) / 3_600_000
  const { maxAgeHours } = step.settings
  const isOther = record.run.commit !== step.run.sha
  const isOld = !(hours <= maxAgeHours)
  return [
    isOther ? `${name}the record is of the commit ${record.run.commit}.` : null,
    isOld
      ? `${name}the result is ${Math.floor(hours)} hours old, and may be ${maxAgeHours} (max-age).`
      : null,
  ].filter((reason) => reason !== null)
}

/** Shards are judged together: one of them does not know what the tables of another make of it. */
function reasonsOfVerdict(group: RecordGroup<NamedFoundRecord>, failOn: FailOn): readonly string[] {
  const record = mergeShards(group)
  // whatever is asked, a run has to come to its end
  const asked = failOn === 'never' && record.result === 'error' ? 'failure' : failOn
  const reason = reasonAgainst(record, asked)
  if (reason === null) return []
  const legs = [...new Set(group.map(({ origin }) => origin.leg))].filter((leg) => leg !== '')
  const name = legs.length === 0 ? '' : `${legs.join(' + ')}: `
  // what its own run was asked for is another question
  const { headline } = verdictOf({ ...record, gate: null })
  return [`${name}${headline} (fail-on: ${failOn}): ${reason}.`]
}

async function close(
  step: Step,
  reasons: readonly string[],
  candidate: Candidate | null = null,
): Promise<ExitCode> {
  await show(false, reasons, candidate, step)
  fail(`The gate is closed: ${reasons.join(' ')}`)
  return EXIT_CODES.gateFailed
}

async function open(step: Step, candidate: Candidate): Promise<ExitCode> {
  const reason = `The commit ${step.run.sha} was rehearsed in ${runUrl(step.run, candidate.runId)}.`
  await show(true, [reason], candidate, step)
  core.notice(`The gate is open. ${reason}`)
  return EXIT_CODES.ok
}

async function show(isOpen: boolean, paragraphs: readonly string[], candidate: Candidate | null, step: Step) {
  const record = candidate === null ? null : merged(candidate)
  const outputs = record === null ? outputsWithoutRecord() : outputsOf({ record, directory: '', ...NOWHERE })
  // a deployment may ask the output alone, and what closes the gate need not be in the record
  const ready = isOpen ? [] : ([['ready', 'false']] as const)
  // the record lies in an artifact, and not on this machine
  const here = new Map([...outputs, ...ready, ['record-path', ''], ['report-path', '']])
  const headline = isOpen ? '✅ The gate is open' : '❌ The gate is closed'
  await publish(here, summaryOf(headline, paragraphs), step.runner.environment)
}

/** Null where one is missing, or where the records are not of one commit: the gate is closed then. */
function merged({ found, unread }: Candidate): RunRecord | null {
  if (unread.length > 0) return null
  try {
    return mergeRecords(nameRecords(found))
  } catch (error) {
    if (error instanceof RehearsalError) return null
    throw error
  }
}
