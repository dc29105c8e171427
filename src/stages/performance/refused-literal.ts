import type { PostgresErrorFields } from '../../engines/postgres/postgres-error.ts'
import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import { quoteLiteral } from '../../sql/quote.ts'

/** A literal that stands in the text of a query and is no value of the type that PostgreSQL reads it as. */
export interface RefusedLiteral {
  /** As the text has it, without quotes. */
  readonly value: string
  /** `timestamp with time zone`, `integer` … */
  readonly type: string
}

/**
 * The literal that PostgreSQL points at, where it does. It does so only while it reads the statement, before it looks at any
 * row or parameter: so what it quotes is proven to stand in the text, where the words that it quotes are those.
 * https://www.postgresql.org/docs/current/protocol-error-fields.html
 *
 * @param sql the text that was sent
 * @returns null where the error can be about a value of the data or of a parameter
 */
export function refusedLiteral(
  sql: string,
  { sqlstate, message, position }: Pick<PostgresErrorFields, 'sqlstate' | 'message' | 'position'>,
): RefusedLiteral | null {
  if (position === null || !OF_A_VALUE.test(sqlstate)) return null
  // PostgreSQL counts characters, and JavaScript units of UTF-16
  const from = [...sql].slice(0, position - 1).join('').length
  const [token] = lexSqlite(sql.slice(from))
  if (token?.start !== 0 || (token.kind !== 'string' && token.kind !== 'number')) return null
  if (!message.includes(`"${token.value}"`)) return null
  const [, type = ''] = /(?:for|range for|value for enum) (?:type )?([a-z][a-z ]*)/.exec(message) ?? []
  return { value: token.value, type }
}

/** Of class 22 are values that are none of their type; a literal that stands where none can is a mistake of syntax. */
const OF_A_VALUE = /^22/

/** What to write instead, in words of the report. */
export function insteadOfLiteral({ value, type }: RefusedLiteral): string {
  const literal = quoteLiteral(value)
  if (/^(date|time)/.test(type)) {
    return `a whole date or time in the place of ${literal}, as '2024-03-01'; or the other side as a text, as to_char(a, 'YYYY-MM-DD') gives it`
  }
  if (/^(smallint|integer|bigint|numeric|real|double precision)/.test(type)) {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value))
    const written = isNumber ? String(Number(value)) : 'a number'
    return `${written} in the place of ${literal}; or the other side as a text, as a::text gives it`
  }
  return `a value of the type that the other side has in the place of ${literal}`
}

/**
 * A calculation that leaves its type. SQLite has 64 bits for each integer, and goes on with a double.
 * https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT
 */
export function insteadOfOverflow(message: string): string | null {
  const [, type] = /^(smallint|integer|bigint) out of range/.exec(message) ?? []
  if (type === undefined) return null
  return type === 'bigint' ? 'a::numeric in the calculation' : 'a::bigint in the calculation, of 64 bits'
}
