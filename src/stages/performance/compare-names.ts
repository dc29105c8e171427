import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { endsValue } from './ends-value.ts'

/** A column of a result as SQLite describes it. https://www.sqlite.org/c3ref/column_database_name.html */
export interface ResultColumn {
  readonly name: string
  /** It is that of a column of a table; a query in parentheses has such a column too, and its text for a name. */
  readonly isOfTable: boolean
}

/** Columns that an application finds by one name in SQLite and by another one in PostgreSQL. */
export interface OtherNames {
  readonly difference: string
  /** What the columns are to be called in PostgreSQL. */
  readonly remedy: string
}

/**
 * Compares the names of the columns of a result, letter by letter, as an application reads them. A name counts that the query
 * or the table gives; an expression without one is called by its text in SQLite and by its function in PostgreSQL.
 * https://www.sqlite.org/c3ref/column_name.html, https://www.postgresql.org/docs/current/queries-select-lists.html
 *
 * @param sql the text for SQLite
 * @returns null where all are the same
 */
export function compareNames(
  sqlite: readonly ResultColumn[],
  postgres: readonly string[],
  sql: string,
): OtherNames | null {
  const others = sqlite.flatMap(({ name, isOfTable }, at) => {
    const other = postgres[at]
    if (other === undefined || other === name) return []
    return isOfTable || isPlainName(name) || isAlias(name, sql) ? [{ at, name, other }] : []
  })
  if (others.length === 0) return null
  const told = others.map(({ at, name, other }) => `column ${at + 1} is called ${name}, and ${other}`)
  const spelled = others.map(({ at, name }) => `as ${quoteIdentifier(name)} for column ${at + 1}`)
  return {
    difference: `${told.join('; ')} in PostgreSQL`,
    remedy: `In PostgreSQL: ${spelled.join(', ')}; an application finds a value by this name`,
  }
}

/** A name that no text of an expression is, but that of a column: one of a view or of a query in FROM. */
function isPlainName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) && !/^(null|true|false|current_\w+)$/i.test(name)
}

function isAlias(name: string, sql: string): boolean {
  const tokens = lexSqlite(sql)
  return tokens.some(({ kind, value }, at) => {
    if (value !== name || (kind !== 'identifier' && kind !== 'string')) return false
    const before = tokens[at - 1]
    return (before?.kind === 'word' && /^as$/i.test(before.value)) || endsValue(before)
  })
}
