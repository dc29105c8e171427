import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { QualifiedName, SchemaFacts, TriggerFacts } from '../schema-facts.ts'
import type { TablePair } from './pair-tables.ts'
import { idle, notCompared, objectOf, type Verdict } from './verdict.ts'

/**
 * Views, triggers and virtual tables: whether the target has something of the name. What that does is written in
 * another language, so it is not compared; that a trigger does not fire is told.
 *
 * @param planned what the derivation had to say about the entry
 */
export function compareOtherObject(
  entry: LedgerEntry,
  pairs: readonly TablePair[],
  { views, tables }: SchemaFacts,
  planned: readonly PlannedIssue[],
): Verdict {
  if (entry.type === 'trigger') return compareTrigger(entry, pairs, planned)
  const view = named(views, entry.name)
  const found = view ?? named(tables, entry.name)
  if (found === undefined) return { entry, issues: planned }
  return untold(entry, `${view === undefined ? 'the table' : 'the view'} ${found.name}`)
}

function compareTrigger(
  entry: LedgerEntry,
  pairs: readonly TablePair[],
  planned: readonly PlannedIssue[],
): Verdict {
  const pair = pairs.find(({ table }) => table.name === entry.table)
  const found = named(pair?.actual.triggers ?? [], entry.name)
  if (pair === undefined || found === undefined) return { entry, issues: planned }
  const silence = silenceOf(found)
  if (silence === null) return untold(entry, `the trigger ${found.name}`)
  const wanted = { pair, entry, columns: [], text: entry.sql, object: objectOf(entry) }
  return idle(wanted, `the trigger ${found.name}`, silence)
}

/** Why it does not fire for the application; null where it does. */
function silenceOf({ enabled }: TriggerFacts): string | null {
  switch (enabled) {
    case 'O':
    case 'A':
      return null
    case 'D':
      return 'is disabled'
    case 'R':
      return 'fires in replicas alone'
    default:
      return enabled satisfies never
  }
}

function untold(entry: LedgerEntry, found: string): Verdict {
  return notCompared({ entry, pair: null }, found, 'what it does cannot be compared', 'LOW')
}

function named<T extends Pick<QualifiedName, 'name'>>(
  candidates: readonly T[],
  wanted: string,
): T | undefined {
  return (
    candidates.find(({ name }) => name === wanted) ??
    candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  )
}
