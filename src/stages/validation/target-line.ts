import { quoteIdentifier, quoteOwnRows } from '../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { DIGEST_PREFIX, digestedBeyond } from './digest.ts'
import { isSpelledByPostgres } from './spelling-judge.ts'

/**
 * The statement that prints rows of the target as their canonical lines, in the order of `order`.
 *
 * The columns of a key hold no NULL in the source, so it does not matter where the target would put one; and only an
 * order without a word about NULLs can be read from the index of the key, row by row.
 *
 * @param where a PostgreSQL predicate; null for every row
 */
export function targetLines(
  table: TablePlan,
  order: readonly ColumnPlan[],
  where: string | null = null,
): string {
  const fields = table.columns.map((column) => digestedField(column, table, order)).join(', ')
  const filtered = where === null ? '' : ` where ${where}`
  const nulls = table.order.kind === 'all' ? ' nulls first' : ''
  const sorted =
    order.length === 0 ? '' : ` order by ${order.map((column) => targetSortKey(column) + nulls).join(', ')}`
  const rows = quoteOwnRows(table.target, table.partitioned)
  return `copy (select ${fields} from ${rows}${filtered}${sorted}) to stdout`
}

/** {@link digestedBeyond}. https://www.postgresql.org/docs/current/functions-binarystring.html#FUNCTIONS-BINARYSTRING-OTHER */
function digestedField(column: ColumnPlan, table: TablePlan, order: readonly ColumnPlan[]): string {
  const field = targetField(column)
  const beyond = digestedBeyond(column, table, order)
  if (beyond === null) return field
  const { bytes, text } =
    column.type.kind === 'bytea'
      ? { bytes: field, text: `'\\x' || encode(${field}, 'hex')` }
      : { bytes: `convert_to(${field}::text, 'UTF8')`, text: `${field}::text` }
  return `case when octet_length(${field}) > ${beyond} then '${DIGEST_PREFIX}' || encode(sha256(${bytes}), 'hex') else ${text} end`
}

/**
 * PostgreSQL's own output, but for types whose text says more, or less, than their value: a `real` of somebody else's
 * schema prints 0.1 and holds 0.10000000149011612.
 */
function targetField(column: ColumnPlan): string {
  const value = quoteIdentifier(column.target)
  switch (column.conversion.kind) {
    case 'decimal':
      return `trim_scale(${value}::numeric)`
    case 'epoch':
      return epochNumber(value, column.conversion.unit)
    case 'timestamptz':
    case 'duration':
      return epochNumber(value, 'microseconds')
    case 'float':
    case 'spelled-float':
      return `${value}::double precision`
    case 'text':
    case 'rendered':
      // the blanks that pad a char(n) are no part of its value
      return column.type.kind === 'char' ? `${value}::text` : value
    case 'integer':
    case 'numeral':
    case 'json':
    case 'bytes':
    case 'boolean':
    case 'date':
    case 'midnight':
    case 'time':
    case 'timestamp':
    case 'uuid':
    case 'respelled-uuid':
      return value
    default:
      return column.conversion satisfies never
  }
}

const PER_SECOND = { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 }

/** `extract` gives numeric from PostgreSQL 14 on, so nothing is rounded. */
function epochNumber(value: string, unit: keyof typeof PER_SECOND): string {
  return `trim_scale(extract(epoch from ${value}) * ${PER_SECOND[unit]})`
}

/**
 * json has no order of its own; texts sort by their bytes, as they do in SQLite. A decimal sorts as a double, because
 * SQLite sorts a real by its exact value and not by its shortest decimal, and integers may lie between the two.
 */
function targetSortKey(column: ColumnPlan): string {
  const value = quoteIdentifier(column.target)
  switch (column.type.kind) {
    case 'text':
    case 'varchar':
    case 'char':
    case 'json':
    case 'jsonb':
    case 'enum':
      return `${value}::text collate "C"`
    case 'other':
      return isSpelledByPostgres(column) ? `${value}::text collate "C"` : value
    case 'numeric':
      return `${value}::double precision`
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double precision':
    case 'bytea':
    case 'boolean':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'uuid':
      return value
    default:
      return column.type satisfies never
  }
}
