import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'

/** A column of the source, to ask how it writes what its values mean. */
export interface SourceColumn {
  readonly source: SqliteDatabase
  readonly table: string
  readonly column: string
}

/** How a column writes UUIDs. */
export interface UuidForm {
  readonly hasHyphens: boolean
  readonly hasCapitals: boolean
}

/** What PostgreSQL prints. https://www.postgresql.org/docs/current/datatype-uuid.html */
export const CANONICAL_UUID: UuidForm = { hasHyphens: true, hasCapitals: false }

/** How most texts of a column write a UUID: Django leaves the hyphens out, EF Core writes capitals. */
export function usualUuidForm(column: SourceColumn): UuidForm {
  const value = quoteIdentifier(column.column)
  const isUuid = `typeof(${value}) = 'text' and length(${value}) in (32, 36)`
  const form = `(length(${value}) = 36) * 2 + (${value} = upper(${value}) collate binary)`
  // a UUID without a letter is in capitals and in small letters
  const found = usual(column, form, `${isUuid} and lower(${value}) <> upper(${value})`)
  if (found !== null) return { hasHyphens: found >= 2, hasCapitals: found % 2 === 1 }
  return { hasHyphens: (usual(column, form, isUuid) ?? 2) >= 2, hasCapitals: false }
}

/**
 * How many decimals most texts of a column have at least: EF Core writes `10.0` and `12.75`, others `10.00` and `12.75`.
 * Only a text without decimals or with a zero behind them tells.
 */
export function usualDecimals(column: SourceColumn): number {
  const value = quoteIdentifier(column.column)
  const point = `instr(${value}, '.')`
  const telling = `typeof(${value}) = 'text' and (${point} = 0 or ${value} like '%0')`
  return usual(column, `iif(${point} = 0, 0, length(${value}) - ${point})`, telling) ?? 0
}

/** Whether most documents of a column have no blanks, as JSON.stringify and Go write them; jsonb prints some. */
export function isUsuallyCompact(column: SourceColumn): boolean {
  const value = quoteIdentifier(column.column)
  const telling = `typeof(${value}) = 'text' and (instr(${value}, ':') > 0 or instr(${value}, ',') > 0)`
  const form = `iif(json_valid(${value}), json(${value}) = ${value} collate binary, null)`
  return usual(column, form, `${telling} and json_valid(${value})`) === 1
}

/**
 * The form that most values have. That all have the form of the first is the rule, and to see it takes half of the time
 * in which forms are counted (measured: 0.16 and 0.30 s for a million rows).
 *
 * @param form a number, of the values that `telling` holds for; null where there are none
 */
function usual({ source, table }: SourceColumn, form: string, telling: string): number | null {
  const from = `from main.${quoteIdentifier(table)} where ${telling}`
  const ask = (sql: string) => source.prepare<[], { readonly form: bigint }>(sql).get()?.form ?? null
  const first = ask(`select ${form} as form ${from} limit 1`)
  if (first === null) return null
  const hasOthers = ask(`select 1 as form ${from} and ${form} <> ${first} limit 1`) !== null
  const most = `select ${form} as form, count(*) as n ${from} group by 1 order by 2 desc limit 1`
  return Number(hasOthers ? ask(most) : first)
}
