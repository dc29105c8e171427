import type { Priority } from '../../../issues/issue.ts'
import type { ConstraintFacts } from '../schema-facts.ts'
import type { LedgerEntry, PlannedIssue } from '../target-schema.ts'
import { type IndexRule, implies, ruleColumns } from './index-rule.ts'
import type { TablePair } from './pair-tables.ts'
import { extra } from './verdict.ts'

/** What the target has of a table and nothing of the source stands for. */
export interface LeftRules {
  readonly keys: readonly IndexRule[]
  readonly constraints: readonly ConstraintFacts[]
  /** The keys and indexes that the source asks for. */
  readonly wanted: readonly IndexRule[]
}

/**
 * Rules that can refuse the next write of the application, though the source would take it. An index that is not
 * unique refuses nothing.
 */
export function findExtras(
  pair: TablePair,
  { keys, constraints, wanted }: LeftRules,
  asked: readonly LedgerEntry[],
): readonly PlannedIssue[] {
  const uniques = keys.filter((rule) => rule.unique && !wanted.some((other) => isImplied(rule, other)))
  const exclusions = pair.actual.constraints.filter(({ kind }) => kind === 'exclusion')
  return [
    ...uniques.map((rule) =>
      extra(pair, { text: rule.text, object: rule.name, priority: priorityOf(rule, pair) }),
    ),
    ...[...constraints, ...exclusions].map(({ name, definition, enforced }) =>
      extra(pair, { text: definition, object: name, priority: enforced ? 'MED' : 'LOW' }),
    ),
    ...extraTriggers(pair, asked),
  ]
}

/** What is unique by fewer columns is unique by more, and in a part of the rows too. */
function isImplied(rule: IndexRule, wanted: IndexRule): boolean {
  return implies(wanted, { ...rule, where: null }) && !rule.nullsNotDistinct
}

/** Columns that the source does not have are not written by its application. */
function priorityOf(rule: IndexRule, { columns }: TablePair): Priority {
  return ruleColumns(rule).some((name) => columns.some(({ source }) => source === name)) ? 'MED' : 'LOW'
}

function extraTriggers(
  { actual, ...pair }: TablePair,
  asked: readonly LedgerEntry[],
): readonly PlannedIssue[] {
  const known = new Set(asked.filter(({ type }) => type === 'trigger').map(({ name }) => name.toLowerCase()))
  return actual.triggers
    .filter(({ name }) => !known.has(name.toLowerCase()))
    .map(({ name, definition, enabled }) =>
      extra(
        { actual, ...pair },
        { text: definition, object: name, priority: enabled === 'D' ? 'LOW' : 'MED' },
      ),
    )
}
