import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issueId } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { lengthLimit } from './column-limits.ts'
import { inMain } from './named-rows.ts'
import { newValue, type ValueAction } from './new-value.ts'
import { registerRemedyFunctions } from './remedy-functions.ts'
import { subjectOf } from './subject-of.ts'
import type { Suggestion } from './suggestion.ts'
import { suggestionOf } from './suggestion-of.ts'
import { castOf } from './survey-casts.ts'
import { typeInTarget } from './type-in-target.ts'

/**
 * What a remedy would do that speaks against it: it changes no row of its issue, or makes texts that are longer than the
 * column was declared, which SQLite's length() has not seen behind a U+0000.
 */
export type Effect = 'none' | 'too-long'

/** Asks the rows of each issue what the remedy that could be proposed would make of them, by the ids of the issues. */
export function surveyEffects(
  snapshot: Snapshot,
  issues: readonly Issue[],
  catalog: Catalog,
  schema: TargetSchema,
): ReadonlyMap<string, Effect> {
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]))
  const effects = new Map<string, Effect>()
  const database = snapshot.open()
  try {
    registerRemedyFunctions(database, snapshot.encoding)
    for (const found of issues) {
      const { table, column } = subjectOf(found, catalog)
      const suggestion = suggestionOf(found, catalog, schema)
      const action = suggestion === null ? null : actionOf(suggestion)
      const where = wheres.get(issueId(found)) ?? null
      if (action === null || where === null || table === undefined || column === undefined) continue
      const effect = effectOf(database, { table, column, where, action, schema })
      if (effect !== null) effects.set(issueId(found), effect)
    }
  } finally {
    database.close()
  }
  return effects
}

interface Proposed {
  readonly table: Table
  readonly column: Column
  readonly where: string
  readonly action: ValueAction
  readonly schema: TargetSchema
}

/** The remedies whose effect the values decide. */
function actionOf({ lines }: Suggestion): ValueAction | null {
  const [action, second = ''] = lines
  const from = castOf(lines)
  if (from !== null) return { do: 'cast', from }
  if (action === 'do: truncate') return { do: 'truncate', length: null }
  if (action === 'do: clamp') return { do: 'clamp', min: null, max: null }
  if (action === 'do: strip') return { do: 'strip', characters: null }
  if (action === 'do: sql') return { do: 'sql', expression: JSON.parse(second.replace('expression: ', '')) }
  return null
}

/** Null where nothing speaks against it, and where SQLite cannot tell. */
function effectOf(
  database: SqliteDatabase,
  { table, column, where, action, schema }: Proposed,
): Effect | null {
  const type = typeInTarget(schema, table.name, column.name)
  const value = newValue(action, column, type)
  if ('obstacle' in value) return 'none'
  const old = quoteIdentifier(column.name)
  const differs = 'typeof(new) <> typeof(old) or new is not old collate binary'
  const isAny = (rows: string, condition: string) => {
    const found = database
      .prepare(`
        select exists (select 1
                         from (select ${old} as old, ${value.sql} as new
                                 from ${inMain(table.name)} not indexed
                                where ${rows}
                                limit -1)
                        where ${condition})`)
      .pluck()
      .get()
    return Number(found) === 1
  }
  const limit = action.do === 'strip' ? lengthLimit(column, type) : null
  try {
    if (limit !== null && isAny(where, `typeof(new) = 'text' and length(new) > ${limit}`)) return 'too-long'
    if (isAny(where, differs)) return null
    // a cast concerns the whole column, and says what it is also where it finds the values as they should be
    if (action.do !== 'cast') return 'none'
    const isRead = `read_as('${action.from}', ${old}) is not null`
    return isAny('1', differs) || isAny(`(${where}) and ${isRead}`, '1') ? null : 'none'
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}
