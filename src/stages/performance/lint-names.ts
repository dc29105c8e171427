import { formatIdentifier } from '../../sql/format-identifier.ts'
import { sameName } from '../../sql/same-name.ts'
import { canNameColumn } from './ends-value.ts'
import type { LintFinding } from './lint-finding.ts'
import { atEach, nameText, type Rule, symbol, textOf } from './lint-tokens.ts'
import { closingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { selectLists } from './select-list.ts'

const CLAUSE = /^(from|where|group|having|window|order|limit|offset|union|intersect|except)$/

/**
 * In PostgreSQL WHERE and HAVING do not know these names, and ORDER BY knows them alone and not within an expression.
 * https://www.postgresql.org/docs/current/sql-select.html#SQL-SELECT-LIST
 */
const aliases: Rule = (scope) => {
  const known = selectLists(scope, 0).flat()
  const found: LintFinding[] = []
  let clause = ''
  for (let at = 0, depth = 0; at < scope.tokens.length; at++) {
    const mark = symbol(scope, at)
    if (mark === '(' && /^(select|with)$/.test(symbol(scope, at + 1))) at = closingOf(scope, at)
    else if (mark === '(') depth++
    if (mark === ')') depth--
    if (depth === 0 && CLAUSE.test(mark)) clause = mark
    const { value = '', kind } = scope.tokens[at] ?? {}
    const isName = kind === 'identifier' || (kind === 'word' && canNameColumn(scope.tokens, at))
    if (!/^(where|having|order)$/.test(clause) || !isName) continue
    const alias = known.find(({ name }) => name !== null && sameName(name, value))
    const isOther =
      /^(\.|as)$/.test(symbol(scope, at - 1)) ||
      /^[.(]$/.test(symbol(scope, at + 1)) ||
      scope.columnAt(at) !== null
    if (alias === undefined || isOther || (clause === 'order' && depth === 0 && standsAlone(scope, at)))
      continue
    const what = `uses ${value}, a name of its SELECT list, in ${clause === 'order' ? 'an expression of ORDER BY' : clause.toUpperCase()}, where PostgreSQL does not know it`
    found.push({
      code: 'query-name-quotes',
      what,
      spelling: `${textOf(scope, alias.expression)} in the place of ${value}`,
    })
  }
  return found
}

function standsAlone(scope: QueryScope, at: number): boolean {
  return (
    /^(by|,)$/.test(symbol(scope, at - 1)) &&
    /^(|,|;|asc|desc|nulls|limit|offset)$/.test(symbol(scope, at + 1))
  )
}

/**
 * In DO UPDATE the row that is there and the new one, `excluded`, have the same columns, and PostgreSQL takes no side.
 * https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT
 */
const conflictNames = atEach((scope, at, { kind }) => {
  if ((kind !== 'word' && kind !== 'identifier') || symbol(scope, at - 1) === '.') return null
  const set = updateBefore(scope, at)
  const isTarget = symbol(scope, at + 1) === '=' && (at === set + 1 || symbol(scope, at - 1) === ',')
  const column = set < 0 || isTarget || symbol(scope, at + 1) === '(' ? null : scope.columnAt(at)
  const into = scope.references.find((one) => symbol(scope, one.at - 1) === 'into')
  if (column === null || into === undefined || !sameName(into.name, column.table)) return null
  const target = into.alias === into.name ? (scope.targetNameAt(into.at) ?? into.name) : into.alias
  const name = nameText(scope, at, at)
  const what = `names ${name} in DO UPDATE without a table, which PostgreSQL finds ambiguous`
  return { code: 'query-name-quotes', what, spelling: `${formatIdentifier(target)}.${name}` }
})

/** The place of the SET of `do update set` before a place, on the same level or around it; -1 where there is none. */
function updateBefore(scope: QueryScope, at: number): number {
  for (let back = at; back > 1; back--) {
    const mark = symbol(scope, back)
    // a query in parentheses has names of its own
    if (mark === 'select' || mark === 'returning') return -1
    if (mark === 'set' && symbol(scope, back - 1) === 'update' && symbol(scope, back - 2) === 'do')
      return back
  }
  return -1
}

export const NAME_RULES: readonly Rule[] = [aliases, conflictNames]
