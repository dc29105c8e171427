import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { type NoRow, whyNoRow } from '../no-row-written.ts'
import { rowWrite, type Writing } from '../row-write.ts'
import { attemptRows, type Login } from './attempt.ts'
import { DENIED } from './denied.ts'
import type { TableProbes } from './table-probes.ts'

/** What came of a row that was written, and taken back. */
export type Written = { readonly kind: 'done' } | { readonly kind: 'denied'; readonly reason: string } | NoRow

/**
 * A statement with `WHERE false` never comes to defaults, generated columns and triggers, and they need rights of their
 * own: `nextval` of a sequence that a default uses, EXECUTE of functions, INSERT for what a trigger writes. So a row of
 * the table is really inserted, updated to what it is, or deleted, as the role.
 *
 * A trigger or a rule can also leave the row out without a word: then the right is there, and of no use.
 *
 * Once rights are settled a constraint may still refuse the row; where triggers come after it, nothing is known of them.
 *
 * @param mayRead the role can select from the table: without that it cannot name a row to update or delete
 */
export async function tryWrite(
  connection: PostgresConnection,
  login: Login,
  table: TableProbes,
  right: Writing,
  mayRead: boolean,
): Promise<Written> {
  const hasTriggers = table.fires.has(right)
  const unreached = (why: string): Written => (hasTriggers ? { kind: 'unknown', why } : { kind: 'done' })
  if (right !== 'insert' && !mayRead)
    return unreached('triggers and rules that need a row, which it may not read')
  const write = await rowWrite(connection, table, right)
  if (write === null) return unreached('triggers and rules that need a row, and there is none')
  const touched = await attemptRows(connection, login, write.statement, write.prepare)
  if (touched === 0) return await whyNoRow(connection, login, table, right, write)
  if (typeof touched === 'number') return { kind: 'done' }
  const { sqlstate, message, where } = touched
  if (sqlstate === DENIED) {
    // what a trigger raises under this code could quote values
    return { kind: 'denied', reason: where === null ? message : 'denied in a trigger or a function' }
  }
  // a domain refuses while the row is put together, a table once it is
  const isRefusedByTable = sqlstate.startsWith('23') && touched.table !== null
  return isRefusedByTable && !hasTriggers
    ? { kind: 'done' }
    : { kind: 'unknown', why: `SQLSTATE ${sqlstate}` }
}
