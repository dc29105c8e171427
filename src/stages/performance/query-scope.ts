import { lexSqlite, type Token } from '../../sql/lex-sqlite.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { ColumnPlan, MigrationPlan } from '../plan/migration-plan.ts'

/** The tokens of a query with what its names are. */
export interface QueryScope {
  readonly sql: string
  readonly tokens: readonly Token[]
  /** The tables that it names. */
  readonly tables: readonly Table[]
  /** A column of these tables by a name; null where there is none. */
  readonly column: (name: string) => ScopeColumn | null
  /** Whether a quoted name is one of anything that the query can mean. */
  readonly isName: (name: string) => boolean
}

export interface ScopeColumn extends Column {
  readonly table: string
  /** Null where it is not migrated. */
  readonly plan: ColumnPlan | null
}

export function scopeOf(sql: string, catalog: Catalog, plan: MigrationPlan): QueryScope {
  const tokens = lexSqlite(sql)
  const mentioned = (name: string) =>
    tokens.some(
      (token) => (token.kind === 'word' || token.kind === 'identifier') && sameName(token.value, name),
    )
  const tables = catalog.tables.filter(({ name }) => mentioned(name))
  const others = [...catalog.tables, ...catalog.views, ...catalog.virtualTables].map(({ name }) => name)
  const aliases = tokens.flatMap((token, at) => (isAlias(tokens, at) ? [token.value] : []))
  const column = (name: string): ScopeColumn | null => {
    for (const table of tables) {
      const found = table.columns.find((one) => sameName(one.name, name))
      if (found === undefined) continue
      const planned = plan.tables.find(({ source }) => source === table.name)
      const own = planned?.columns.find(({ source }) => source === found.name) ?? null
      return { ...found, table: table.name, plan: own }
    }
    return null
  }
  const isName = (name: string) => {
    return column(name) !== null || [...others, ...aliases].some((known) => sameName(known, name))
  }
  return { sql, tokens, tables, column, isName }
}

/** A name behind AS, behind another name, or behind a parenthesis, that begins no further part of the query. */
function isAlias(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (token === undefined || before === undefined) return false
  if (token.kind !== 'identifier' && token.kind !== 'word') return false
  if (after?.value === '.') return true
  if (before.kind === 'word' && /^(as|with|recursive)$/i.test(before.value)) return true
  return token.kind === 'identifier' && (before.value === ')' || before.kind === 'identifier')
}

/** Texts in double quotes, which only a lenient SQLite takes for texts. https://www.sqlite.org/quirks.html#dblquote */
export function doubleQuotedTexts({ sql, tokens, isName }: QueryScope): readonly Token[] {
  return tokens.filter((token, at) => {
    const isQuoted = token.kind === 'identifier' && sql[token.start] === '"'
    return isQuoted && tokens[at - 1]?.value !== '.' && tokens[at + 1]?.value !== '.' && !isName(token.value)
  })
}

/** The query with these texts as the application's SQLite reads them; ours would refuse them. */
export function withSingleQuotes(scope: QueryScope): string {
  return doubleQuotedTexts(scope).reduceRight(
    (text, { value, start, end }) => text.slice(0, start) + quoteLiteral(value) + text.slice(end),
    scope.sql,
  )
}
