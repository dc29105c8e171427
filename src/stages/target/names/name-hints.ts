import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import { RESERVED_WORDS } from '../../../sql/postgres-keywords.ts'
import type { Catalog, Table } from '../../catalog/catalog.ts'

/** Names in a message; the others are counted. */
const MOST_NAMES = 8

/**
 * Names that SQL written by hand will stumble over. Names with capitals are a habit of the whole schema, so they are
 * told once; reserved words and odd characters are told at their table.
 */
export function nameHints({ tables }: Catalog): readonly PlannedIssue[] {
  return [
    ...tables.flatMap(wordsToQuote),
    ...capitals(tables),
    ...alike(
      tables.map(({ name }) => name),
      (names) => ({ table: names[0] ?? '' }),
    ),
    ...tables.flatMap((table) =>
      alike(
        table.columns.map(({ name }) => name),
        (names) => ({ table: table.name, column: names[0] ?? '' }),
      ),
    ),
  ]
}

/** Names with capitals are not told twice. https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
function wordsToQuote({ name, columns }: Table): readonly PlannedIssue[] {
  const names = [name, ...columns.map((column) => column.name)].filter(needsQuotes)
  if (names.length === 0) return []
  const message = `PostgreSQL needs quotes around ${listed(names)}`
  return [planned('name-needs-quotes', { table: name, message })]
}

function needsQuotes(name: string): boolean {
  const isWord = /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name)
  return name !== '' && !/[A-Z]/.test(name) && (!isWord || RESERVED_WORDS.has(name))
}

/** PostgreSQL folds names without quotes to lower case, and then does not find these. */
function capitals(tables: readonly Table[]): readonly PlannedIssue[] {
  const all = tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)])
  const names = [...new Set(all.filter((name) => /[A-Z]/.test(name)))]
  if (names.length === 0) return []
  const message = `${amount(names.length, 'name')} with capitals, which PostgreSQL finds only in quotes: ${listed(names)}`
  return [planned('name-needs-quotes', { message })]
}

/** Names that become one when a tool turns them into lower case or snake_case. */
function alike(
  names: readonly string[],
  place: (names: readonly string[]) => { readonly table: string; readonly column?: string },
): readonly PlannedIssue[] {
  const groups = Map.groupBy(names, (name) => name.toLowerCase().replaceAll('_', ''))
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) =>
      planned('similar-names', {
        ...place(group),
        message: `${listed(group)} differ only in case and underscores`,
      }),
    )
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ')
  const rest = names.length - MOST_NAMES
  return rest > 0 ? `${shown} and ${formatCount(rest)} more` : shown
}
