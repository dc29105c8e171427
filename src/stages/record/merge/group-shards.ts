import { compare } from '../order.ts'
import type { RunRecord } from '../run-record.ts'
import type { NamedRecord } from './named-record.ts'

/** The records of one migration: shards of it, or the only one. */
export type RecordGroup<T extends NamedRecord> = readonly [T, ...T[]]

/**
 * The records by the migration that they are of. Those of one commit, one source (`source.sha256`) and one version of
 * PostgreSQL are shards of one run where each has rehearsed tables and none the tables of another; any other record is
 * a group of its own. The order in which they are given does not matter. Pure.
 */
export function groupShards<T extends NamedRecord>(named: readonly T[]): readonly RecordGroup<T>[] {
  const sorted = named.toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.record.run.startedAt, b.record.run.startedAt),
  )
  return [...Map.groupBy(sorted, migrationOf).values()].flatMap((same) => {
    const shares = same.filter(({ record }) => rehearsed(record).length > 0)
    const [first, ...others] = shares
    if (first === undefined || first.record.source.sha256 === null || !areApart(shares))
      return same.map(alone)
    // a record without tables has its own verdict: nothing of it is in the others
    return [[first, ...others], ...same.filter((one) => !shares.includes(one)).map(alone)] as const
  })
}

/** What a group of records is called: `players + teams`. */
export function groupName(group: RecordGroup<NamedRecord>): string {
  return group.map(({ name }) => name).join(' + ')
}

const alone = <T extends NamedRecord>(one: T): RecordGroup<T> => [one]

function migrationOf({ record: { run, source, target } }: NamedRecord): string {
  return JSON.stringify([run.commit, source.sha256, target.version])
}

/** Two legs that differ in something the records do not show have rehearsed the same tables. */
function areApart(shares: readonly NamedRecord[]): boolean {
  const tables = shares.flatMap(({ record }) => rehearsed(record))
  return new Set(tables).size === tables.length
}

function rehearsed({ tables }: RunRecord): readonly string[] {
  return tables.filter(({ status }) => status !== 'skipped').map(({ name }) => name)
}
