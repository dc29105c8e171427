import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { decimalLimits, parseDeclaredType } from '../../../sql/declared-type.ts'
import type { Table } from '../../catalog/catalog.ts'
import { readTargetType } from '../given/read-target-type.ts'
import { renderType } from '../render-type.ts'
import type { ColumnFacts } from '../schema-facts.ts'
import type { TargetType } from '../target-schema.ts'
import type { ColumnPair, TablePair } from './pair-tables.ts'

/**
 * A column that cannot hold all that its declaration in the source promises. SQLite keeps no declaration, but the
 * application relies on its own: the values that are there may fit, and the next one is refused or rounded.
 */
export function narrowerType(
  pair: TablePair,
  { source, expected, actual }: ColumnPair & { readonly actual: ColumnFacts },
): readonly PlannedIssue[] {
  const [declared, read] = declarationsOf(pair.table, source)
  const type = readTargetType(actual.type, actual.enumLabels)
  if (expected.type === actual.type || !isNarrower(type, declared) || !isNarrower(type, read)) return []
  const message = `The target has ${renderType(type)}, and the source declares ${declared}`
  return [planned('target-type-narrower', { table: pair.table.name, column: source, message })]
}

const AUTOINCREMENT = 'INTEGER PRIMARY KEY AUTOINCREMENT'

/** What the source declares, and what a remedy says of the column instead: with both their owner agrees. */
function declarationsOf(
  { columns, autoincrement, rowidAlias }: Table,
  column: string,
): readonly [declared: string, read: string] {
  if (autoincrement && rowidAlias === column) return [AUTOINCREMENT, AUTOINCREMENT]
  const own = columns.find(({ name }) => name === column)
  const read = own?.declaredType ?? ''
  return [own?.sourceType ?? read, read]
}

const CHARACTERS = /^(?:N?VARCHAR2?|N?CHAR|CHARACTER(?: VARYING)?|VARYING CHARACTER|NATIVE CHARACTER)$/
const TEXTS = /^(?:STRING|TEXT)$/
/** Of the integers alone: SQLite applications say INTEGER for all of them. */
const WIDE_INTEGERS = /^(?:UNSIGNED )?(?:BIGINT|BIG INT|INT8|INT64|BIGSERIAL)(?: UNSIGNED)?$/
const DOUBLES = /^(?:REAL|DOUBLE|DOUBLE PRECISION|FLOAT|FLOAT8)$/
const MOMENTS = /^(?:DATETIME2?|DATETIMEOFFSET|TIMESTAMPTZ|TIMESTAMP(?: WITH(?:OUT)? TIME ZONE)?)$/
const TIMES = /^TIME(?:TZ| WITH(?:OUT)? TIME ZONE)?$/

function isNarrower(type: TargetType, declared: string): boolean {
  const { name, arguments: limits } = parseDeclaredType(declared)
  const [length = 0] = limits
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return (CHARACTERS.test(name) || TEXTS.test(name)) && type.length < length
    case 'smallint':
      return (
        isNoInteger(name) ||
        WIDE_INTEGERS.test(name) ||
        declared === AUTOINCREMENT ||
        hasMoreDigits(declared, 4, 0)
      )
    case 'integer':
      return isNoInteger(name) || WIDE_INTEGERS.test(name) || hasMoreDigits(declared, 9, 0)
    case 'bigint':
      return isNoInteger(name) || hasMoreDigits(declared, 19, 0)
    case 'real':
      return isText(name) || DOUBLES.test(name) || hasMoreDigits(declared, 6, 6)
    case 'double precision':
      return isText(name)
    case 'numeric':
      // not TEXT nor FLOAT, in which Entity Framework and Knex keep decimals
      return CHARACTERS.test(name) || exceedsDigits(declared, type)
    case 'date':
      return MOMENTS.test(name)
    case 'time':
      return MOMENTS.test(name) || (TIMES.test(name) && hasMoreDecimals(length, type))
    case 'timestamp':
    case 'timestamptz':
      return MOMENTS.test(name) && hasMoreDecimals(length, type)
    default:
      return false
  }
}

function isNoInteger(name: string): boolean {
  return isText(name) || DOUBLES.test(name)
}

/** STRING is a number for SQLite. https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
function isText(name: string): boolean {
  return CHARACTERS.test(name) || name === 'TEXT'
}

function exceedsDigits(
  declared: string,
  { precision, scale }: Extract<TargetType, { kind: 'numeric' }>,
): boolean {
  return precision !== null && hasMoreDigits(declared, precision - (scale ?? 0), scale ?? 0)
}

/** Without a number, a declaration promises no decimals; MySQL once had a `timestamp(14)`, which counts digits of a year too. */
function hasMoreDecimals(declared: number, { decimals }: { readonly decimals?: number }): boolean {
  return decimals !== undefined && declared > decimals && declared <= 9
}

/** Whether a declared decimal has more digits before the point, or behind it. */
function hasMoreDigits(declared: string, before: number, behind: number): boolean {
  const limits = decimalLimits(declared)
  return limits !== null && (limits.precision - limits.scale > before || limits.scale > behind)
}
