import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { become, type Login } from '../access/attempt.ts'
import type { RowWrite } from '../row-write.ts'
import { watchGrowth } from './growth.ts'

/** What came of writing one row. */
export interface Outcome {
  /** The row was written, and no trigger has left it out. */
  readonly kept: boolean
  /** A row came into each audit table. */
  readonly allGrew: boolean
  /** Row security may have hidden the row from who writes. */
  readonly hidden: boolean
  readonly refusal: PostgresRefusal | null
}

/** A write that is tried. */
export interface Trial extends RowWrite {
  /** Of the table, for `pg_class`. */
  readonly oid: string
  /** A constraint may refuse it, which says nothing of the trigger; so may what makes the row for it. */
  readonly isExtra: boolean
  /** A trigger without conditions has to heed it. */
  readonly isDemanded: boolean
  /** Of a row that the table did not have. */
  readonly isFresh: boolean
}

/**
 * Writes a row as somebody, and takes it back.
 *
 * @param targets audit tables, quoted
 * @returns null where there was nothing to write
 */
export async function writeOnce(
  connection: PostgresConnection,
  login: Login,
  { prepare, needs, statement, oid, isExtra }: Trial,
  targets: readonly string[],
): Promise<Outcome | null> {
  await connection.query('savepoint fire')
  let isPrepared = false
  try {
    for (const sql of prepare) await connection.query(sql)
    if (needs !== undefined && (await connection.query(needs)).rowCount === 0) return null
    const hasGrown = await watchGrowth(connection, targets)
    isPrepared = true
    await become(connection, login)
    const { rowCount } = await connection.query(statement)
    const hides = await connection.query('select pg_catalog.row_security_active($1::oid) as is', [oid])
    await connection.query('set local role none')
    return { kept: rowCount > 0, allGrew: await hasGrown(), hidden: hides.rows[0]?.is === 't', refusal: null }
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    // without a context, no function has refused it
    if (isExtra && (!isPrepared || error.fields.where === null)) return null
    return { kept: false, allGrew: false, hidden: false, refusal: error }
  } finally {
    await connection.query('rollback to savepoint fire; release savepoint fire')
  }
}
