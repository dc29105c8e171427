import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { QualifiedName, SchemaFacts } from '../schema-facts.ts'
import type { TablePair } from './pair-tables.ts'
import { notCompared, type Verdict } from './verdict.ts'

/**
 * Views, triggers and virtual tables: whether the target has something of the name. What that does is written in
 * another language, so it is not compared.
 *
 * @param planned what the derivation had to say about the entry
 */
export function compareOtherObject(
  entry: LedgerEntry,
  pairs: readonly TablePair[],
  actual: SchemaFacts,
  planned: readonly PlannedIssue[],
): Verdict {
  const found = namesake(entry, pairs, actual)
  if (found === undefined) return { entry, issues: planned }
  const why = 'what it does cannot be compared'
  return notCompared({ entry, pair: null }, `${found.kind} ${found.name}`, why, 'LOW')
}

interface Namesake {
  readonly kind: string
  readonly name: string
}

function namesake(
  entry: LedgerEntry,
  pairs: readonly TablePair[],
  { views, tables }: SchemaFacts,
): Namesake | undefined {
  if (entry.type === 'trigger') {
    const pair = pairs.find(({ table }) => table.name === entry.table)
    return named('the trigger', pair?.actual.triggers ?? [], entry.name)
  }
  return named('the view', views, entry.name) ?? named('the table', tables, entry.name)
}

function named(
  kind: string,
  candidates: readonly Pick<QualifiedName, 'name'>[],
  wanted: string,
): Namesake | undefined {
  const found =
    candidates.find(({ name }) => name === wanted) ??
    candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  return found === undefined ? undefined : { kind, name: found.name }
}
