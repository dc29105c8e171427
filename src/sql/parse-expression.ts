import { type Expr, parse } from 'sql-parser-cst'

/** The tree of a SQLite expression; null where the parser does not understand it. */
export function parseExpression(text: string): Expr | null {
  // The line breaks keep a comment at the end from swallowing the parenthesis.
  const found = tryParse(`select (\n${text}\n)`)
  return found?.type === 'paren_expr' && found.expr.type !== 'list_expr' ? (found.expr as Expr) : null
}

function tryParse(sql: string): Expr | null {
  try {
    const [statement] = parse(sql, { dialect: 'sqlite' }).statements
    if (statement?.type !== 'select_stmt' || statement.clauses.length !== 1) return null
    const [clause] = statement.clauses
    if (clause?.type !== 'select_clause') return null
    const [column] = clause.columns?.items ?? []
    return column === undefined || clause.columns?.items.length !== 1 ? null : (column as Expr)
  } catch {
    return null
  }
}
