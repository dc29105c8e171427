import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { SKIPPED } from '../stages/remedy/skip-target.ts'
import type { LedgerEntry } from '../stages/target/ledger-entry.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'

/** A foreign key that SQLite cannot check, PostgreSQL mostly cannot have. */
const TOLD_BY: ReadonlySet<IssueCode> = new Set([
  'foreign-key-parent-missing',
  'foreign-key-parent-not-unique',
])

/**
 * The issues without those of foreign keys that SQLite cannot check, where others say of the same foreign keys what is
 * wrong with them, or the owner has left them out. What PostgreSQL could have stays: SQLite wants the collation of the
 * parent's column. Pure.
 *
 * @param schema null where the run has not come so far
 * @param compared the ledger of a comparison, which has the foreign keys of a schema that was given
 */
export function withoutToldMismatches(
  issues: readonly Issue[],
  schema: TargetSchema | null,
  compared: readonly LedgerEntry[] = [],
): readonly Issue[] {
  const entries = [
    ...(schema?.ledger ?? []),
    ...(schema?.postData ?? []).map(({ entry }) => entry),
    ...compared,
  ]
  const isTold = ({ table, name, reason }: LedgerEntry) =>
    reason === SKIPPED ||
    issues.some((other) => TOLD_BY.has(other.code) && other.table === table && other.object === name)
  return issues.filter(({ code, table, message }) => {
    if (code !== 'foreign-key-mismatch') return true
    const keys = entries.filter((entry) => entry.type === 'foreign-key' && entry.table === table)
    const refused = keys.filter(({ parent }) => parent !== undefined && namesParent(message, parent))
    return refused.length === 0 || !refused.every(isTold)
  })
}

/** SQLite writes `foreign key mismatch - "child" referencing "parent"`. https://www.sqlite.org/foreignkeys.html#fk_indexes */
function namesParent(message: string, parent: string): boolean {
  return message.toLowerCase().endsWith(` referencing ${quoteIdentifier(parent)}`.toLowerCase())
}
