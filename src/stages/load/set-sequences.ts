import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../sql/quote.ts'
import type { LedgerEntry, SequencePlan } from '../target/target-schema.ts'

const HIGHEST_BIGINT = 2n ** 63n - 1n

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
): Promise<{ readonly issues: readonly Issue[]; readonly ledger: readonly LedgerEntry[] }> {
  const issues: Issue[] = []
  for (const sequence of sequences) {
    if (sequence.highest === null || sequence.highest < 1n) continue
    const name = `pg_get_serial_sequence(${quoteLiteral(quoteQualified(sequence.table))}, ${quoteLiteral(sequence.column)})`
    await connection.query(`select setval(${name}::regclass, ${sequence.highest}, true)`)
    if (sequence.highest === HIGHEST_BIGINT) issues.push(exhausted(sequence))
  }
  return { issues, ledger: sequences.map(({ entry }) => entry) }
}

function exhausted(sequence: SequencePlan): Issue {
  return issue('sequence-exhausted', {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `the highest ${quoteIdentifier(sequence.column)} is ${HIGHEST_BIGINT}: there is no next one`,
  })
}
