import { quoteIdentifier, quoteLiteral } from '../../../../sql/quote.ts'

/** A statement for the database of this run, and what it calls databases besides those that every server has. */
export interface Readdressed {
  readonly sql: string
  readonly names: readonly string[]
}

/** Every server has them. https://www.postgresql.org/docs/current/manage-ag-templatedbs.html */
export const OF_EVERY_SERVER: ReadonlySet<string> = new Set(['postgres', 'template0', 'template1'])

/** A regular or a quoted identifier. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
export const IDENTIFIER = '(?:"(?:[^"]|"")+"|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)'

/** Texts and comments, which psql does not look into either; then its variable; then the names; then identifiers. */
const PARTS = new RegExp(
  [
    String.raw`[eE]'(?:[^'\\]|\\.|'')*'`,
    `'(?:[^']|'')*'`,
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`,
    String.raw`\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$`,
    String.raw`(?<!:):(?<quote>["']?)DBNAME\k<quote>(?!\w)`,
    String.raw`\b(?<before>(?:on|in|alter)\s+database\s+)(?<names>${IDENTIFIER}(?:\s*,\s*${IDENTIFIER})*)`,
    IDENTIFIER,
  ].join('|'),
  'gi',
)

/**
 * A file of roles names the database of production: `GRANT CONNECT ON DATABASE league`, `ALTER ROLE … IN DATABASE
 * league`, `ALTER DATABASE league`, or `:"DBNAME"`, which psql replaces by the database that it is connected to. The
 * rehearsal has another database, and never touches one of that name.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-VARIABLES-DBNAME
 *
 * @param database the one of this run
 */
export function readdress(sql: string, database: string): Readdressed {
  const names: string[] = []
  const quoted = quoteIdentifier(database)
  const written = sql.replaceAll(PARTS, (...match) => {
    const whole = String(match[0])
    const { quote, before, names: listed } = match.at(-1) as Readonly<Record<string, string | undefined>>
    if (quote !== undefined) return quote === "'" ? quoteLiteral(database) : quoted
    if (before === undefined || listed === undefined) return whole
    return (
      before +
      listed.replaceAll(new RegExp(IDENTIFIER, 'gi'), (name) => {
        const folded = fold(name)
        if (OF_EVERY_SERVER.has(folded)) return name
        names.push(folded)
        return quoted
      })
    )
  })
  return { sql: written, names }
}

/** As PostgreSQL reads a name: without its quotes, or in lower case. */
export function fold(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
