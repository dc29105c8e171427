import { unique, worst } from '../order.ts'
import type { RunRecord } from '../run-record.ts'
import type { Kind } from './named-record.ts'
import { settledElsewhere } from './settled-elsewhere.ts'

type Performance = RunRecord['performance']
type Query = Performance['queries'][number]
type Verdict = NonNullable<Performance['verdict']>

const WORST_FIRST = ['failed', 'degraded', 'acceptable'] as const satisfies readonly Verdict[]

/**
 * All queries, those of the settings by the shards that have their tables. Shards are judged by the median of all of them;
 * of legs, the slowest speaks for all.
 */
export function mergePerformance(records: readonly RunRecord[], kind: Kind): Performance {
  const isMeasured = ({ performance }: RunRecord) => performance.status === 'measured'
  const measured = records.map(({ performance }) => performance)
  const settled = kind === 'shards' ? settledElsewhere(records) : new Map<RunRecord, ReadonlySet<string>>()
  const own = (record: RunRecord) =>
    record.performance.queries.filter(({ name }) => settled.get(record)?.has(name) !== true)
  const hadNoQuery = (record: RunRecord) => own(record).length === 0 && record.timings.performance > 0
  const queries = kind === 'shards' ? onceEach(records.flatMap(own)) : records.flatMap(own)
  return {
    // where a shard looked for queries, and its tables gave none, they may be empty
    status:
      records.some(isMeasured) && records.every((record) => isMeasured(record) || hadNoQuery(record))
        ? 'measured'
        : 'not-measured',
    ...(kind === 'shards' ? medianOf(queries) : slowestOf(measured)),
    // each record has its own
    roundTripMs: null,
    floorMs: null,
    queries,
  }
}

/** A query of the settings that several shards have asked is there once, by the worst of its answers. */
function onceEach(queries: readonly Query[]): readonly Query[] {
  const grades = [...WORST_FIRST, 'too-fast', 'not-run'] as const satisfies readonly Query['grade'][]
  const rank = ({ results, grade }: Query) =>
    [Number(results !== 'different'), grades.indexOf(grade)] as const
  const worstFirst = queries.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
  const chosen = new Set(unique(worstFirst, ({ source, name }) => JSON.stringify([source, name])))
  return queries.filter((query) => chosen.has(query))
}

type Judged = Pick<Performance, 'verdict' | 'medianRatio'>

/**
 * The verdict is the grade of the query in the middle, of two the worse, and so by the limits of the run that graded it.
 * A query that is too fast to grade counts as equally fast, as it does in one record.
 */
function medianOf(queries: Performance['queries']): Judged {
  const graded = queries.flatMap(({ grade, ratio }) => {
    if (grade === 'too-fast') return [{ grade: 'acceptable' as const, ratio: 1 }]
    return grade === 'not-run' || ratio === null ? [] : [{ grade, ratio }]
  })
  if (!queries.some(({ ratio, grade }) => ratio !== null && WORST_FIRST.some((one) => one === grade))) {
    return { verdict: null, medianRatio: null }
  }
  const slowestFirst = graded.toSorted(
    (a, b) => WORST_FIRST.indexOf(a.grade) - WORST_FIRST.indexOf(b.grade) || b.ratio - a.ratio,
  )
  const middle = slowestFirst[Math.floor((slowestFirst.length - 1) / 2)]
  const ratios = graded.map(({ ratio }) => ratio).toSorted((a, b) => a - b)
  const [low = 1, high = low] = [(ratios.length - 1) / 2, ratios.length / 2].map(
    (rank) => ratios[Math.floor(rank)],
  )
  return { verdict: middle?.grade ?? null, medianRatio: (low + high) / 2 }
}

function slowestOf(measured: readonly Performance[]): Judged {
  const judged = measured.filter(({ verdict }) => verdict !== null)
  if (judged.length === 0) return { verdict: null, medianRatio: null }
  const verdict = worst<Verdict | null>(
    judged.map((one) => one.verdict),
    WORST_FIRST,
  )
  const ratios = judged
    .filter((one) => one.verdict === verdict)
    .flatMap(({ medianRatio }) => medianRatio ?? [])
  return { verdict, medianRatio: ratios.toSorted((a, b) => b - a)[0] ?? null }
}
