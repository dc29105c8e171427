import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { ColumnPlan, MigrationPlan } from '../plan/migration-plan.ts'
import { commonTables } from './common-tables.ts'
import { canNameColumn, endsValue } from './ends-value.ts'
import type { EngineQuery } from './query.ts'
import { symbolAt, type TableReference, tableReferences } from './table-references.ts'

/** The tokens of a query with what its names are. */
export interface QueryScope {
  readonly sql: string
  readonly tokens: readonly Token[]
  /** Of its parameters `?1`, `?2` …, in this order. */
  readonly values: EngineQuery['values']
  /** How the owner writes them. */
  readonly written: readonly string[]
  /** The tables that it names. */
  readonly tables: readonly Table[]
  readonly references: readonly TableReference[]
  /** The column that the name at a place means; null where it is none, or nothing tells which. */
  readonly columnAt: (at: number) => ScopeColumn | null
  /** A column of one table that the query names; null where it has none of that name. */
  readonly columnIn: (table: Table, name: string) => ScopeColumn | null
  /** The key of integers that ROWID means at a place, by its qualifier; null where there is none, or nothing tells which. */
  readonly rowidKeyAt: (at: number) => ScopeColumn | null
  /** The name that the table or column at a place has in PostgreSQL; null for anything else. */
  readonly targetNameAt: (at: number) => string | null
  /** Whether a quoted name at a place is one of anything that the query can mean there. */
  readonly isName: (at: number) => boolean
}

export interface ScopeColumn extends Column {
  readonly table: string
  /** Null where it is not migrated. */
  readonly plan: ColumnPlan | null
}

export function scopeOf(
  { sql, values, written = [] }: EngineQuery,
  catalog: Catalog,
  plan: MigrationPlan,
): QueryScope {
  const tokens = lexSqlite(sql)
  const references = tableReferences(tokens)
  const common = commonTables(tokens)
  const tableOf = ({ name, at }: TableReference): Table | undefined => {
    const isCommon = common.some(
      (one) => sameName(one.name, name) && one.known.from < at && at < one.known.to,
    )
    return isCommon ? undefined : catalog.tables.find((table) => sameName(table.name, name))
  }
  const mentioned = (name: string) =>
    tokens.some(({ kind, value }) => (kind === 'word' || kind === 'identifier') && sameName(value, name))
  const tables = catalog.tables.filter(({ name }) => mentioned(name))
  const columnIn = (table: Table, name: string): ScopeColumn | null => {
    const found = table.columns.find((one) => sameName(one.name, name))
    if (found === undefined) return null
    const planned = plan.tables.find(({ source }) => source === table.name)
    const own = planned?.columns.find(({ source }) => source === found.name) ?? null
    return { ...found, table: table.name, plan: own }
  }
  const columnAt = (at: number): ScopeColumn | null => {
    if (tokens[at]?.kind === 'word' && !canNameColumn(tokens, at)) return null
    const name = tokens[at]?.value ?? ''
    const qualifier = qualifierOf(tokens, at)
    for (const owners of ownersAround(references, at, qualifier)) {
      const found = owners.flatMap((owner) => {
        const table = tableOf(owner)
        return (table === undefined ? null : columnIn(table, name)) ?? []
      })
      if (found.length > 0) return inUnison(found)
      // what a view or a WITH has, nobody has told
      if (owners.some((owner) => qualifier !== null || tableOf(owner) === undefined)) return null
    }
    return null
  }
  const rowidKeyAt = (at: number): ScopeColumn | null => {
    const around = ownersAround(references, at, qualifierOf(tokens, at))
    const [owner, ...others] = around.find((owners) => owners.length > 0) ?? []
    const table = owner === undefined || others.length > 0 ? undefined : tableOf(owner)
    return table === undefined || table.rowidAlias === null ? null : columnIn(table, table.rowidAlias)
  }
  const targetNameAt = (at: number): string | null => {
    const reference = references.find((one) => one.at === at)
    if (reference === undefined) return columnAt(at)?.plan?.target ?? null
    const table = tableOf(reference)
    return plan.tables.find(({ source }) => source === table?.name)?.target.name ?? null
  }
  const others = [...catalog.virtualTables.map(({ name }) => name), ...aliasesIn(tokens)]
  const isName = (at: number) => {
    const name = tokens[at]?.value ?? ''
    if (references.some((reference) => reference.at === at)) return true
    return (
      tables.some((table) => columnIn(table, name) !== null) || others.some((known) => sameName(known, name))
    )
  }
  return {
    sql,
    tokens,
    values,
    written,
    tables,
    references,
    columnAt,
    columnIn,
    rowidKeyAt,
    targetNameAt,
    isName,
  }
}

/**
 * Words about a query, with its parameters as their owner writes them; they are numbered in the text that is read. Texts and
 * names stay.
 */
export function asWritten(words: string, { written }: QueryScope): string {
  return words.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?(\d+)/g, (part, number?: string) =>
    number === undefined ? part : (written[Number(number) - 1] ?? part),
  )
}

/** The blocks that a place lies in, the innermost first. */
function blocksAround(references: readonly TableReference[], at: number): readonly TableReference['block'][] {
  const around = references.map(({ block }) => block).filter(({ from, to }) => from < at && at < to)
  return [...new Set(around)].toSorted((a, b) => b.from - a.from)
}

/** What stands before the full stop in front of a name; null where none does. */
function qualifierOf(tokens: readonly Token[], at: number): string | null {
  return symbolAt(tokens, at - 1) === '.' ? (tokens[at - 2]?.value ?? '') : null
}

/** The tables that a name can belong to, of each block that it lies in. */
function ownersAround(
  references: readonly TableReference[],
  at: number,
  qualifier: string | null,
): readonly (readonly TableReference[])[] {
  return blocksAround(references, at).map((block) =>
    references.filter(
      (reference) =>
        reference.block === block && (qualifier === null || sameName(reference.alias, qualifier)),
    ),
  )
}

/** The first of the columns that a name can mean, where all of them would be treated alike. */
function inUnison([first, ...others]: readonly ScopeColumn[]): ScopeColumn | null {
  if (first === undefined) return null
  const isAlike = (other: ScopeColumn) =>
    other.plan?.type.kind === first.plan?.type.kind && other.collation === first.collation
  return others.every(isAlike) ? first : null
}

/** Names that the query itself gives: behind AS or WITH, before a full stop, or behind a value. */
function aliasesIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'identifier' && token.kind !== 'word') return []
    if (tokens[at + 1]?.value === '.') return [token.value]
    const before = tokens[at - 1]
    const isNamed = before?.kind === 'word' && /^(as|with|recursive)$/i.test(before.value)
    return isNamed || (token.kind === 'identifier' && endsValue(before)) ? [token.value] : []
  })
}

/** Texts in double quotes, which only a lenient SQLite takes for texts. https://www.sqlite.org/quirks.html#dblquote */
export function doubleQuotedTexts({ sql, tokens, isName }: QueryScope): readonly Token[] {
  return tokens.filter((token, at) => {
    const isQuoted = token.kind === 'identifier' && sql[token.start] === '"'
    return isQuoted && tokens[at - 1]?.value !== '.' && tokens[at + 1]?.value !== '.' && !isName(at)
  })
}

/** The query with these texts as the application's SQLite reads them; ours would refuse them. */
export function withSingleQuotes(scope: QueryScope): string {
  return doubleQuotedTexts(scope).reduceRight(
    (text, { value, start, end }) => text.slice(0, start) + quoteLiteral(value) + text.slice(end),
    scope.sql,
  )
}
