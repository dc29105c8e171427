import { POSTGRES_KEYWORDS } from './postgres-keywords.ts'
import { quoteIdentifier } from './quote.ts'

/**
 * An identifier as pg_dump spells it: quoted only where PostgreSQL needs it.
 * https://www.postgresql.org/docs/current/functions-string.html (quote_ident)
 */
export function formatIdentifier(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !POSTGRES_KEYWORDS.has(name)
  return plain ? name : quoteIdentifier(name)
}

/** `schema.name`, each part quoted only where PostgreSQL needs it. */
export function formatQualified(table: { readonly schema: string; readonly name: string }): string {
  return `${formatIdentifier(table.schema)}.${formatIdentifier(table.name)}`
}
