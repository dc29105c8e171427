import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { SequencePlan } from '../target/target-schema.ts'

/** What the sequence behind a column gives next; null where the column has none. */
const NEXT_KEY = `
  select pg_sequence_last_value(s.oid)::text as last_value, q.seqstart::text as start
    from (select coalesce($3, pg_get_serial_sequence($1, $2))::regclass as oid) as s
    join pg_sequence q on q.seqrelid = s.oid`

/**
 * Tells, without writing, whether the next INSERT would get a key that is free: for databases that are not ours.
 *
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export async function checkSequences(
  sequences: readonly SequencePlan[],
  database: PostgresDatabase,
): Promise<readonly Issue[]> {
  const connection = await database.connect()
  const issues: Issue[] = []
  try {
    for (const sequence of sequences) {
      const named = sequence.sequence === undefined ? null : quoteQualified(sequence.sequence)
      const found = await connection.query(NEXT_KEY, [quoteQualified(sequence.table), sequence.column, named])
      const reason = judge(found.rows[0], sequence.highest)
      if (reason !== null) issues.push(notReady(sequence, reason))
    }
  } finally {
    await connection.close()
  }
  return issues
}

function judge(
  row: Readonly<Record<string, string | null>> | undefined,
  highest: bigint | null,
): string | null {
  if (row === undefined) return 'the column has no sequence'
  const { last_value: last, start } = row
  const next = last == null ? BigInt(start ?? 1) : BigInt(last) + 1n
  return highest !== null && next <= highest
    ? `its sequence would give ${next}, and the highest key so far is ${highest}`
    : null
}

function notReady(sequence: SequencePlan, reason: string): Issue {
  return issue('insert-probe-failed', {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${quoteIdentifier(sequence.column)} would fail: ${reason}`,
  })
}
