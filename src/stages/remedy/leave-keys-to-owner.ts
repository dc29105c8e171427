import type { Issue } from '../../issues/issue.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, ForeignKey, Table } from '../catalog/catalog.ts'
import { isInUniqueKey } from './is-in-unique-key.ts'
import type { Suggestion } from './suggestion.ts'
import { type CastSurvey, castOf } from './survey-casts.ts'

/**
 * Warns of what a remedy could do to keys, and leaves it to the owner: rows that a foreign key connects lose each other
 * where the values of one side change, whatever ON UPDATE and ON DELETE say, because remedies fire no action; and where
 * values must be unique, a row whose new value another row has keeps the old one. Pure.
 */
export function leaveKeysToOwner(
  suggestion: Suggestion,
  found: Issue,
  { tables }: Catalog,
  survey: CastSurvey | undefined,
): Suggestion {
  const table = tables.find(({ name }) => name === found.table)
  if (table === undefined) return suggestion
  const [action] = suggestion.lines
  if (action === 'do: drop-row') {
    const children = tables.filter(({ foreignKeys }) => foreignKeys.some((key) => refersTo(key, table)))
    return children.length === 0
      ? suggestion
      : warned(suggestion, `Rows that refer to them become orphans (${namesOf(children)})`)
  }
  const column = table.columns.find(({ name }) => name === found.column)
  if (column === undefined || action === 'do: rename' || action === 'do: skip') return suggestion
  const children = childrenOf(suggestion, found, table, column, tables)
  const orphans =
    children.length === 0
      ? null
      : `Rows could become orphans, as a foreign key compares the values (${namesOf(children)})`
  const equals =
    !suggestion.open && isInUniqueKey(table, column) && couldCollide(suggestion, survey)
      ? 'Values could become equal that must be unique: such rows are left'
      : null
  if (orphans === null && equals === null) return suggestion
  const warnings = [orphans, equals].filter((warning) => warning !== null)
  return { ...warned(suggestion, warnings.join('. ')), open: true }
}

function warned(suggestion: Suggestion, warning: string): Suggestion {
  return { ...suggestion, does: `${suggestion.does}. ${warning}` }
}

/** The tables whose foreign keys compare a column. A reference of NULL has no parent to lose, and an orphan none either. */
function childrenOf(
  { lines: [action] }: Suggestion,
  { code }: Issue,
  table: Table,
  column: Column,
  tables: readonly Table[],
): readonly Table[] {
  const holds = (names: readonly string[] | null) =>
    names?.some((name) => sameName(name, column.name)) === true
  const keepsParents = code === 'foreign-key-orphans' || action === "do: 'null'"
  return tables.filter((child) =>
    child.foreignKeys.some(
      (key) =>
        (refersTo(key, table) && holds(key.parentColumns)) ||
        (child === table &&
          !keepsParents &&
          holds(key.columns) &&
          tables.some((other) => refersTo(key, other))),
    ),
  )
}

function refersTo({ parentTable }: ForeignKey, { name }: Table): boolean {
  return sameName(parentTable, name)
}

/** Any number of rows can hold NULL. What a cast makes of the values is counted, where SQLite can. */
function couldCollide({ lines }: Suggestion, survey: CastSurvey | undefined): boolean {
  if (lines[0] === "do: 'null'") return false
  return castOf(lines) === null || survey?.collides !== false
}

function namesOf(tables: readonly Table[]): string {
  return tables.map(({ name }) => name).join(', ')
}
