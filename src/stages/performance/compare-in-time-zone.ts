import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import { inTransaction, timed } from './ask-postgres.ts'
import type { Difference } from './compare-results.ts'
import { judgeResults } from './judge-results.ts'
import type { AskedQuery } from './query.ts'
import type { SqliteRows } from './query-process.ts'

/** Fourteen hours before UTC: every hour is another one there, and most moments fall on another day. */
export const OTHER_ZONE = 'Pacific/Kiritimati'

/** Whether a query can depend on the time zone of its session: whether the target holds moments. */
export function holdsMoments({ tables }: MigrationPlan): boolean {
  return tables.some(({ columns }) => columns.some(({ type }) => type.kind === 'timestamptz'))
}

/**
 * Asks a query once more, in a session of another time zone than UTC, which decides what day and hour a timestamptz is and
 * what moment a text without an offset means. The same moment with another offset is no difference.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES
 *
 * @param sqlite what SQLite has answered
 * @param timeout milliseconds
 * @returns null also where it is refused or stopped there, or where chance decides
 */
export async function compareInTimeZone(
  query: AskedQuery,
  sqlite: SqliteRows,
  connection: PostgresConnection,
  timeout: number,
): Promise<Difference> {
  const answer = await inTransaction(connection, 'read only', timeout, async () => {
    await connection.query(`set local timezone to '${OTHER_ZONE}'`)
    return await timed(connection, query.postgres)
  })
  return answer.kind === 'rows' ? judgeResults(query, sqlite, answer.rows).difference : null
}
