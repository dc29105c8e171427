import { lexSqlite, type Token } from '../../sql/lex-sqlite.ts'
import type { Parameters, ParameterValue } from './performance-options.ts'
import type { EngineQuery } from './query.ts'

/**
 * Numbers the parameters of a query, with the values in that order: `?1, ?2` for SQLite and `$1, $2` for PostgreSQL. A
 * question mark takes the next value, `?3` and `$3` the third, `:name`, `@name` and `$name` the one of that name.
 * https://www.sqlite.org/lang_expr.html#parameters
 *
 * @returns a text where a value is missing
 */
export function bindParameters(
  sql: string,
  parameters: Parameters,
  engine: 'sqlite' | 'postgres',
): EngineQuery | string {
  const wanted: ParameterValue[] = []
  const places = new Map<string, number>()
  let text = ''
  let end = 0
  let next = 0
  const tokens = [...lexSqlite(engine === 'sqlite' ? sql : withoutDollarQuotes(sql))]
  // beside $1 a question mark is an operator of jsonb
  const hasNumbers = engine === 'postgres' && tokens.some(({ value }) => /^\$\d/.test(value))
  for (const token of tokens) {
    if (!isParameter(token, sql) || (hasNumbers && token.value === '?')) continue
    // SQLite takes `$1::text` for one name, as Tcl does
    const [written = ''] = token.value.split('::')
    const key = written === '?' ? `?${++next}` : written
    if (/^\?\d+$/.test(key)) next = Math.max(next, Number(key.slice(1)))
    const value = parameterOf(key.slice(1), parameters)
    if (value === undefined) return `the settings give no value for the parameter ${key}`
    const place = places.get(key.slice(1)) ?? wanted.push(value)
    places.set(key.slice(1), place)
    text += `${sql.slice(end, token.start)}${engine === 'sqlite' ? '?' : '$'}${place}`
    end = token.start + written.length
  }
  return { sql: text + sql.slice(end), values: wanted }
}

/**
 * A text of the same length with plain quotes around what `$$ … $$` and `$name$ … $name$` hold: SQLite's lexer would take them
 * for parameters. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING
 */
function withoutDollarQuotes(sql: string): string {
  return sql.replace(/\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g, (quoted) => `'${'x'.repeat(quoted.length - 2)}'`)
}

/** The second colon of the cast `a::int` starts no parameter, though the lexer of SQLite takes it for one. */
function isParameter({ kind, start }: Token, sql: string): boolean {
  return kind === 'parameter' && !(sql[start] === ':' && (sql[start - 1] === ':' || sql[start + 1] === ':'))
}

function parameterOf(key: string, parameters: Parameters): ParameterValue | undefined {
  if (isList(parameters)) return /^\d+$/.test(key) ? parameters[Number(key) - 1] : undefined
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined
}

function isList(parameters: Parameters): parameters is readonly ParameterValue[] {
  return Array.isArray(parameters)
}
