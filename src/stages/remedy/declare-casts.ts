import type { CastSource } from '../../issues/remedy.ts'
import { parseDeclaredType } from '../../sql/declared-type.ts'
import type { Catalog, Column } from '../catalog/catalog.ts'
import { constantOfDefault } from './constant-of-default.ts'
import { hasOffsets, textsWithoutOffset } from './moment-look.ts'
import { READERS } from './read-value.ts'

const NUMBERS = /INT|REAL|FLOA|DOUB|DEC|NUM|MONEY|FIXED|CURRENCY/
const DATES = /^(DATE|TIMESTAMP)/

/** Whether a column is declared as what a cast makes of it already: then the cast can change nothing but values. */
export function declaresCast(from: CastSource, { declaredType }: Column): boolean {
  const { name } = parseDeclaredType(declaredType)
  switch (from) {
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
    case 'epoch-nanoseconds':
    case 'core-data-seconds':
    case 'julian-day':
    case 'compact-date':
    case 'day-first-date':
    case 'month-first-date':
      return DATES.test(name)
    case 'boolean':
      return /^BOOL/.test(name)
    case 'number':
      return NUMBERS.test(name)
    case 'hex':
    case 'base64':
    case 'uuid-text':
      return /BLOB|BYTEA|BINARY/.test(name)
    case 'uuid':
    case 'uuid-bytes':
      return /^(UUID|GUID|UNIQUEIDENTIFIER)$/.test(name)
    default:
      return from satisfies never
  }
}

/**
 * The type that a cast says a column has, whatever its declaration says. Where no value has an offset, it stays what a date
 * or timestamp was declared as, and a number what a number was.
 *
 * @param column with the profile of the values after the cast
 */
function declaredAfterCast(from: CastSource, column: Column): string {
  const { name } = parseDeclaredType(column.declaredType)
  switch (from) {
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
    case 'epoch-nanoseconds':
    case 'core-data-seconds':
    case 'julian-day':
      if (hasOffsets(column.profile) || textsWithoutOffset(column.profile) === 0) return 'TIMESTAMPTZ'
      return DATES.test(name) ? column.declaredType : 'TIMESTAMP'
    case 'compact-date':
    case 'day-first-date':
    case 'month-first-date':
      if (DATES.test(name)) return column.declaredType
      return column.profile.textForms.date === column.profile.texts ? 'DATE' : 'TIMESTAMP'
    case 'boolean':
      return 'BOOLEAN'
    case 'number':
      return NUMBERS.test(name) ? column.declaredType : 'NUMERIC'
    case 'hex':
    case 'base64':
    case 'uuid-text':
      return 'BLOB'
    case 'uuid':
    case 'uuid-bytes':
      return 'UUID'
    default:
      return from satisfies never
  }
}

/** What a column was read as, by table and column. */
export interface CastColumn {
  readonly table: string
  readonly column: string
  readonly from: CastSource
}

/**
 * The catalog in which every cast column is declared as what it was read as, and its DEFAULT with it; the first cast counts.
 * Pure.
 */
export function declareCasts(catalog: Catalog, casts: readonly CastColumn[]): Catalog {
  if (casts.length === 0) return catalog
  const declared = (table: string, column: Column): Column => {
    const cast = casts.find((candidate) => candidate.table === table && candidate.column === column.name)
    if (cast === undefined) return column
    const constant = constantOfDefault(column)
    const castDefault = constant === null ? null : READERS[cast.from](constant)
    return {
      ...column,
      declaredType: declaredAfterCast(cast.from, column),
      sourceType: column.declaredType,
      ...(castDefault === null ? {} : { castDefault }),
    }
  }
  const tables = catalog.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => declared(table.name, column)),
  }))
  return { ...catalog, tables }
}
