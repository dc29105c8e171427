import { type PlannedIssue, planned } from '../../issues/planned-issue.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { PostDataStatement } from './post-data.ts'
import type { SequencePlan } from './target-schema.ts'

/** What one part of the derivation adds to the schema. */
export interface SchemaPart {
  readonly postData?: readonly PostDataStatement[]
  readonly sequences?: readonly SequencePlan[]
  readonly ledger?: readonly LedgerEntry[]
  readonly issues?: readonly PlannedIssue[]
}

/** ON CONFLICT of a constraint: PostgreSQL has it only in INSERT. ABORT is what happens without it, in both engines. */
export function onConflict(
  action: string | null,
  table: string,
  object: string,
  column?: string,
): PlannedIssue[] {
  if (action === null || action === 'ABORT') return []
  const message = `${object} has ON CONFLICT ${action}; in the target the statement fails instead`
  return [
    planned('on-conflict-clause', { table, object, message, ...(column === undefined ? {} : { column }) }),
  ]
}

/** The part of a table that cannot be created: all of its objects are dropped, and the issues about them go with them. */
export function droppedPart(part: SchemaPart, reason: string): SchemaPart {
  const entries = [
    ...(part.ledger ?? []),
    ...(part.postData ?? []).map(({ entry }) => entry),
    ...(part.sequences ?? []).map(({ entry }) => entry),
  ]
  return { ledger: entries.map((entry) => ({ ...entry, status: 'dropped', reason })) }
}
