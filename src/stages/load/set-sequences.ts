import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/**
 * Sets each sequence behind the highest key that its table ever had; one that several tables share, behind the highest
 * of all. A table that is empty, or has negative keys only, begins at 1, as SQLite does, and a sequence that begins
 * higher stays there. One statement for all: the rows are compared meanwhile, and each answer would wait for them.
 *
 * https://www.sqlite.org/autoinc.html
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function setSequences(
  sequences: readonly SequencePlan[],
  connection: PostgresConnection,
): Promise<void> {
  const used = sequences.flatMap(({ highest, ...plan }) =>
    highest === null || highest < 1n ? [] : `(${sequenceOf(plan)}::regclass, ${highest})`,
  )
  if (used.length === 0) return
  // keys beyond the type of the column were rejected, and its sequence ends with it
  await connection.query(`
    select setval(sequence, least(max(highest), seqmax), true)
      from (values ${used.join(', ')}) as used (sequence, highest)
      join pg_sequence on seqrelid = sequence and seqmin <= highest
     group by sequence, seqmax`)
}

function sequenceOf({ table, column, sequence }: Omit<SequencePlan, 'highest'>): string {
  return sequence === undefined
    ? `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`
    : quoteLiteral(quoteQualified(sequence))
}
