import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { inTransaction, type PostgresAnswer, timed } from './ask-postgres.ts'
import { judgeResults } from './judge-results.ts'
import type { AskedQuery, EngineQuery } from './query.ts'
import type { SqliteRows } from './query-process.ts'
import { findLocale, type LocaleView, type TextLocale, viewsInLocale } from './text-locale.ts'

/** What another locale makes of a query whose results are equal under C. */
export type LocaleOutcome =
  | { readonly kind: 'equal' }
  | { readonly kind: 'different'; readonly difference: string; readonly locale: TextLocale }
  /** Nothing can be said by measuring. */
  | { readonly kind: 'not-measured' }

/** The locale of a run, with the views that show the tables in it. */
export interface LocaleTrial {
  readonly locale: TextLocale
  readonly views: readonly LocaleView[]
}

/**
 * Prepares to ask queries in another locale; null where the server has no collation for one.
 *
 * @param own the database of the URL
 */
export async function prepareTrial(connection: PostgresConnection, own: string): Promise<LocaleTrial | null> {
  const locale = await findLocale(connection, own)
  return locale === null ? null : { locale, views: await viewsInLocale(connection, locale) }
}

/**
 * Asks a query once more, with the tables that it names laid under views in another locale; all is rolled back.
 *
 * @param sqlite what SQLite has answered
 * @param timeout milliseconds
 */
export async function compareInLocale(
  query: AskedQuery,
  sqlite: SqliteRows,
  connection: PostgresConnection,
  trial: LocaleTrial | null,
  timeout: number,
): Promise<LocaleOutcome> {
  if (trial === null) return { kind: 'not-measured' }
  const { views, sql } = overViews(query.postgres.sql, trial.views)
  if (views.length === 0) return { kind: 'equal' }
  // one name cannot stand for the tables of two schemas
  if (new Set(views.map(({ table }) => table)).size < views.length) return { kind: 'not-measured' }
  const answer = await inTransaction(connection, 'read write', timeout, () =>
    askOver(connection, views, { ...query.postgres, sql }),
  )
  if (answer?.kind !== 'rows') return { kind: 'not-measured' }
  const { results, difference } = judgeResults(query, sqlite, answer.rows)
  if (results === 'not-compared') return { kind: 'not-measured' }
  return difference === null ? { kind: 'equal' } : { kind: 'different', difference, locale: trial.locale }
}

async function askOver(
  connection: PostgresConnection,
  views: readonly LocaleView[],
  query: EngineQuery,
): Promise<PostgresAnswer | null> {
  try {
    for (const { sql } of views) await connection.query(sql)
    await connection.query('set transaction read only')
  } catch (error) {
    // the user may not make temporary objects
    if (error instanceof PostgresRefusal) return null
    throw error
  }
  return await timed(connection, query)
}

/** The views of the tables that a query names, and the query without the schemas before their names. */
function overViews(
  sql: string,
  views: readonly LocaleView[],
): { readonly views: readonly LocaleView[]; readonly sql: string } {
  const tokens = lexSqlite(sql)
  const used = new Set<LocaleView>()
  let text = ''
  let end = 0
  for (const [at, token] of tokens.entries()) {
    const [name, dot, next] = [nameOf(token), tokens[at + 1], nameOf(tokens[at + 2])]
    const isQualified = tokens[at - 1]?.value === '.'
    const qualified =
      dot?.value === '.' && !isQualified
        ? views.find(({ schema, table }) => schema === name && table === next)
        : undefined
    if (qualified !== undefined) {
      used.add(qualified)
      text += sql.slice(end, token.start)
      end = tokens[at + 2]?.start ?? end
    } else if (!isQualified) {
      const found = views.find(({ table, isVisible }) => isVisible && table === name)
      if (found !== undefined) used.add(found)
    }
  }
  return { views: [...used], sql: text + sql.slice(end) }
}

/** As PostgreSQL folds it. */
function nameOf(token: Token | undefined): string | null {
  if (token?.kind === 'identifier') return token.value
  return token?.kind === 'word' ? token.value.toLowerCase() : null
}
