import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { mentionedNames } from '../../sql/mentioned-names.ts'
import { spellingInSqlite } from '../../sql/moment-spelling.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { foldName } from '../../sql/same-name.ts'
import { TIMESTAMP_FORMS } from '../../sql/value-forms.ts'
import type { Column, Table } from './catalog.ts'

/** Reads the one spelling of all values of each moment that an expression names: by it the expression can be translated. */
export function withSpellings(database: SqliteDatabase, table: Table): Table {
  const named = namesInExpressions(table)
  const asked = table.columns.filter((column) => named.has(foldName(column.name)) && holdsMoments(column))
  if (asked.length === 0) return table
  const spellings = readSpellings(database, table.name, asked)
  const columns = table.columns.map((column) => ({
    ...column,
    momentSpelling: spellings.get(column.name) ?? null,
  }))
  return { ...table, columns }
}

function holdsMoments({ profile: { integers, reals, blobs, texts, textForms: forms } }: Column): boolean {
  const timestamps = TIMESTAMP_FORMS.reduce((sum, form) => sum + forms[form], 0)
  return texts > 0 && integers + reals + blobs === 0 && forms.date + forms.time + timestamps === texts
}

function namesInExpressions({ columns, checks, indexes }: Table): ReadonlySet<string> {
  const expressions = [
    ...columns.map(({ generated }) => generated?.expression),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap(({ where, parts }) => [where, ...parts.map(({ expression }) => expression)]),
  ]
  return new Set(expressions.flatMap((expression) => mentionedNames(expression ?? '')).map(foldName))
}

/** By one scan. None where rows cannot be read, which the profile has told. */
function readSpellings(
  database: SqliteDatabase,
  table: string,
  columns: readonly Column[],
): ReadonlyMap<string, string> {
  const spelled = columns.map(({ name }, at) => `${spellingInSqlite(quoteIdentifier(name))} as s${at}`)
  const bounds = columns.map((_, at) => `min(s${at}), max(s${at})`)
  // the limit keeps a spelling from being computed twice
  const sql = `
    select ${bounds.join(', ')}
      from (select ${spelled.join(', ')} from ${quoteIdentifier(table)} limit -1)`
  try {
    const found = database.prepare<[], (string | null)[]>(sql).raw().get() ?? []
    const spellings = columns.map(({ name }, at) => [name, found[2 * at], found[2 * at + 1]] as const)
    return new Map(
      spellings.flatMap(([name, low, high]) => (low != null && low === high ? [[name, low]] : [])),
    )
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return new Map()
  }
}
