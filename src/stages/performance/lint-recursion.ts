import { sameName } from '../../sql/same-name.ts'
import { type CommonTable, commonTables } from './common-tables.ts'
import type { LintFinding } from './lint-finding.ts'
import { atEach, columnsIn, type Rule, symbol, textOf } from './lint-tokens.ts'
import type { QueryScope } from './query-scope.ts'
import { columnOf, type SelectItem, selectLists } from './select-list.ts'

/** A WITH that reads itself. https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE */
const recursion = atEach((scope, at) => {
  if (symbol(scope, at) !== 'with' || symbol(scope, at + 1) === 'recursive') return null
  const isItself = commonTables(scope.tokens).some((one) => one.at === at && readsItself(scope, one))
  if (!isItself) return null
  return { code: 'query-sqlite-syntax', what: 'has a WITH that reads itself', spelling: 'with recursive' }
})

/**
 * Its first SELECT gives its columns their types, with the length or the digits, and each other one has to give the same.
 * https://www.postgresql.org/docs/current/sql-select.html#SQL-WITH
 */
const types: Rule = (scope) =>
  commonTables(scope.tokens).flatMap((one) => {
    if (!readsItself(scope, one)) return []
    const [first = [], second = []] = selectLists(scope, one.body.from + 1)
    return first.flatMap((item, at) => otherType(scope, item, second[at]) ?? [])
  })

function readsItself(scope: QueryScope, { name, body }: CommonTable): boolean {
  return scope.references.some((own) => sameName(own.name, name) && body.from <= own.at && own.at < body.to)
}

function otherType(scope: QueryScope, item: SelectItem, next: SelectItem | undefined): LintFinding | null {
  if (next === undefined) return null
  const wanted = widest(scope, item, next)
  if (wanted === null) return null
  const text = columnOf(scope, item)?.text ?? textOf(scope, item.expression)
  const what = `gives ${text} another type in the first SELECT of a WITH that reads itself than in the next, which PostgreSQL refuses`
  return { code: 'query-sqlite-syntax', what, spelling: `${text}::${wanted}` }
}

/** The type without length or digits that both can have; null where they have one type, or nothing tells. */
function widest(scope: QueryScope, item: SelectItem, next: SelectItem): string | null {
  const [own, other] = [item, next].map((one) => columnOf(scope, one)?.column.plan?.type)
  if (own !== undefined && JSON.stringify(own) === JSON.stringify(other)) return null
  if (own?.kind === 'varchar' || own?.kind === 'char') return 'text'
  if (own?.kind === 'numeric' && own.precision !== null) return 'numeric'
  const { from, to } = item.expression
  const isWhole = to === from + 1 && /^\d+$/.test(scope.tokens[from]?.value ?? '')
  if (!isWhole || scope.tokens[from]?.kind !== 'number') return null
  return columnsIn(scope, next.expression).some(({ plan }) => plan?.type.kind === 'bigint') ? 'bigint' : null
}

export const RECURSION_RULES: readonly Rule[] = [recursion, types]
