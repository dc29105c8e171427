import type { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'

/**
 * PostgreSQL's own messages that name objects and no values. Data exceptions (22) quote values, and so may what functions
 * of the owner raise, as `P0001` or under a code of their own.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const QUOTES_NO_VALUES = /^(?:0|2[^2]|[345]|F0|HV|XX)/

/** `SQLSTATE 42883, operator does not exist: point = point`, without cell values. */
export function refusalOf({ fields: { sqlstate, message } }: PostgresRefusal): string {
  return QUOTES_NO_VALUES.test(sqlstate) ? `SQLSTATE ${sqlstate}, ${message}` : `SQLSTATE ${sqlstate}`
}
