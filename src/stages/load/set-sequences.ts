import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * Sets each sequence behind the highest key that the table ever had. A table that is empty, or has negative
 * keys only, begins at 1, as SQLite does.
 *
 * https://www.sqlite.org/autoinc.html
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function setSequences(
  sequences: readonly SequencePlan[],
  connection: PostgresConnection,
): Promise<void> {
  for (const { table, column, highest } of sequences) {
    if (highest === null || highest < 1n) continue
    const name = `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`
    await connection.query(`select setval(${name}::regclass, ${highest}, true)`)
  }
}
