import { decimalText, MOST_CAST_DIGITS } from '../../sql/decimal-text.ts'
import type { EpochUnit } from '../../sql/epoch.ts'
import { isNull } from '../../sql/fits.ts'
import { concatenate } from '../../sql/join-balanced.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { TargetType } from '../target/target-schema.ts'

/**
 * A SQLite expression that builds one line of COPY's text format out of the columns that are loaded.
 * Misfits must have been filtered out before.
 *
 * https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2
 */
export function encodeLine(table: TablePlan): string {
  return concatenate(
    TAB,
    loadedColumns(table).map((column) => lineField(column, table)),
  )
}

/** As {@link encodeLine}, for rows with misfits: these are sent as NULL, and other fields go before all. */
export function encodeFittingValues(table: TablePlan, before: readonly string[]): string {
  const fields = loadedColumns(table).map((column) => {
    const field = lineField(column, table)
    return column.misfit === null ? field : `iif(coalesce(${column.misfit}, 0), ${COPY_NULL}, ${field})`
  })
  return concatenate(TAB, [...before, ...fields])
}

/** A SQLite expression for one field of a line. */
export function lineField(column: ColumnPlan, table: TablePlan): string {
  return `coalesce(${encodeField(column, table)}, ${COPY_NULL})`
}

/** The columns that COPY names; PostgreSQL computes the others. */
export function loadedColumns(table: TablePlan): readonly ColumnPlan[] {
  return table.columns.filter((column) => !column.generated)
}

const COPY_NULL = `'\\N'`
const TAB = 'char(9)'

/** What goes as a text, and is escaped. */
export const TEXTS: ReadonlySet<Conversion['kind']> = new Set(['text', 'rendered', 'json'])

/** SQLite text of one field; NULL stays NULL. PostgreSQL's input functions read what is not changed here. */
function encodeField(column: ColumnPlan, table: TablePlan): string {
  const value = quoteIdentifier(column.source)
  const { conversion, type } = column
  if (column.plainTexts && conversion.kind === 'text') return value
  if (column.plainTexts && TEXTS.has(conversion.kind)) return decimalText(value)
  return encodeValue(conversion, type, value, table.encoding !== 'UTF-8')
}

function encodeValue(conversion: Conversion, type: TargetType, value: string, utf16: boolean): string {
  switch (conversion.kind) {
    case 'integer':
    case 'boolean':
    case 'date':
    case 'midnight':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'uuid':
    case 'respelled-uuid':
      return value
    case 'numeral':
      return `iif(typeof(${value}) = 'real', cast(${value} as integer), ${value})`
    case 'float':
    case 'spelled-float':
      return withSignedZero(value)
    case 'decimal':
      return hasFewDigits(type) ? `cast(${value} as text)` : decimalText(value)
    case 'text':
      return escapeText(utf16 ? textOfAny(value) : `cast(${value} as text)`)
    case 'rendered':
    case 'json':
      return escapeText(utf16 ? textOfAny(value) : decimalText(value))
    case 'bytes':
      return `iif(${isNull(value)}, null, '\\\\x' || hex(${utf16 ? `utf8(${value})` : value}))`
    case 'epoch':
      return encodeEpoch(value, conversion.unit)
    case 'duration':
      return encodeDuration(value)
    default:
      return conversion satisfies never
  }
}

/** Whatever does not fit into them is a misfit, and not sent. */
function hasFewDigits(type: TargetType): boolean {
  return type.kind === 'numeric' && type.precision !== null && type.precision <= MOST_CAST_DIGITS
}

/** A blob among texts holds UTF-8, which a cast would read as UTF-16. */
function textOfAny(value: string): string {
  return `iif(typeof(${value}) = 'blob', text_of_utf8(${value}), ${decimalText(value)})`
}

/** SQLite prints -0.0 as `0.0`; the angle to it tells the sign. */
function withSignedZero(value: string): string {
  return `iif(${value} = 0 collate binary, iif(atan2(${value}, -1.0) < 0, '-0', '0'), ${value})`
}

/** COPY needs these four escaped; it takes every other byte as it is. */
function escapeText(text: string): string {
  return (
    `replace(replace(replace(replace(${text}, '\\', '\\\\'), char(9), '\\t'), ` +
    `char(10), '\\n'), char(13), '\\r')`
  )
}

/** Whole seconds through SQLite's calendar, milliseconds beside them; both round towards minus infinity. */
function encodeEpoch(value: string, unit: EpochUnit): string {
  if (unit === 'seconds') {
    return `iif(typeof(${value}) = 'real', ${encodeMicroseconds(value)}, datetime(${value}, 'unixepoch') || '+00')`
  }
  const milliseconds = `((${value} % 1000) + 1000) % 1000`
  const seconds = `(${value} - ${milliseconds}) / 1000`
  return `datetime(${seconds}, 'unixepoch') || printf('.%03d+00', ${milliseconds})`
}

/** Seconds with a fraction, of 1973 to 2100; SQLite's calendar would round them to milliseconds. */
function encodeMicroseconds(seconds: string): string {
  const microseconds = `cast(${seconds} * 1e6 + 0.5 as integer)`
  return `datetime(${microseconds} / 1000000, 'unixepoch') || printf('.%06d+00', ${microseconds} % 1000000)`
}

/** Hours, minutes and seconds: the one spelling that every IntervalStyle and every version reads alike. */
function encodeDuration(value: string): string {
  const part = (divisor: number, modulus: number) => `abs(${value}) / ${divisor} % ${modulus}`
  const parts = [`abs(${value}) / 3600000000`, part(60_000_000, 60), part(1_000_000, 60), part(1, 1_000_000)]
  return `iif(${isNull(value)}, null, iif(${value} < 0 collate binary, '-', '') || printf('%d:%02d:%02d.%06d', ${parts.join(', ')}))`
}
