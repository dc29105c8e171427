import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { PostDataStatement } from '../post-data.ts'
import type { ConstraintFacts } from '../schema-facts.ts'
import { compareChecks } from './compare-checks.ts'
import { columnExtras, compareColumnRule } from './compare-columns.ts'
import { compareForeignKeys } from './compare-foreign-keys.ts'
import { compareKeys } from './compare-keys.ts'
import { compareUntranslated, type Unmatched } from './compare-untranslated.ts'
import { findExtras } from './find-extras.ts'
import type { IndexRule } from './index-rule.ts'
import type { ComparedSides, TablePair } from './pair-tables.ts'
import { plannedFor } from './planned-for.ts'
import type { Verdict } from './verdict.ts'

/** What became of the rules of a table, and what the target has beyond them. */
export interface ComparedTable {
  readonly verdicts: readonly Verdict[]
  readonly extras: readonly PlannedIssue[]
}

/** Compares the rules of one table of the source with those of its partner in the target. Pure. */
export function compareTableRules(
  pair: TablePair,
  pairs: readonly TablePair[],
  sides: ComparedSides,
): ComparedTable {
  const { derived, expected } = sides
  const entries = derived.ledger.filter(({ table }) => table === pair.table.name)
  const statements = derived.postData.filter(({ sourceTable }) => sourceTable === pair.table.name)
  const names = new Set([...pair.expected.constraints, ...pair.expected.indexes].map(({ name }) => name))
  const isThere = ({ name }: PostDataStatement) => names.has(name)
  const ofKind = (...kinds: readonly PostDataStatement['kind'][]) =>
    statements.filter((statement) => isThere(statement) && kinds.includes(statement.kind))

  const keys = compareKeys(pair, ofKind('primary-key', 'unique', 'unique-index', 'index'))
  const foreignKeys = compareForeignKeys(pair, ofKind('foreign-key'), pairs)
  const checks = compareChecks(pair, ofKind('check'))
  const absent = statements.filter((statement) => !isThere(statement))
  const unmatched = { keys: keys.left, foreignKeys: foreignKeys.left, checks: checks.left }
  const others = compareAbsent(pair, entries, absent, unmatched, sides)

  const verdicts = [
    ...keys.verdicts,
    ...foreignKeys.verdicts,
    ...checks.verdicts,
    ...columnVerdicts(pair, entries, sides),
    ...others.verdicts,
  ]
  const { left } = others
  const constraints = [...left.foreignKeys, ...left.checks]
  const rest = { wanted: keys.wanted, keys: left.keys, constraints }
  return {
    verdicts: verdicts.map((verdict) => withBrokenKey(verdict, derived.issues)),
    extras: expected.gap === null ? [...columnExtras(pair, entries), ...findExtras(pair, rest, entries)] : [],
  }
}

const COLUMN_TYPES: ReadonlySet<LedgerEntry['type']> = new Set(['not-null', 'default', 'generated'])

function columnVerdicts(
  pair: TablePair,
  entries: readonly LedgerEntry[],
  { derived, expected: { gap } }: ComparedSides,
): readonly Verdict[] {
  return entries
    .filter(({ type }) => COLUMN_TYPES.has(type))
    .map((entry) => {
      const isExpression = entry.type !== 'not-null' && entry.status !== 'dropped'
      return gap !== null && isExpression
        ? unknown(entry, gap.reason)
        : compareColumnRule(pair, entry, plannedFor(entry, derived.issues))
    })
}

const RULE_TYPES: ReadonlySet<LedgerEntry['type']> = new Set([
  'primary-key',
  'unique',
  'index',
  'check',
  'foreign-key',
  'collation',
])

/** Rules that are not in the schema that the source asks for: not translated, refused, or not told without a server. */
function compareAbsent(
  pair: TablePair,
  entries: readonly LedgerEntry[],
  absent: readonly PostDataStatement[],
  unmatched: Unmatched,
  { derived, expected }: ComparedSides,
): { readonly verdicts: readonly Verdict[]; readonly left: Unmatched } {
  const untranslated = entries
    .filter(({ type }) => RULE_TYPES.has(type))
    .map((entry) => ({ entry, issues: plannedFor(entry, derived.issues) }))
  const refused = absent.flatMap((statement) => {
    const message = expected.refused.get(statement)
    return message === undefined ? [] : [refusedRule(statement, message)]
  })
  const claimed = new Set<IndexRule | ConstraintFacts>()
  let left = unmatched
  const verdicts = [...untranslated, ...refused].map(({ entry, issues }) => {
    const judged = compareUntranslated(pair, entry, issues, left)
    if (judged.claimed !== null) left = without(left, claimed.add(judged.claimed))
    return judged.verdict
  })
  const untold = absent.filter((statement) => !expected.refused.has(statement))
  return {
    verdicts: [
      ...verdicts,
      ...untold.map(({ entry }) => unknown(entry, expected.gap?.reason ?? 'PostgreSQL does not list it')),
    ],
    left,
  }
}

function without(
  { keys, foreignKeys, checks }: Unmatched,
  claimed: ReadonlySet<IndexRule | ConstraintFacts>,
): Unmatched {
  const isLeft = (rule: IndexRule | ConstraintFacts) => !claimed.has(rule)
  return {
    keys: keys.filter(isLeft),
    foreignKeys: foreignKeys.filter(isLeft),
    checks: checks.filter(isLeft),
  }
}

function unknown(entry: LedgerEntry, why: string): Verdict {
  return { entry: { ...entry, status: 'unverified', reason: `not compared: ${why}` }, issues: [] }
}

function refusedRule(
  { sourceTable, kind, entry }: PostDataStatement,
  reason: string,
): { readonly entry: LedgerEntry; readonly issues: readonly PlannedIssue[] } {
  const code = kind === 'index' || kind === 'unique-index' ? 'index-refused' : 'constraint-refused'
  const message = `PostgreSQL refused the ${entry.type} ${entry.name}: ${reason}`
  const issue = planned(code, { table: sourceTable, object: entry.name, message })
  return { entry: { ...entry, status: 'dropped', reason }, issues: [issue] }
}

/** A primary key that holds NULL can only be a unique rule in PostgreSQL; that it is one is no fault of the target. */
function withBrokenKey(verdict: Verdict, issues: readonly PlannedIssue[]): Verdict {
  const { entry } = verdict
  const isBroken = entry.type === 'primary-key' && entry.status === 'changed' && verdict.issues.length === 0
  if (!isBroken) return verdict
  const causes = issues.filter(
    ({ issue }) => issue.code === 'null-in-primary-key' && issue.table === entry.table,
  )
  return { entry, issues: causes }
}
