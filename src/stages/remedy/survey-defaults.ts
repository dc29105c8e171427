import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issueId } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Affinity, Catalog, Column, Table } from '../catalog/catalog.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { newValue } from './new-value.ts'
import { subjectOf } from './subject-of.ts'
import { suggestionOf } from './suggestion-of.ts'

/** The ids of the issues that a row would still have with the DEFAULT of its column: `'0000-00-00'`, or NULL. */
export function surveyDefaults(
  snapshot: Snapshot,
  issues: readonly Issue[],
  catalog: Catalog,
  schema: TargetSchema,
): ReadonlySet<string> {
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]))
  const database = snapshot.open()
  try {
    const useless = issues.filter((found) => {
      const where = wheres.get(issueId(found)) ?? null
      const { table, column } = subjectOf(found, catalog)
      const [action = ''] = suggestionOf(found, catalog, schema)?.lines ?? []
      return (
        where !== null &&
        table !== undefined &&
        column !== undefined &&
        MAY_BECOME_DEFAULT.has(action) &&
        isFoundWithDefault(database, table, column, where)
      )
    })
    return new Set(useless.map(issueId))
  } finally {
    database.close()
  }
}

/** Where a cast reads nothing, the DEFAULT can stand in its place. */
const MAY_BECOME_DEFAULT: ReadonlySet<string> = new Set(['do: default', 'do: cast'])

/** Asks the predicate of an issue about a row with the DEFAULT and nothing else. False where SQLite cannot answer. */
function isFoundWithDefault(database: SqliteDatabase, table: Table, column: Column, where: string): boolean {
  const value = newValue({ do: 'default' }, column, null)
  if ('obstacle' in value) return false
  const columns = table.columns.map(
    ({ name }) =>
      `${name === column.name ? stored('d', column.affinity) : 'null'} as ${quoteIdentifier(name)}`,
  )
  try {
    const found = database
      .prepare(`
        select exists (select 1
                         from (select ${columns.join(', ')} from (select ${value.sql} as d)) as ${quoteIdentifier(table.name)}
                        where ${where})`)
      .pluck()
      .get()
    return Number(found) === 1
  } catch (error) {
    if (sqliteResultCode(error) !== 'SQLITE_ERROR') throw error
    return false
  }
}

/** What a column of an affinity makes of a value. https://www.sqlite.org/datatype3.html#type_affinity */
function stored(value: string, affinity: Affinity): string {
  switch (affinity) {
    case 'BLOB':
      return value
    case 'TEXT':
      return `iif(typeof(${value}) in ('integer', 'real'), cast(${value} as text), ${value})`
    case 'INTEGER':
    case 'NUMERIC':
    case 'REAL': {
      // a text that is no number is never equal to one
      const number = `cast(${value} as ${affinity === 'REAL' ? 'real' : 'numeric'})`
      return `iif(typeof(${value}) <> 'blob' and ${number} = ${value}, ${number}, ${value})`
    }
    default:
      return affinity satisfies never
  }
}
