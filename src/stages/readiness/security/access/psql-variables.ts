import { quoteIdentifier } from '../../../../sql/quote.ts'

/** What `\set` has set so far. Values can be passwords: never print them. */
export type Variables = ReadonlyMap<string, string>

/** https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-VARIABLES */
export const PSQL_NAME = String.raw`[A-Za-z0-9_\u0080-\u{10ffff}]+`

/** `:{?name}` */
export const isSet = (variables: Variables, name: string) => (variables.has(name) ? 'TRUE' : 'FALSE')

/** `:'name'` as a literal that stays on one line, so that later lines keep their numbers; `:"name"` as an identifier. */
export function quotedFor(quote: string, value: string): string {
  if (quote === '"') return quoteIdentifier(value)
  const doubled = value.replaceAll("'", "''")
  return /[\\\n]/.test(value)
    ? ` E'${doubled.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}'`
    : `'${doubled}'`
}
