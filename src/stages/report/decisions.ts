import { amount } from '../../progress/amount.ts'
import type { IssueRecord, RunRecord } from '../record/run-record.ts'

type Waiver = NonNullable<IssueRecord['waived']>
type AppliedRemedy = RunRecord['remedies'][number]

/** `until 2027-01-01, by Ana: rows of the old system`; holds text of a stranger. */
export function waiverText({ reason, owner, expires }: Waiver): string {
  return `until ${expires}${owner === null ? '' : `, by ${owner}`}: ${reason}`
}

/** `truncate players.nickname: 12 values truncated to 20 characters`; holds text of a stranger. */
export function remedyText({ remedy, table, column, effect }: AppliedRemedy): string {
  return `${remedy} ${column === null ? table : `${table}.${column}`}: ${effect}`
}

/** What the owner has decided, so that a good verdict does not hide it; empty where nothing was. */
export function decisionsOf({ summary, prepare, remedies }: RunRecord): string {
  const { waived } = summary.issues
  const made = [
    prepare.length > 0 ? `${amount(prepare.length, 'script')} run on the snapshot first` : null,
    waived > 0 ? `${amount(waived, 'issue')} waived` : null,
    remedies.length > 0 ? `${amount(remedies.length, 'remedy', 'remedies')} applied` : null,
  ].filter((part) => part !== null)
  return made.length === 0 ? '' : `By the settings: ${made.join(', ')}.`
}
