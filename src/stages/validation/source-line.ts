import type { PlainLine } from '../../engines/sqlite/read-lines.ts'
import { decimalText } from '../../sql/decimal-text.ts'
import { isNull } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { DIGEST_PREFIX, digestedBeyond } from './digest.ts'
import { unfitText } from './unfit-value.ts'

/** `concat_ws` takes at most 1000 arguments (SQLITE_MAX_FUNCTION_ARG). */
const MAX_ARGUMENTS = 900

/**
 * A SQLite expression that builds the canonical line of a row: what `COPY … TO STDOUT` should print for it.
 *
 * This is written apart from the loader on purpose. It shares with it only what the text of a number is
 * (`decimalText`), and works another way wherever there is one: dates go through SQLite's calendar, where the loader lets PostgreSQL read them.
 *
 * @param order the columns that rows are sorted by: their values are never replaced by digests
 */
export function sourceLine(table: TablePlan, order: readonly ColumnPlan[]): string {
  return tabbed(table.columns.map((column) => `ifnull(${sourceField(column, table, order)}, '\\N')`))
}

/**
 * The same line without the escapes, and the texts in it: the two lines are one where none of the bytes is in the texts.
 * Where rows are paired by their places, times may stay as they are spelled: most are spelled as PostgreSQL prints them,
 * and a row that differs has both sides read again. Null where there is nothing to gain, or too many columns to look into.
 */
export function plainSourceLine(table: TablePlan, order: readonly ColumnPlan[]): PlainLine | null {
  const isPlain = (column: ColumnPlan) =>
    isEscaped(column) && column.misfit === null && digestedBeyond(column, table, order) === null
  const texts = table.columns.filter(isPlain).map(({ source }) => quoteIdentifier(source))
  const isSpelledTime = (column: ColumnPlan) => isTime(column) && column.misfit === null
  const hasTimes = order.length === 0 && table.columns.some(isSpelledTime)
  if (texts.length > MAX_ARGUMENTS || table.encoding !== 'UTF-8' || !(hasTimes || texts.length > 0))
    return null
  const lineOf = (isSpelled: (column: ColumnPlan) => boolean) =>
    tabbed(
      table.columns.map((column) => {
        const field = isSpelled(column) ? spelledField(column) : sourceField(column, table, order)
        return `ifnull(${field}, '\\N')`
      }),
    )
  return {
    line: lineOf(isPlain),
    asSpelled: hasTimes ? lineOf((column) => isPlain(column) || isSpelledTime(column)) : null,
    texts: texts.length > 0 ? `concat(${texts.join(', ')})` : `''`,
    unless: ESCAPED_BYTES,
  }
}

/** Backslash, and from backspace to carriage return. */
const ESCAPED_BYTES = [92, 8, 9, 10, 11, 12, 13]

function isEscaped({ conversion: { kind } }: ColumnPlan): boolean {
  return kind === 'text' || kind === 'rendered' || kind === 'json'
}

function spelledField({ source, conversion }: ColumnPlan): string {
  const value = quoteIdentifier(source)
  return conversion.kind === 'rendered' || conversion.kind === 'json'
    ? decimalText(value)
    : `cast(${value} as text)`
}

/** Whether PostgreSQL prints what SQLite's own calendar prints. */
function isTime({ conversion: { kind } }: ColumnPlan): boolean {
  return kind === 'date' || kind === 'time' || kind === 'timestamp'
}

/** SQLite expressions that sort rows as the statement of the target does: NULL first, texts by their bytes. */
export function sourceOrder(table: TablePlan, columns: readonly ColumnPlan[]): readonly string[] {
  return columns.map((column) => sourceSortKey(column, table))
}

/** A column without its collation, which only the application may have: it would go through a CAST. */
function inBinary({ source }: ColumnPlan): string {
  return `${quoteIdentifier(source)} collate binary`
}

function tabbed(fields: readonly string[]): string {
  if (fields.length <= MAX_ARGUMENTS) return `concat_ws(char(9), ${fields.join(', ')})`
  const halves = [fields.slice(0, fields.length / 2), fields.slice(fields.length / 2)]
  return `concat_ws(char(9), ${halves.map(tabbed).join(', ')})`
}

