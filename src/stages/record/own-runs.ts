import { knownBy, type RunDigest } from './run-digest.ts'
import type { RunRecord } from './run-record.ts'

interface Source {
  readonly source: Pick<RunRecord['source'], 'path'>
  readonly tables: readonly { readonly name: string }[]
}

/**
 * The runs that were of this database. Two that are rehearsed in one folder share its history, and what the one has is
 * not resolved because the other does not have it. A database is the same by its path, whatever becomes of its tables,
 * and by its tables, whatever tonight's snapshot is called: by half of those of the smaller one. Runs of which neither
 * is known count.
 */
export function ownRuns(runs: readonly RunDigest[], { source, tables }: Source): readonly RunDigest[] {
  const names = new Set(knownBy(tables))
  return runs.filter((run) => run.source === null || run.source.path === source.path || isAlike(run, names))
}

/** A digest holds no other tables than those it is known by. */
function isAlike({ tables }: RunDigest, names: ReadonlySet<string>): boolean {
  const common = tables.filter(({ name }) => names.has(name))
  return common.length * 2 >= Math.min(tables.length, names.size)
}
