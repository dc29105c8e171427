import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'

/** Whether a query has an ORDER BY outside of all parentheses: no other one gives its rows an order. */
export function isOrdered(sql: string): boolean {
  let depth = 0
  let before = ''
  for (const { kind, value } of lexSqlite(sql)) {
    if (value === '(' && kind === 'operator') depth++
    if (value === ')' && kind === 'operator') depth--
    const word = kind === 'word' ? value.toLowerCase() : ''
    if (depth === 0 && before === 'order' && word === 'by') return true
    before = word
  }
  return false
}
