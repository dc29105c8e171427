import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { isOrdered } from './is-ordered.ts'
import type { EngineQuery } from './query.ts'
import { symbolAt } from './table-references.ts'

/**
 * How many rows the LIMIT of a query leaves that nothing sorts; null where it has none, or sorts. Which rows these are is
 * left to the engine. https://www.postgresql.org/docs/current/queries-limit.html
 */
export function unsortedLimit({ sql, values }: EngineQuery): number | null {
  if (isOrdered(sql)) return null
  const tokens = lexSqlite(sql)
  let depth = 0
  for (const at of tokens.keys()) {
    const mark = symbolAt(tokens, at)
    if (mark === '(') depth++
    if (mark === ')') depth--
    if (mark !== 'limit' || depth > 0) continue
    const count = symbolAt(tokens, at + 2) === ',' ? at + 3 : at + 1
    const isWhole = tokens[count + 1] === undefined || /^(offset|;)$/.test(symbolAt(tokens, count + 1))
    return isWhole ? numberAt(tokens[count], values) : null
  }
  return null
}

function numberAt(token: Token | undefined, values: EngineQuery['values']): number | null {
  const value = token?.kind === 'parameter' ? values[Number(token.value.slice(1)) - 1] : token?.value
  const count = Number(value ?? Number.NaN)
  return Number.isInteger(count) ? count : null
}
