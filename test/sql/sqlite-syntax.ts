import type { DatabaseSync } from 'node:sqlite'
import { parseExpression } from '../../src/sql/parsing/parse-expression.ts'

/**
 * Whether the grammar of SQLite takes the text as an expression, whatever it may mean; null where SQLite stops at a
 * row value of another length than its list while it still reads, and says nothing of what follows (`parse.y`).
 */
export function isSyntax(database: DatabaseSync, text: string): boolean | null {
  try {
    database.prepare(`select 1 where ${text}\n`)
    return true
  } catch (error) {
    if (/IN\(\.\.\.\) element has/.test(String(error))) return null
    return !/syntax error|incomplete input|unrecognized token/.test(String(error))
  }
}

/** Whether our grammar takes it; null where it takes parts without reading them. */
export function isUnderstood(text: string): boolean | null {
  const parsed = parseExpression(text)
  return JSON.stringify(parsed).includes('"kind":"unsupported"') ? null : parsed.ok
}
