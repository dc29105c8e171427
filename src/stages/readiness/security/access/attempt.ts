import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { type PostgresErrorFields, PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteLiteral } from '../../../../sql/quote.ts'

/** A role at work, and the settings that its session has beside those of the run. */
export interface Login {
  readonly role: string
  readonly settings: readonly Setting[]
}

/** What `set_config` takes. */
export interface Setting {
  readonly name: string
  readonly value: string
}

/** A role without what is set for its sessions, as `SET ROLE` takes it. */
export const bare = (role: string): Login => ({ role, settings: [] })

/**
 * Runs a statement as a role, and takes it back.
 *
 * @param prepare run before, as the user of the run, and taken back too
 * @returns the refusal of the statement; null where there was none
 * @throws PostgresRefusal what refuses the preparation
 */
export async function attempt(
  connection: PostgresConnection,
  login: Login,
  sql: string,
  prepare: readonly string[] = [],
): Promise<PostgresErrorFields | null> {
  const touched = await attemptRows(connection, login, sql, prepare)
  return typeof touched === 'number' ? null : touched
}

/** The same, where it matters how many rows the statement has touched. */
export async function attemptRows(
  connection: PostgresConnection,
  { role, settings }: Login,
  sql: string,
  prepare: readonly string[],
): Promise<PostgresErrorFields | number> {
  return await takenBack(connection, async () => {
    for (const statement of prepare) await connection.query(statement)
    await set(connection, settings)
    try {
      await connection.query(`set local role ${quoteIdentifier(role)}`)
      return (await connection.query(sql)).rowCount
    } catch (error) {
      if (error instanceof PostgresRefusal) return error.fields
      throw error
    }
  })
}

/** Works as a role, and takes back what was done. */
export async function asLogin<T>(
  connection: PostgresConnection,
  login: Login,
  work: () => Promise<T>,
): Promise<T> {
  return await takenBack(connection, async () => {
    await become(connection, login)
    return await work()
  })
}

/** Up to the end of the transaction or of a savepoint. */
export async function become(connection: PostgresConnection, { role, settings }: Login): Promise<void> {
  await set(connection, settings)
  await connection.query(`set local role ${quoteIdentifier(role)}`)
}

/** Settings go back with the savepoint. https://www.postgresql.org/docs/current/sql-set.html */
export async function takenBack<T>(connection: PostgresConnection, work: () => Promise<T>): Promise<T> {
  await connection.query('savepoint attempt')
  try {
    return await work()
  } finally {
    // released too, so that one within another takes back what is its own
    await connection.query('rollback to savepoint attempt; release savepoint attempt')
  }
}

async function set(connection: PostgresConnection, settings: readonly Setting[]): Promise<void> {
  if (settings.length > 0) await connection.query(setStatement(settings))
}

/** Of the transaction that is there already. */
const IN_TRANSACTION: Readonly<Record<string, string>> = {
  default_transaction_read_only: 'transaction_read_only',
}

/** For the transaction, and in one statement: another one would come under what the first has set. */
export function setStatement(settings: readonly Setting[]): string {
  const calls = settings.map(
    ({ name, value }) =>
      `pg_catalog.set_config(${quoteLiteral(IN_TRANSACTION[name] ?? name)}, ${quoteLiteral(value)}, true)`,
  )
  return `select ${calls.join(', ')}`
}
