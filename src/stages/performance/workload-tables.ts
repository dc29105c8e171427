import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from '../plan/migration-plan.ts'

/** A table that arrived whole, so that both engines must give the same rows of it. */
export interface WorkloadTable {
  readonly table: Table
  readonly plan: TablePlan
}

export function wholeTables(
  catalog: Catalog,
  { tables }: MigrationPlan,
  load: LoadResult,
): readonly WorkloadTable[] {
  return tables.flatMap((plan) => {
    const table = catalog.tables.find(({ name }) => name === plan.source)
    const loaded = load.tables.find(({ source }) => source === plan.source)
    const isWhole = loaded !== undefined && loaded.failure === null && loaded.rowsRejected === 0
    return table !== undefined && isWhole ? [{ table, plan }] : []
  })
}

/** A column with what the plan makes of it. */
export interface WorkloadColumn {
  readonly column: Column
  readonly plan: ColumnPlan
}

export function columnNamed({ table, plan }: WorkloadTable, name: string): WorkloadColumn | null {
  const column = table.columns.find((one) => sameName(one.name, name))
  const planned = plan.columns.find(({ source }) => source === column?.name)
  return column === undefined || planned === undefined ? null : { column, plan: planned }
}

/** Columns whose values both drivers give in a form that can be compared, and that are not large. */
export function readableColumns({ plan }: WorkloadTable): readonly ColumnPlan[] {
  return plan.columns.filter(isReadable).slice(0, 12)
}

/** What only PostgreSQL knows is spelled in its own way, but for an interval that was a number. */
export function isReadable({ type, conversion }: ColumnPlan): boolean {
  return !UNREADABLE.has(conversion.kind) && (type.kind !== 'other' || conversion.kind === 'duration')
}

/** Whether PostgreSQL has an operator for `=` between the two. */
export function areComparable({ plan: a }: WorkloadColumn, { plan: b }: WorkloadColumn): boolean {
  return (
    a.conversion.kind === b.conversion.kind || [a, b].every(({ conversion }) => NUMBERS.has(conversion.kind))
  )
}

const NUMBERS: ReadonlySet<ColumnPlan['conversion']['kind']> = new Set([
  'integer',
  'numeral',
  'float',
  'spelled-float',
  'decimal',
])

const UNREADABLE: ReadonlySet<ColumnPlan['conversion']['kind']> = new Set(['rendered', 'bytes', 'json'])

/**
 * Whether `=` and the order of a column are the same on both sides, and its values can stand for parameters of both.
 * Texts of a schema that is not ours may have a collation, and those of UTF-16 sort by other bytes.
 */
export function sortsAlike(
  { column, plan }: WorkloadColumn,
  texts: boolean,
  isUniform: () => boolean,
): boolean {
  if (column.collation !== 'BINARY' || !isReadable(plan)) return false
  switch (plan.conversion.kind) {
    case 'integer':
    case 'float':
    case 'date':
      return true
    case 'text':
      return texts && column.profile.blobs === 0 && plan.type.kind !== 'char' && plan.type.kind !== 'enum'
    case 'timestamp':
      return isUniform()
    default:
      return false
  }
}

/** More timestamps are not read one by one for the sake of a query. */
const MOST_LOOKED_AT = 500_000

/** Whether all timestamps of a column are spelled with seconds and a blank, so that they sort as texts. */
export function isUniform(
  database: SqliteDatabase,
  table: Table,
  { name: column, profile }: Column,
): boolean {
  // `YYYY-MM-DD HH:MM:SS`
  if (profile.longestText !== 19 || table.rowCount > MOST_LOOKED_AT) return false
  const name = quoteIdentifier(column)
  const sql = `select 1 from ${quoteIdentifier(table.name)} where ${name} not glob '????-??-?? ??:??:??' limit 1`
  return database.prepare(sql).get() === undefined
}
