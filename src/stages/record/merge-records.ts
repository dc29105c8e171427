import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { PRIORITIES } from '../../issues/issue.ts'
import type { IssueRecord, RunRecord, TableRecord } from './run-record.ts'

/** A record, and what tells it from the others: the leg of a matrix, the folder it lies in. */
export interface NamedRecord {
  readonly name: string
  readonly record: RunRecord
}

/**
 * One record of many. Those of one source and one server are *shards* of one run: each has rehearsed some of the
 * tables, and a table counts where it was rehearsed. All others are *legs*: their tables and issues carry the name of
 * their leg, so that none hides another. The verdict is the worst of all, and the order in which they are given does
 * not matter.
 *
 * @throws RehearsalError `record-unreadable` when there is none, or they are of different commits
 */
export function mergeRecords(named: readonly NamedRecord[]): RunRecord {
  const sorted = named.toSorted((a, b) => compare(a.name, b.name) || compare(dateOf(a), dateOf(b)))
  const [first, ...others] = sorted.map(({ record }) => record)
  if (first === undefined) throw unmergeable('There is no record to merge.')
  if (others.length === 0) return first
  const commits = new Set(sorted.map(({ record }) => record.run.commit))
  if (commits.size > 1) throw unmergeable('The records are of different commits, and say nothing together.')
  const records = areShards(sorted) ? sorted.map(({ record }) => record) : sorted.map(inLeg)
  const tables = mergeTables(records)
  return {
    ...first,
    run: mergeRuns(records),
    result: worst(
      records.map(({ result }) => result),
      ['error', 'failure', 'partial', 'complete'],
    ),
    source: mergeSources(records, first),
    target: {
      ...first.target,
      version:
        [...new Set(records.map(({ target }) => target.version))].filter((one) => one !== null).join(', ') ||
        null,
      database: null,
    },
    summary: mergeSummaries(records, tables),
    tables,
    issues: mergeIssues(records),
    resolvedIssues: unique(
      records.flatMap(({ resolvedIssues }) => resolvedIssues),
      ({ id }) => id,
    ),
    remedies: records.flatMap(({ remedies }) => remedies),
    mismatches: records.flatMap(({ mismatches }) => mismatches),
    objects: unique(
      records.flatMap(({ objects }) => objects),
      ({ type, table, name, status }) => JSON.stringify([type, table, name, status]),
    ),
    performance: mergePerformance(records),
    readiness: mergeReadiness(records),
    warnings: unique(
      records.flatMap(({ warnings }) => warnings),
      (text) => text,
    ),
    nextActions: unique(
      records.flatMap(({ nextActions }) => nextActions),
      (text) => text,
    ),
    timings: mergeTimings(records),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function dateOf({ record }: NamedRecord): string {
  return record.run.startedAt
}

function areShards(named: readonly NamedRecord[]): boolean {
  const identities = named.map(({ record: { source, target } }) => `${source.sha256} ${target.version}`)
  return named[0]?.record.source.sha256 !== null && new Set(identities).size === 1 && !overlap(named)
}

/** Two legs that differ in something the records do not show have rehearsed the same tables. */
function overlap(named: readonly NamedRecord[]): boolean {
  const rehearsed = named.flatMap(({ record }) =>
    record.tables.filter(({ status }) => status !== 'skipped').map(({ name }) => name),
  )
  return new Set(rehearsed).size < rehearsed.length
}

function inLeg({ name, record }: NamedRecord): RunRecord {
  const of = <T extends string | null>(table: T) => (table === null ? table : `${name}/${table}`)
  const issueId = (id: string) => id.replace(':', () => `:${name}/`)
  return {
    ...record,
    tables: record.tables.map((table) => ({ ...table, name: `${name}/${table.name}` })),
    issues: record.issues.map((issue) => ({ ...issue, id: issueId(issue.id), table: of(issue.table) })),
    resolvedIssues: record.resolvedIssues.map((issue) => ({ ...issue, id: issueId(issue.id) })),
    remedies: record.remedies.map((remedy) => ({
      ...remedy,
      issue: issueId(remedy.issue),
      table: `${name}/${remedy.table}`,
    })),
    mismatches: record.mismatches.map((mismatch) => ({ ...mismatch, table: `${name}/${mismatch.table}` })),
    objects: record.objects.map((object) => ({ ...object, table: of(object.table) ?? name })),
    warnings: record.warnings.map((text) => `${name}: ${text}`),
    nextActions: record.nextActions.map((text) => `${name}: ${text}`),
  }
}

/** Of the first, as far as all are of the same. */
function mergeSources(records: readonly RunRecord[], { source }: RunRecord): RunRecord['source'] {
  const sources = records.map((record) => record.source)
  const same = <T>(of: (one: RunRecord['source']) => T): T | null => {
    const [value, ...others] = new Set(sources.map(of))
    return others.length === 0 ? (value ?? null) : null
  }
  return {
    ...source,
    path: [...new Set(sources.map(({ path }) => path))].join(', '),
    sha256: same(({ sha256 }) => sha256),
    schemaSha256: same(({ schemaSha256 }) => schemaSha256),
  }
}

/** A shard skips the tables of the others; a table that all have skipped is skipped. */
function mergeTables(records: readonly RunRecord[]): readonly TableRecord[] {
  const merged = new Map<string, TableRecord>()
  for (const table of records.flatMap(({ tables }) => tables)) {
    const known = merged.get(table.name)
    if (known === undefined || known.status === 'skipped') merged.set(table.name, table)
  }
  return [...merged.values()]
}

function mergeIssues(records: readonly RunRecord[]): readonly IssueRecord[] {
  return unique(
    records.flatMap(({ issues }) => issues),
    ({ id }) => id,
  ).toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || compare(a.id, b.id))
}

function mergeRuns(records: readonly RunRecord[]): RunRecord['run'] {
  const starts = records.map(({ run }) => Date.parse(run.startedAt))
  const ends = records.map(({ run }, index) => (starts[index] ?? 0) + run.durationMs)
  const runs = records.map(({ run }) => run)
  const broken = runs.find(({ error }) => error !== null)
  const base = broken ?? runs[0]
  if (base === undefined) throw unmergeable('There is no record to merge.')
  return {
    ...base,
    number: Math.max(...runs.map(({ number }) => number)),
    startedAt: new Date(Math.min(...starts)).toISOString(),
    durationMs: Math.max(...ends) - Math.min(...starts),
    status: worst(
      runs.map(({ status }) => status),
      ['error', 'cancelled', 'finished'],
    ),
    phase: worst(
      runs.map(({ phase }) => phase),
      ['discovery', 'resolution', 'validation', 'readiness'],
    ),
  }
}

function mergeSummaries(records: readonly RunRecord[], tables: readonly TableRecord[]): RunRecord['summary'] {
  const summaries = records.map(({ summary }) => summary)
  const counted = tables.filter(({ status }) => status !== 'skipped')
  const sum = (of: (summary: RunRecord['summary']) => number) =>
    summaries.reduce((total, one) => total + of(one), 0)
  const issues = mergeIssues(records)
  const open = issues.filter(({ waived }) => waived === null)
  const inState = (state: IssueRecord['state']) => open.filter((issue) => issue.state === state).length
  const resolved = unique(
    records.flatMap(({ resolvedIssues }) => resolvedIssues),
    ({ id }) => id,
  )
  return {
    tablesMigrated: counted.filter(({ status }) => status === 'migrated').length,
    tablesTotal: counted.length,
    rowsSource: sum(({ rowsSource }) => rowsSource),
    rowsLoaded: sum(({ rowsLoaded }) => rowsLoaded),
    rowsRejected: sum(({ rowsRejected }) => rowsRejected),
    cellsCompared: sum(({ cellsCompared }) => cellsCompared),
    mismatches: sum(({ mismatches }) => mismatches),
    validation: worst(
      summaries.map(({ validation }) => validation),
      ['FAIL', 'NOT RUN', 'PASS'],
    ),
    issues: {
      new: inState('new'),
      remaining: inState('remaining'),
      resolved: resolved.length,
      regressed: inState('regressed'),
      waived: issues.length - open.length,
    },
  }
}

function mergePerformance(records: readonly RunRecord[]): RunRecord['performance'] {
  const measured = records.map(({ performance }) => performance)
  const queries = measured.flatMap((one) => one.queries)
  const ratios = queries
    .flatMap(({ grade, ratio }) => (grade === 'too-fast' ? 1 : (ratio ?? [])))
    .toSorted((a, b) => a - b)
  const verdicts = measured.map(({ verdict }) => verdict).filter((verdict) => verdict !== null)
  return {
    status: measured.every(({ status }) => status === 'measured') ? 'measured' : 'not-measured',
    verdict: verdicts.length === 0 ? null : worst(verdicts, ['failed', 'degraded', 'acceptable']),
    medianRatio: ratios[Math.floor((ratios.length - 1) / 2)] ?? null,
    // each record has its own, and what is left here are the queries that were measured by them
    roundTripMs: null,
    floorMs: null,
    queries,
  }
}

/** A line is proved only where every record proves it. */
function mergeReadiness(records: readonly RunRecord[]): RunRecord['readiness'] {
  const items = records.flatMap(({ readiness }) => readiness.items)
  const merged = unique(items, ({ id }) => id).map((item) => {
    const same = items.filter(({ id }) => id === item.id)
    const status =
      same.length < records.length
        ? worst(['unverified' as const, ...same.map((one) => one.status)], STATUSES)
        : worst(
            same.map((one) => one.status),
            STATUSES,
          )
    const evidence = unique(
      same.filter((one) => one.status === status).map((one) => one.evidence),
      (text) => text,
    )
    return { ...item, status, evidence: evidence.join(' ') }
  })
  const isReady = records.every(({ readiness }) => readiness.verdict === 'ready')
  return { verdict: isReady ? 'ready' : 'not-ready', items: merged }
}

const STATUSES = ['fail', 'unverified', 'attested', 'pass'] as const

/** The stages of shards and legs run side by side. */
function mergeTimings(records: readonly RunRecord[]): RunRecord['timings'] {
  const most = (of: keyof RunRecord['timings']) => Math.max(...records.map(({ timings }) => timings[of]))
  return {
    snapshot: most('snapshot'),
    catalog: most('catalog'),
    postgres: most('postgres'),
    load: most('load'),
    validation: most('validation'),
    performance: most('performance'),
    readiness: most('readiness'),
  }
}

/** The first of `ranking` that is among the values. */
function worst<T>(values: readonly T[], ranking: readonly [T, ...T[]]): T {
  return ranking.find((one) => values.includes(one)) ?? ranking[0]
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed()
}

function unmergeable(message: string): RehearsalError {
  return new RehearsalError('record-unreadable', message, {
    hint: 'Give the record.json of each shard or leg of one run.',
  })
}
