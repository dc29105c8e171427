import type { DatabaseSync } from 'node:sqlite'
import { parseExpression } from '../../src/sql/parsing/parse-expression.ts'

/** Whether the grammar of SQLite takes the text as an expression, whatever it may mean. */
export function isSyntax(database: DatabaseSync, text: string): boolean {
  try {
    database.prepare(`select 1 where ${text}\n`)
    return true
  } catch (error) {
    return !/syntax error|incomplete input|unrecognized token/.test(String(error))
  }
}

/** Whether our grammar takes it; null where it takes parts without reading them. */
export function isUnderstood(text: string): boolean | null {
  const parsed = parseExpression(text)
  return JSON.stringify(parsed).includes('"kind":"unsupported"') ? null : parsed.ok
}
