/**
 * An identifier for SQLite or PostgreSQL; both double the quote.
 * https://www.sqlite.org/lang_keywords.html
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
 */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `"schema"."name"` */
export function quoteQualified(table: { readonly schema: string; readonly name: string }): string {
  return `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`
}

/** The rows of a table, as FROM and TRUNCATE name them: with its partitions, and without the tables that inherit from it. */
export function quoteOwnRows(name: Parameters<typeof quoteQualified>[0], partitioned: boolean): string {
  return `${partitioned ? '' : 'only '}${quoteQualified(name)}`
}

/** A text literal for SQLite or PostgreSQL; PostgreSQL runs with standard_conforming_strings, its default. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
