import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { endsValue } from './ends-value.ts'

/** A place in the text of a query where a value goes. */
export interface ParameterPlace {
  /** As it is written; a bare question mark has its number: `?1`. */
  readonly key: string
  readonly start: number
  readonly end: number
}

/**
 * The parameters of a query, in the order of the text. Of PostgreSQL's text they are told from its operators, `?`, `?|`,
 * `?&`, `@?` and `@@`, which stand behind an operand; a bare `?` is an operator too where other parameters have names or
 * numbers. https://www.sqlite.org/lang_expr.html#parameters,
 * https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSONB-OP-TABLE
 *
 * @param named the values are given by names
 */
export function findParameters(
  sql: string,
  engine: 'sqlite' | 'postgres',
  named: boolean,
): readonly ParameterPlace[] {
  const tokens = lexSqlite(engine === 'sqlite' ? sql : withoutDollarQuotes(sql))
  const written = tokens.filter((_, at) => isParameter(tokens, at, sql, engine))
  const isOperator = engine === 'postgres' && (named || written.some(({ value }) => /^\$\d/.test(value)))
  const places: ParameterPlace[] = []
  let next = 0
  for (const { value, start } of written) {
    if (isOperator && value === '?') continue
    // SQLite takes `$1::text` for one name, as Tcl does
    const [name = ''] = value.split('::')
    const key = name === '?' ? `?${++next}` : name
    if (/^\?\d+$/.test(key)) next = Math.max(next, Number(key.slice(1)))
    places.push({ key, start, end: start + name.length })
  }
  return places
}

/**
 * A text of the same length with plain quotes around what `$$ … $$` and `$name$ … $name$` hold: SQLite's lexer would take them
 * for parameters. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING
 */
function withoutDollarQuotes(sql: string): string {
  return sql.replace(/\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g, (quoted) => `'${'x'.repeat(quoted.length - 2)}'`)
}

function isParameter(
  tokens: readonly Token[],
  at: number,
  sql: string,
  engine: 'sqlite' | 'postgres',
): boolean {
  const token = tokens[at]
  if (token?.kind !== 'parameter') return false
  const { start, value } = token
  // the second colon of the cast `a::int` starts none, though the lexer of SQLite takes it for one
  if (sql[start] === ':' && (sql[start - 1] === ':' || sql[start + 1] === ':')) return false
  if (engine === 'sqlite' || !/^(\?$|@)/.test(value)) return true
  return sql[start - 1] !== '@' && !endsValue(tokens[at - 1])
}