function sourceField(column: ColumnPlan, table: TablePlan, order: readonly ColumnPlan[]): string {
  const value = inBinary(column)
  const utf16 = table.encoding !== 'UTF-8'
  const text = canonicalText(column.conversion, value, utf16)
  const beyond = digestedBeyond(column, table, order)
  const bytes = utf16 ? utf8Bytes(value) : `cast(${value} as blob)`
  const field =
    beyond === null
      ? text
      : `iif(octet_length(${utf16 ? bytes : value}) > ${beyond}, '${DIGEST_PREFIX}' || sha256(${bytes}), ${text})`
  return column.misfit === null ? field : unlessUnfit(field, column.misfit, value, bytes)
}

/** A NULL that the target would not take is no value that another could be taken for. */
function unlessUnfit(field: string, misfit: string, value: string, bytes: string): string {
  return `iif(not ${isNull(value)} and coalesce(${misfit}, 0), ${unfitText(value, bytes)}, ${field})`
}

function canonicalText(conversion: Conversion, value: string, utf16: boolean): string {
  switch (conversion.kind) {
    case 'integer':
      return `cast(${value} as text)`
    case 'numeral':
      // what is no whole number is a misfit, and does not come here
      return `iif(typeof(${value}) = 'real', printf('%d', ${value}), cast(${value} as text))`
    case 'float':
      return floatText(value)
    case 'spelled-float':
      return `iif(typeof(${value}) = 'text', ${value}, ${floatText(value)})`
    case 'decimal':
      return `iif(typeof(${value}) = 'real', ${realText(value)}, ${value})`
    case 'text':
      return copyEscaped(utf16 ? `text_of_utf8(${utf8Bytes(value)})` : `cast(${value} as text)`)
    case 'rendered':
    case 'json':
      return copyEscaped(utf16 ? `text_of_utf8(${utf8Bytes(value)})` : decimalText(value))
    case 'bytes':
      return `case typeof(${value}) when 'null' then null else '\\\\x' || lower(hex(${utf16 ? utf8Bytes(value) : value})) end`
    case 'boolean':
      return `case when lower(${value}) in ('1', 't', 'true') then 't' when typeof(${value}) <> 'null' then 'f' end`
    case 'date':
      return `date(${value})`
    case 'midnight':
      return dayOf(value)
    case 'time':
      // SQLite's calendar does not know the end of the day
      return `iif(substr(${value}, 1, 2) = '24', '24:00:00', time(${value})) || ${fraction(value)}`
    case 'timestamp':
      return `datetime(${wallClock(value)}) || ${fraction(value)}`
    case 'timestamptz':
      return microseconds(value)
    case 'epoch':
      return `iif(typeof(${value}) = 'real', ${realText(value)}, cast(${value} as text))`
    case 'duration':
    case 'uuid':
      return `cast(${value} as text)`
    case 'respelled-uuid':
      return uuidText(value)
    default:
      return conversion satisfies never
  }
}

/** Whole numbers without `.0`, as PostgreSQL prints them; a zero keeps its sign. The commonest case is tested first. */
function floatText(value: string): string {
  return (
    `case when ${isFraction(value)} then cast(${value} as text) ` +
    `when typeof(${value}) = 'integer' then cast(${value} as text) ` +
    `when ${value} = 0 then iif(atan2(${value}, -1) < 0, '-0', '0') ` +
    `else ${wholeText(value)} end`
  )
}

function realText(value: string): string {
  return `iif(${isFraction(value)} or abs(${value}) >= 1e15, ${decimalText(value)}, ${wholeText(value)})`
}

/** A whole number that a double holds exactly goes by way of an integer: to spell a double is dear. */
function wholeText(value: string): string {
  const text = `cast(${value} as text)`
  return (
    `case when abs(${value}) >= 1e15 then ${withoutTrailingZero(text)} ` +
    `when ${value} = cast(${value} as integer) then cast(cast(${value} as integer) as text) else ${text} end`
  )
}

function isFraction(value: string): string {
  return `${value} <> cast(${value} as integer) and ${value} between -1e15 and 1e15`
}

