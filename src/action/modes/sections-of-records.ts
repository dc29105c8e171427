import type { RehearsalError } from '../../errors/rehearsal-error.ts'
import { failureRecord } from '../../rehearsal/failure-record.ts'
import { groupShards, type RecordGroup } from '../../stages/record/merge/group-shards.ts'
import { mergeShards } from '../../stages/record/merge-records.ts'
import type { SectionInput } from '../../stages/report/comment/render-section.ts'
import type { RunOrigin } from '../../stages/report/comment/run-origin.ts'
import { type GithubRun, runUrl } from '../github-run.ts'
import type { FoundRecord, NamedFoundRecord } from './read-records.ts'

/**
 * The sections of the comment for the records of other jobs: one for each migration, so that no section says of a shard
 * what does not hold of all of them. Pure.
 */
export function sectionsOf(run: GithubRun, named: readonly NamedFoundRecord[]): readonly SectionInput[] {
  return groupShards(named).map((group) => ({
    record: mergeShards(group),
    origin: { ...originIn(run), ...placeOfAll(group, named), ...linksTo(group, run) },
    // each record says by itself what it was compared with
    baseline: { kind: 'none', reason: null },
    previous: null,
  }))
}

/** The section that says what could not be read: without it the others would look like all there is. */
export function sectionOfGap(run: GithubRun, gap: RehearsalError): SectionInput {
  const origin = originIn(run)
  return {
    record: failureRecord(gap, { commit: origin.sha, sourcePath: '' }),
    origin: {
      ...origin,
      ...{ job: run.job, step: run.step, leg: '' },
      ...{ jobUrl: null, artifactUrl: null, pageUrl: null },
    },
    baseline: { kind: 'none', reason: null },
    previous: null,
  }
}

type Place = Pick<RunOrigin, 'job' | 'step' | 'leg'>

/** Where a record comes from is known from GitHub; of the artifact's own word only the name of its leg is shown. */
function originIn(run: GithubRun): Omit<RunOrigin, keyof Place | keyof ReturnType<typeof linksTo>> {
  const { triggeredBy } = run
  const runId = triggeredBy?.id ?? run.runId
  return {
    runId,
    attempt: triggeredBy?.run_attempt ?? run.attempt,
    sha: triggeredBy?.head_sha ?? run.sha,
    runUrl: runUrl(run, runId),
  }
}

/** Shards lie in artifacts of several jobs; the page of the run leads to all of them. */
function linksTo(
  [{ origin, artifact, page }, ...others]: RecordGroup<NamedFoundRecord>,
  run: GithubRun,
): Pick<RunOrigin, 'jobUrl' | 'artifactUrl' | 'pageUrl'> {
  if (others.length > 0) return { jobUrl: null, artifactUrl: null, pageUrl: null }
  const url = runUrl(run, run.triggeredBy?.id ?? run.runId)
  return {
    jobUrl: origin.jobUrl?.startsWith(`${url}/`) === true ? origin.jobUrl : null,
    artifactUrl: `${url}/artifacts/${artifact.id}`,
    // a page of a stranger is not what we send anybody to
    pageUrl: run.triggeredBy === null && page !== null ? `${url}/artifacts/${page.id}` : null,
  }
}

/** `ci.yml/players + ci.yml/teams`: all that the places of the shards are called. */
function placeOfAll(group: RecordGroup<NamedFoundRecord>, found: readonly FoundRecord[]): Place {
  const places = group.map((one) => placeOf(one, found))
  const all = (part: keyof Place) =>
    [...new Set(places.map((place) => place[part]))].filter(Boolean).join(' + ')
  return { job: all('job'), step: all('step'), leg: all('leg') }
}

/** Records that say the same of their place are told apart by their artifacts. */
function placeOf({ origin, artifact }: FoundRecord, found: readonly FoundRecord[]): Place {
  const spell = ({ key, job, step, leg }: FoundRecord['origin']) => JSON.stringify([job || key, step, leg])
  const isTwin = found.some(
    (other) => other.artifact.id !== artifact.id && spell(other.origin) === spell(origin),
  )
  return {
    job: origin.job || origin.key,
    step: isTwin ? artifact.name : origin.step,
    leg: origin.leg,
  }
}
