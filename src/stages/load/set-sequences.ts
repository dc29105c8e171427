import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * Sets each sequence behind the highest key that its table ever had; one that several tables share, behind the highest
 * of all. A table that is empty, or has negative keys only, begins at 1, as SQLite does, and a sequence that begins
 * higher stays there.
 *
 * https://www.sqlite.org/autoinc.html
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function setSequences(
  sequences: readonly SequencePlan[],
  connection: PostgresConnection,
): Promise<void> {
  const used = sequences.flatMap(({ highest, ...plan }) =>
    highest === null || highest < 1n ? [] : { ...plan, highest },
  )
  const ascending = used.toSorted((a, b) => (a.highest < b.highest ? -1 : 1))
  for (const { table, column, highest, sequence } of ascending) {
    const name =
      sequence === undefined
        ? `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`
        : quoteLiteral(quoteQualified(sequence))
    // keys beyond the type of the column were rejected, and its sequence ends with it
    await connection.query(`
      select setval(seqrelid::regclass, least(${highest}, seqmax), true)
        from pg_sequence
       where seqrelid = ${name}::regclass and seqmin <= ${highest}`)
  }
}
