import type { Table } from '../catalog/catalog.ts'
import type { Conversion } from './conversion.ts'
import type { ColumnPlan, RowOrder } from './migration-plan.ts'

/** How the rows of both sides are brought into the same order, by the cheapest key that both have. */
export function rowOrder(table: Table, columns: readonly ColumnPlan[]): RowOrder {
  const alias = columns.find(({ source }) => source === table.rowidAlias)
  if (alias !== undefined && alias.conversion.kind === 'integer')
    return { kind: 'rowid', column: alias.source }
  const key = table.primaryKey?.parts.map(({ column }) => column) ?? []
  return key.length > 0 && key.every((name) => sortsAlike(table, columns, name))
    ? { kind: 'key', columns: key.flatMap((name) => name ?? []) }
    : { kind: 'all' }
}

/** Conversions that keep both the order and the difference of any two values of one storage class. */
const ORDERLY: ReadonlySet<Conversion['kind']> = new Set(['integer', 'text', 'bytes', 'uuid', 'date'])

function sortsAlike(table: Table, columns: readonly ColumnPlan[], name: string | null): boolean {
  const profile = table.columns.find((column) => column.name === name)?.profile
  const plan = columns.find(({ source }) => source === name)
  if (profile === undefined || plan === undefined || !ORDERLY.has(plan.conversion.kind)) return false
  const classes = [profile.nulls, profile.integers, profile.reals, profile.texts, profile.blobs]
  return profile.nulls === 0 && classes.filter((count) => count > 0).length <= 1
}
