import type { RunRecord } from '../run-record.ts'

type Query = RunRecord['performance']['queries'][number]

/**
 * The queries of the settings that a shard knows less of than another one: they read tables that it leaves out, or
 * objects over these that its target does not have. By their names, for each of the records.
 */
export function settledElsewhere(records: readonly RunRecord[]): ReadonlyMap<RunRecord, ReadonlySet<string>> {
  const best = new Map<string, number>()
  for (const record of records) {
    for (const query of ofSettings(record)) {
      best.set(query.name, Math.min(ignorance(query, record), best.get(query.name) ?? MOST))
    }
  }
  const isSettled = (record: RunRecord) => (query: Query) =>
    ignorance(query, record) > (best.get(query.name) ?? MOST)
  return new Map(
    records.map((record) => [
      record,
      new Set(
        ofSettings(record)
          .filter(isSettled(record))
          .map(({ name }) => name),
      ),
    ]),
  )
}

const MOST = 2

/** 0: it was asked. 1: it could not be. 2: this shard does not have its tables. */
function ignorance({ name, grade }: Query, { readiness }: RunRecord): number {
  if (grade !== 'not-run') return 0
  const line = readiness.items.find(({ id }) => id === 'query-performance')
  return line?.parts?.leftOut.includes(name) === true ? MOST : 1
}

/** The names of derived queries are those of the tables that they read, and so of one shard. */
function ofSettings({ performance }: RunRecord): readonly Query[] {
  return performance.queries.filter(({ source }) => source === 'settings')
}
