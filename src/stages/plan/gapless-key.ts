import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { ForeignKeyStatement } from '../target/post-data.ts'
import { columnOf, type PlannedTable } from './key-terms.ts'

/**
 * Whether each child has a parent because the parents are numbered by their rowids without a gap, and the children lie
 * between the first and the last: then none has to be looked up. False tells nothing.
 */
export function hasGaplessParents(
  { columns, parent }: ForeignKeyStatement,
  children: PlannedTable,
  parents: PlannedTable,
): boolean {
  const [child] = columns
  const [key] = parent.columns
  if (child === undefined || key === undefined || columns.length > 1) return false
  if (columnOf(key, parents.plan)?.source !== parents.table.rowidAlias) return false
  const inner = integersOf(child, children)
  const outer = integersOf(key, parents)
  if (inner === null || outer === null) return false
  const isGapless = BigInt(outer.count) === outer.last - outer.first + 1n
  return isGapless && inner.first >= outer.first && inner.last <= outer.last
}

/** The integers of a column that holds nothing else but NULL, and changes none on the way. */
function integersOf(
  quoted: string,
  { table, plan }: PlannedTable,
): { readonly count: number; readonly first: bigint; readonly last: bigint } | null {
  const column = columnOf(quoted, plan)
  const profile = table.columns.find(({ name }) => name === column?.source)?.profile
  if (profile === undefined || column?.conversion.kind !== 'integer' || column.misfit !== null) return null
  const { integers: count, integerMin: first, integerMax: last } = profile
  return isPure(profile) && first !== null && last !== null ? { count, first, last } : null
}

function isPure({ reals, texts, blobs }: ColumnProfile): boolean {
  return reals + texts + blobs === 0
}
