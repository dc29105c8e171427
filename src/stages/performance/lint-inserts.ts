import { formatIdentifier } from '../../sql/format-identifier.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { LintFinding } from './lint-finding.ts'
import { argumentsFrom, atEach, givenValue, type Range, type Rule, symbol } from './lint-tokens.ts'
import { closingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { selectLists } from './select-list.ts'

/** The key of integers that an INSERT gives a value, with those values. */
interface GivenKey {
  /** As PostgreSQL takes it. */
  readonly table: string
  /** Its name there, without quotes. */
  readonly key: string
  /** One for each row of VALUES, or each SELECT. */
  readonly values: readonly Range[]
  /** DEFAULT stands in VALUES alone. https://www.postgresql.org/docs/current/sql-insert.html */
  readonly takesDefault: boolean
}

/**
 * A key that SQLite numbers itself: NULL takes the next number there, and so does the number after the greatest that is given.
 * https://www.sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key,
 * https://www.postgresql.org/docs/current/ddl-identity-columns.html
 */
const insertedKeys = atEach((scope, at) => {
  const given = symbol(scope, at) === 'into' ? keyGivenBy(scope, at) : null
  if (given === null) return null
  const nulls = given.values.filter((range) => isNull(scope, range))
  if (nulls.length > 0) return nullKey(scope, given, nulls)
  return given.values.some((range) => isNumber(scope, range)) ? fixedKey(given) : null
})

function keyGivenBy(scope: QueryScope, into: number): GivenKey | null {
  const reference = scope.references.find(({ at }) => at === into + 1 || at === into + 3)
  const table = scope.tables.find(({ name }) => reference !== undefined && sameName(name, reference.name))
  if (reference === undefined || table === undefined || table.rowidAlias === null) return null
  const { rowidAlias } = table
  let at = reference.at + 1
  if (symbol(scope, at) === 'as') at += 2
  const isListed = symbol(scope, at) === '('
  const names = isListed
    ? argumentsFrom(scope, at).map(({ from }) => scope.tokens[from]?.value ?? '')
    : table.columns.flatMap(({ name, generated }) => (generated === null ? [name] : []))
  const place = names.findIndex((name) => sameName(name, rowidAlias))
  if (isListed) at = closingOf(scope, at) + 1
  const takesDefault = symbol(scope, at) === 'values'
  const rows = takesDefault ? rowsBehind(scope, at) : selectedBy(scope, at)
  const target = scope.targetNameAt(reference.at)
  const key = scope.columnIn(table, rowidAlias)?.plan?.target
  if (place < 0 || target === null || key === undefined) return null
  return {
    table: formatIdentifier(target),
    key,
    values: rows.flatMap((row) => row[place] ?? []),
    takesDefault,
  }
}

function rowsBehind(scope: QueryScope, values: number): readonly (readonly Range[])[] {
  const rows: (readonly Range[])[] = []
  for (let at = values + 1; symbol(scope, at) === '('; at = closingOf(scope, at) + 2) {
    rows.push(argumentsFrom(scope, at))
    if (symbol(scope, closingOf(scope, at) + 1) !== ',') break
  }
  return rows
}

function selectedBy(scope: QueryScope, at: number): readonly (readonly Range[])[] {
  if (symbol(scope, at) !== 'select') return []
  return selectLists(scope, at).map((items) => items.map(({ expression }) => expression))
}

function isNull(scope: QueryScope, { from, to }: Range): boolean {
  return to === from + 1 && (symbol(scope, from) === 'null' || givenValue(scope, from) === null)
}

function isNumber(scope: QueryScope, { from, to }: Range): boolean {
  if (to !== from + 1) return false
  const value = givenValue(scope, from)
  return scope.tokens[from]?.kind === 'number' || typeof value === 'number' || typeof value === 'bigint'
}

function nullKey(
  scope: QueryScope,
  { table, key, takesDefault }: GivenKey,
  nulls: readonly Range[],
): LintFinding {
  const what = `gives ${key} the value NULL, for which SQLite takes the next number and PostgreSQL refuses the row`
  const isWritten = takesDefault && nulls.every(({ from }) => symbol(scope, from) === 'null')
  const without = `insert into ${table} (…) without ${formatIdentifier(key)}`
  return {
    code: 'query-inserts-key',
    what,
    spelling: isWritten ? `default in the place of null; ${without}` : without,
  }
}

function fixedKey({ table, key }: GivenKey): LintFinding {
  const what = `gives ${key} a number of its own, which does not move the identity: a later insert without it can end in a duplicate key`
  const own = formatIdentifier(key)
  const sequence = `pg_get_serial_sequence(${quoteLiteral(table)}, ${quoteLiteral(key)})`
  return {
    code: 'query-inserts-key',
    what,
    spelling: `insert into ${table} (…) without ${own}; or afterwards select setval(${sequence}, (select max(${own}) from ${table}))`,
    priority: 'LOW',
  }
}

export const INSERT_RULES: readonly Rule[] = [insertedKeys]
