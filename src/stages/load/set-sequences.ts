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
  for (const { table, column, highest, sequence } of sequences) {
    if (highest === null || highest < 1n) continue
    const name =
      sequence === undefined
        ? `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`
        : quoteLiteral(quoteQualified(sequence))
    // keys beyond the type of the column were rejected, and its sequence ends with it
    const last = `least(${highest}, (select seqmax from pg_sequence where seqrelid = ${name}::regclass))`
    await connection.query(`select setval(${name}::regclass, ${last}, true)`)
  }
}
