import type { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'

/** Data exceptions, and what functions of the owner raise: their messages quote values. */
const QUOTES_VALUES = /^(22|P0)/

/** `SQLSTATE 42883, operator does not exist: point = point`, without cell values. */
export function refusalOf({ fields: { sqlstate, message } }: PostgresRefusal): string {
  return QUOTES_VALUES.test(sqlstate) ? `SQLSTATE ${sqlstate}` : `SQLSTATE ${sqlstate}, ${message}`
}
