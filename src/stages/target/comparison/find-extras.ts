import type { Priority } from '../../../issues/issue-ranks.ts'
import { UNLOGGED } from '../../../issues/ledger-words.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { ConstraintFacts, RewriteFacts } from '../schema-facts.ts'
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
    ...pair.actual.rewrites.map((rule) =>
      extra(pair, { text: rule.definition, object: rule.name, priority: rewritePriority(rule) }),
    ),
    ...rowSecurity(pair),
    ...(pair.actual.unlogged ? [extra(pair, UNLOGGED_TABLE)] : []),
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

/** https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED */
const UNLOGGED_TABLE = {
  text: 'an UNLOGGED table, which a crash of the server empties',
  object: UNLOGGED,
  priority: 'MED',
} as const

function rewritePriority({ enabled, swallows }: RewriteFacts): Priority {
  if (enabled === 'D') return 'LOW'
  return swallows ? 'HIGH' : 'MED'
}

/** The owner of a table passes row security by, unless it is forced; which role the application has is not known. */
function rowSecurity(pair: TablePair): readonly PlannedIssue[] {
  const { rowSecurity: security } = pair.actual
  if (security === null) return []
  const { forced, policies } = security
  const isShut = policies.length === 0
  const whom = forced ? 'everybody' : 'all but its owner'
  const text = isShut
    ? `row level security without a policy, so that ${whom} can read and write no row`
    : `row level security, by ${policies.join(', ')}`
  return [extra(pair, { text, object: 'ROW LEVEL SECURITY', priority: isShut && forced ? 'HIGH' : 'MED' })]
}
