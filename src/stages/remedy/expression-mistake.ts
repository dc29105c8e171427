import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { inMain } from './named-rows.ts'

/**
 * Why a text is no expression over the columns of a row; null where it is one. Aggregates and window functions are
 * none: a WHERE refuses them, and so does this. The message of SQLite repeats names of the text, never a value.
 */
export function expressionMistake(
  database: SqliteDatabase,
  table: string,
  expression: string,
): string | null {
  let depth = 0
  for (const { kind, value } of lexSqlite(expression)) {
    if (kind === 'parameter') return 'holds a parameter, and nothing gives it a value'
    if (kind === 'illegal') return 'has an expression that is not SQL'
    if (kind !== 'operator') continue
    if (value === ';') return 'holds a semicolon: it is one expression, not a statement'
    depth += value === '(' ? 1 : value === ')' ? -1 : 0
    if (depth < 0) break
  }
  if (depth !== 0) return 'has parentheses that do not match'
  try {
    database.prepare(`select 1 from ${inMain(table)} where (${expression}\n) is null`)
    return null
  } catch (error) {
    return `has an expression that SQLite does not take: ${error instanceof Error ? error.message : ''}`
  }
}