function withoutTrailingZero(text: string): string {
  return `iif(${text} like '%.0', substr(${text}, 1, length(${text}) - 2), ${text})`
}

/**
 * The decimals of a time, without trailing zeros: `.5` or nothing. SQLite's own functions round to
 * milliseconds, so the digits are cut out of the text: from the point up to the offset or the end.
 */
function fraction(value: string): string {
  const fromPoint = `substr(${value}, instr(${value}, '.') + 1)`
  const digits = `substr(${fromPoint}, 1, length(${fromPoint}) - length(ltrim(${fromPoint}, '0123456789')))`
  const significant = `rtrim(${digits}, '0')`
  return `iif(instr(${value}, '.') > 0 and ${significant} <> '', '.' || ${significant}, '')`
}

/**
 * Of an instant, since 1970 UTC. SQLite's calendar ends with the years that an offset can leave, and knows no
 * offset without a colon: so it reads the wall clock, and the offset is taken off as a number.
 */
function microseconds(value: string): string {
  const offset = `ltrim(substr(${value}, 17), ':.0123456789 ')`
  const digits = `rtrim(substr(replace(${offset}, ':', ''), 2), 'Z') || '0000'`
  const minutes = `substr(${digits}, 1, 2) * 60 + substr(${digits}, 3, 2)`
  const east = `iif(${offset} like '-%', -60, 60) * (${minutes})`
  return `(unixepoch(${wallClock(value)}) - ${east}) * 1000000 + substr(substr(${fraction(value)}, 2) || '000000', 1, 6)`
}

/** The day of a midnight in UTC; all else stays the text that it is, for the day would not say what it says. */
function dayOf(value: string): string {
  const isMidnight = `(${microseconds(value)}) % ${MICROSECONDS_OF_DAY} = 0 and ${fraction(value)} = ''`
  return `iif(${isMidnight}, date(${wallClock(value)}), ${value})`
}

const MICROSECONDS_OF_DAY = 86_400_000_000

/** A date, or a date and the time up to its second. */
function wallClock(value: string): string {
  return `substr(${value}, 1, iif(substr(${value}, 17, 1) = ':', 19, 16))`
}

/** `8-4-4-4-12` in lower case, whatever hyphens there were. */
function uuidText(value: string): string {
  const digits = `lower(replace(${value}, '-', ''))`
  const groups = [
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12],
  ]
  return groups.map(([start, length]) => `substr(${digits}, ${start}, ${length})`).join(` || '-' || `)
}

/** What COPY TO escapes. https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
const COPY_ESCAPES = [
  [`'\\'`, `'\\\\'`],
  ['char(8)', `'\\b'`],
  ['char(9)', `'\\t'`],
  ['char(10)', `'\\n'`],
  ['char(11)', `'\\v'`],
  ['char(12)', `'\\f'`],
  ['char(13)', `'\\r'`],
] as const

function copyEscaped(text: string): string {
  return COPY_ESCAPES.reduce((escaped, [from, to]) => `replace(${escaped}, ${from}, ${to})`, text)
}

function sourceSortKey(column: ColumnPlan, table: TablePlan): string {
  const value = inBinary(column)
  const utf16 = table.encoding !== 'UTF-8'
  switch (column.conversion.kind) {
    case 'integer':
    case 'float':
    case 'epoch':
    case 'duration':
      return value
    case 'numeral':
      return `cast(${value} as integer)`
    case 'respelled-uuid':
      return uuidText(value)
    case 'spelled-float':
    case 'decimal':
      return `cast(${value} as real)`
    case 'rendered':
    case 'json':
      return utf16 ? utf8Bytes(value) : `cast(${decimalText(value)} as blob)`
    case 'text':
    case 'bytes':
    case 'uuid':
      return utf16 ? utf8Bytes(value) : `cast(${value} as blob)`
    case 'boolean':
    case 'date':
    case 'midnight':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return canonicalText(column.conversion, value, utf16)
    default:
      return column.conversion satisfies never
  }
}

/** In a UTF-16 database a cast would give, or read, the bytes of UTF-16. */
function utf8Bytes(value: string): string {
  return `iif(typeof(${value}) = 'blob', ${value}, utf8(${decimalText(value)}))`
}
