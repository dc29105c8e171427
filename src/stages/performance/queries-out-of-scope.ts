import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { sameName } from '../../sql/same-name.ts'
import type { View } from '../catalog/catalog.ts'
import { symbolAt, tableReferences } from './table-references.ts'

/**
 * The tables that a query reads or writes, itself or through views, of those that a run leaves to another one: the
 * target does not have them, or has them without a row. Pure.
 *
 * @param sql in the dialect of SQLite
 * @param outOfScope names of tables of the source
 */
export function tablesOutOfScope(
  sql: string,
  outOfScope: readonly string[],
  views: readonly View[],
): readonly string[] {
  if (outOfScope.length === 0) return []
  const texts = [sql, ...viewsRead(sql, views).map((view) => view.sql)]
  const names = texts.flatMap(namesRead)
  return outOfScope.filter((name) => names.some((one) => sameName(one, name)))
}

/** The views that a query reads, itself or through others. */
export function viewsRead(sql: string, views: readonly View[]): readonly View[] {
  const names = namesRead(sql)
  const read = views.filter(({ name }) => names.some((one) => sameName(one, name)))
  // a view cannot read itself
  const others = views.filter((view) => !read.includes(view))
  return [...new Set([...read, ...read.flatMap((view) => viewsRead(view.sql, others))])]
}

function namesRead(sql: string): readonly string[] {
  const tokens = lexSqlite(sql)
  const own = expressionsOf(tokens)
  return tableReferences(tokens)
    .map(({ name }) => name)
    .filter((name) => !own.some((one) => sameName(one, name)))
}

/** The names that a WITH gives: `name as (`, `name (a, b) as materialized (`. https://www.sqlite.org/lang_with.html */
function expressionsOf(tokens: readonly Token[]): readonly string[] {
  if (!tokens.some((_, at) => symbolAt(tokens, at) === 'with')) return []
  return tokens.flatMap(({ value }, at) => {
    if (!['with', 'recursive', ','].includes(symbolAt(tokens, at - 1))) return []
    const columnsEnd = symbolAt(tokens, at + 1) === '(' ? closing(tokens, at + 1) : at
    const isNamed = symbolAt(tokens, columnsEnd + 1) === 'as'
    return isNamed && BODY.has(symbolAt(tokens, columnsEnd + 2)) ? [value] : []
  })
}

const BODY: ReadonlySet<string> = new Set(['(', 'materialized', 'not'])

/** The next closing parenthesis: a list of names has none within. */
function closing(tokens: readonly Token[], from: number): number {
  const found = tokens.findIndex((_, at) => at > from && symbolAt(tokens, at) === ')')
  return found < 0 ? tokens.length : found
}
