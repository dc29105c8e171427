import { decimalText } from './decimal-text.ts'
import type { Fit } from './fits.ts'

/** Those of the plan's Conversion: what a value has to fit can be told apart further, by the type. */
type ConversionKind = Exclude<
  Fit['kind'],
  'label' | 'interval' | 'jsonb' | 'object-number' | 'money' | 'zoned-time'
>

/** How the values of a column reach the target, as far as their equality there depends on it. */
export interface Arrival {
  readonly kind: ConversionKind
  /** A SQLite predicate for the values that do not arrive; null where all do. */
  readonly misfit: string | null
  /** `char(n)` of PostgreSQL pays no regard to trailing blanks. */
  readonly padded: boolean
  /** The database is in UTF-16. */
  readonly utf16: boolean
}

/** What a plan says of a column, as far as it counts here. */
interface PlannedColumn {
  readonly conversion: { readonly kind: ConversionKind }
  readonly misfit: string | null
  readonly type: { readonly kind: string }
}

export function arrivalOf({ conversion, misfit, type }: PlannedColumn, encoding: string): Arrival {
  return { kind: conversion.kind, misfit, padded: type.kind === 'char', utf16: encoding !== 'UTF-8' }
}

/**
 * A SQLite expression that is equal, by the BINARY collation, for two values of a column when PostgreSQL finds equal
 * what arrives of them; NULL for NULL and for values that do not arrive. The values of two columns that a foreign key
 * can join are compared by it too.
 *
 * @param column the column, quoted
 */
export function arrivingValue(column: string, arrival: Arrival): string {
  const value = equalValue(column, arrival)
  return arrival.misfit === null ? value : `case when ${arrival.misfit} then null else ${value} end`
}

/**
 * One SQLite expression for the values of several columns, equal when all of them are. A row value in `NOT IN` would
 * make SQLite compare every row with every other, to look for NULLs; so they become one text.
 * https://www.sqlite.org/rowvalue.html#row_value_in_comparisons
 */
export function compositeKey(values: readonly string[]): string {
  const [only] = values
  if (only !== undefined && values.length === 1) return only
  return `concat_ws(',', ${values.map(spelled).join(', ')})`
}

/** 1 and 1.0 are equal, so they are spelled alike; quote() keeps everything else apart. */
function spelled(value: string): string {
  return `quote(iif(typeof(${value}) = 'real' and ${value} = cast(${value} as integer), cast(${value} as integer), ${value}))`
}

function equalValue(column: string, { kind, padded, utf16 }: Arrival): string {
  switch (kind) {
    case 'integer':
    case 'float':
    case 'epoch':
    case 'duration':
      return column
    case 'numeral':
      return `cast(${column} as integer)`
    case 'spelled-float':
    case 'decimal':
      return `iif(typeof(${column}) = 'text', cast(${column} as real), ${column})`
    case 'text':
    case 'rendered': {
      const text = utf16
        ? `iif(typeof(${column}) = 'blob', text_of_utf8(${column}), ${decimalText(column)})`
        : decimalText(column)
      return padded ? `(rtrim(${text}, ' ') collate binary)` : `(${text} collate binary)`
    }
    case 'bytes':
      return utf16 ? `utf8(${column})` : `cast(${column} as blob)`
    case 'boolean':
      return `(lower(${column}) in ('1', 't', 'true'))`
    case 'midnight':
      return `(substr(${column}, 1, 10) collate binary)`
    case 'date':
    case 'uuid':
    case 'json':
      return `(${column} collate binary)`
    case 'respelled-uuid':
      return `(lower(replace(${column}, '-', '')) collate binary)`
    case 'time':
      return `(${clock(column)} collate binary)`
    case 'timestamp':
      return `((${wallClock(column)} || ${fraction(column)}) collate binary)`
    case 'timestamptz':
      return `(((unixepoch(${wallClock(column)}) - ${offsetSeconds(column)}) || ${fraction(column)}) collate binary)`
    default:
      return kind satisfies never
  }
}

/** `HH:MM:SS.f`, without trailing zeros. */
function clock(time: string): string {
  return `substr(${time} || ':00', 1, 8) || '.' || rtrim(substr(${time}, 10), '0')`
}

/** `YYYY-MM-DD HH:MM:SS`; a day alone is midnight, and a blank or a `T` stands before the time. */
function wallClock(column: string): string {
  return `datetime(substr(${column}, 1, iif(substr(${column}, 17, 1) = ':', 19, 16)))`
}

/** The six decimals that PostgreSQL keeps, without trailing zeros; they can only begin at one place. */
function fraction(column: string): string {
  const decimals = `substr(${column}, 21, 6)`
  const digits = `substr(${decimals}, 1, length(${decimals}) - length(ltrim(${decimals}, '0123456789')))`
  return `iif(substr(${column}, 20, 1) = '.', '.' || rtrim(${digits}, '0'), '.')`
}

/** East of UTC; 0 where there is no offset. */
function offsetSeconds(column: string): string {
  const offset = `ltrim(substr(${column}, 17), ':.0123456789 ')`
  const digits = `(replace(substr(${offset}, 2), ':', '') || '0000')`
  const seconds = `substr(${digits}, 1, 2) * 3600 + substr(${digits}, 3, 2) * 60`
  return `case substr(${offset}, 1, 1) when '+' then ${seconds} when '-' then -(${seconds}) else 0 end`
}
