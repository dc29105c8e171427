import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import type { RunRecord } from '../../record/run-record.ts'
import type { RunOrigin } from './run-origin.ts'

/** The name of the form; a comment of another form is written anew. */
const VERSION = 1

/** More would fill the comment with what nobody sees; the record has them all. */
const MAX_ISSUES = 300

/** Of a leg: GitHub cuts the names of jobs too. */
const MAX_NAME = 100
const HASH = 8
/** How much of a longer one is kept beside its hash. */
const KEPT_OF_NAME = MAX_NAME - HASH - 2

/** The worst comes first. */
const SEVERITY = ['error', 'failure', 'partial', 'complete'] as const satisfies readonly RunRecord['result'][]

/** What unpacks to more is not ours. */
const MAX_BYTES = 200_000

const count = () => z.int().nonnegative()
const address = z.string().max(500).nullable()

const runStateSchema = z.object({
  version: z.literal(VERSION),
  runId: count(),
  attempt: count(),
  // comments that were written before they were there have neither
  job: z.string().max(MAX_NAME).default(''),
  step: z.string().max(MAX_NAME).default(''),
  leg: z.string().max(MAX_NAME),
  sha: z.string().max(MAX_NAME).nullable(),
  runUrl: address,
  jobUrl: address,
  artifactUrl: address,
  // comments that were written before it was there have none
  pageUrl: address.default(null),
  result: z.enum(['complete', 'partial', 'failure', 'error']),
  status: z.enum(['finished', 'cancelled', 'error']),
  // comments that were written before it was there tell nothing of it
  gateHolds: z.boolean().default(true),
  tables: z.tuple([count(), count()]),
  rows: z.tuple([count(), count()]),
  validation: z.enum(['PASS', 'FAIL', 'NOT RUN']),
  durationMs: z.number().nonnegative(),
  /** Ids of the open issues, without the waived ones. */
  issues: z.array(z.string()).max(MAX_ISSUES),
  openIssues: count(),
  /** Equal for two runs that found the same. */
  findings: z.string().max(64),
})

/** A verdict, and where it is from. */
const resultSchema = runStateSchema.pick({
  sha: true,
  runUrl: true,
  jobUrl: true,
  artifactUrl: true,
  pageUrl: true,
  result: true,
  status: true,
  gateHolds: true,
  tables: true,
  openIssues: true,
})

/**
 * What a section of the comment remembers of its run, unseen: enough to tell what changed since, and to say the
 * verdict again when there is no room for the section.
 */
const sectionStateSchema = runStateSchema.extend({
  /** Of a run that did not come to its end: what the last one before it has found that did. */
  lastResult: resultSchema.nullable().default(null),
})

export type LastResult = z.infer<typeof resultSchema>
export type SectionState = z.infer<typeof sectionStateSchema>

/**
 * The state of a section for this run.
 *
 * @param previous what the section said before, where that is known
 */
export function sectionState(
  record: RunRecord,
  origin: RunOrigin,
  previous: SectionState | null = null,
): SectionState {
  const { summary, result, run, issues, gate } = record
  const open = issues.filter(({ waived }) => waived === null).map(({ id }) => id)
  return {
    version: VERSION,
    ...origin,
    job: shortened(origin.job),
    step: shortened(origin.step),
    leg: shortened(origin.leg),
    sha: origin.sha?.slice(0, MAX_NAME) ?? null,
    result,
    status: run.status,
    gateHolds: gate?.holds ?? true,
    tables: [summary.tablesMigrated, summary.tablesTotal],
    rows: [summary.rowsLoaded, summary.rowsRejected],
    validation: summary.validation,
    durationMs: run.durationMs,
    issues: open.slice(0, MAX_ISSUES),
    openIssues: open.length,
    findings: findingsOf(record),
    lastResult: run.status === 'finished' ? null : lastResultOf(previous),
  }
}

function lastResultOf(previous: SectionState | null): LastResult | null {
  if (previous === null || previous.status !== 'finished') return previous?.lastResult ?? null
  const { sha, runUrl, jobUrl, artifactUrl, pageUrl, result, status, gateHolds, tables, openIssues } =
    previous
  return { sha, runUrl, jobUrl, artifactUrl, pageUrl, result, status, gateHolds, tables, openIssues }
}

/** Different texts stay different. */
function shortened(text: string): string {
  if (text.length <= MAX_NAME) return text
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH)
  return `${text.slice(0, KEPT_OF_NAME).toWellFormed()}… ${hash}`
}

/** Whether an older version would have cut what is shortened now to this text. */
export function isCutFrom(cut: string, now: string): boolean {
  const isLong = cut.length === MAX_NAME && now.length === MAX_NAME
  return isLong && cut.slice(0, KEPT_OF_NAME) === now.slice(0, KEPT_OF_NAME)
}

/** The less, the worse; of two with the same result the one whose gate does not hold. */
export function severityOf({ result, gateHolds }: Pick<SectionState, 'result' | 'gateHolds'>): number {
  return 2 * SEVERITY.indexOf(result) + Number(gateHolds)
}

/** A hash of all that a reader would want to know of: not of dates, durations and numbers of runs. */
function findingsOf(record: RunRecord): string {
  const { result, summary, tables, issues, resolvedIssues, warnings, run, gate } = record
  const facts = [
    result,
    run.error === null ? null : [run.error.code, run.error.message],
    summary,
    tables.map(({ name, status, rowsLoaded, rowsRejected }) => [name, status, rowsLoaded, rowsRejected]),
    issues.map(({ id, state, rows, waived }) => [id, state, rows, waived !== null]),
    resolvedIssues.map(({ id }) => id),
    warnings,
    ...(gate?.holds === false ? [gate] : []),
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)
}

/** Looking for what fits into a comment asks for the same ones again and again. */
const packed = new WeakMap<SectionState, string>()

/** As a text that fits into a comment of HTML. */
export function packState(state: SectionState): string {
  const known = packed.get(state)
  if (known !== undefined) return known
  const text = gzipSync(JSON.stringify(state), { level: 9 }).toString('base64')
  packed.set(state, text)
  return text
}

/** null for a text that is no state of this version. */
export function unpackState(text: string): SectionState | null {
  try {
    const json = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_BYTES }).toString('utf8')
    return sectionStateSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** The same without what takes room, for comments that are nearly full. */
export function smallState(state: SectionState): SectionState {
  return {
    ...state,
    issues: [],
    runUrl: null,
    jobUrl: null,
    artifactUrl: null,
    pageUrl: null,
    lastResult: null,
  }
}
