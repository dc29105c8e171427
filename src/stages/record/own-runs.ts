import { MAX_NAMED_TABLES, type RunDigest } from './run-digest.ts'
import type { RunRecord } from './run-record.ts'

type Named = readonly { readonly name: string }[]
interface Source {
  readonly source: Pick<RunRecord['source'], 'path'>
  readonly tables: Named
}

/**
 * The runs that were of this database. Two that are rehearsed in one folder share its history, and what the one has is
 * not resolved because the other does not have it. A database is the same by its path, whatever becomes of its tables,
 * and by its tables, whatever tonight's snapshot is called: by half of those of the smaller one. Runs of which neither
 * is known count.
 */
export function ownRuns(runs: readonly RunDigest[], { source, tables }: Source): readonly RunDigest[] {
  return runs.filter(
    (run) => run.source === null || run.source.path === source.path || isAlike(run.tables, tables),
  )
}

function isAlike(before: Named, now: Named): boolean {
  const names = namesOf(now)
  const common = namesOf(before).filter((name) => names.includes(name))
  return common.length * 2 >= Math.min(before.length, names.length)
}

function namesOf(tables: Named): readonly string[] {
  const names = tables.map(({ name }) => name)
  return names.toSorted().slice(0, MAX_NAMED_TABLES)
}
