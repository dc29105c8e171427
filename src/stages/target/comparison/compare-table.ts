import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { ConstraintFacts } from '../schema-facts.ts'
import { planned } from '../schema-part.ts'
import type { LedgerEntry, PlannedIssue, PostDataStatement } from '../target-schema.ts'
import { compareChecks } from './compare-checks.ts'
import { columnExtras, compareColumnRule } from './compare-columns.ts'
import { compareForeignKeys } from './compare-foreign-keys.ts'
import { compareKeys } from './compare-keys.ts'
import { compareUntranslated } from './compare-untranslated.ts'
import { findExtras } from './find-extras.ts'
import type { IndexRule } from './index-rule.ts'
import type { ComparedSides, TablePair } from './pair-tables.ts'
import type { Verdict } from './verdict.ts'

/** What became of the rules of a table, and what the target has beyond them. */
export interface ComparedTable {
  readonly verdicts: readonly Verdict[]
  readonly extras: readonly PlannedIssue[]
}

export function compareTable(
  pair: TablePair,
  pairs: readonly TablePair[],
  { derived, expected }: ComparedSides,
): ComparedTable {
  const own = derived.postData.filter(({ sourceTable }) => sourceTable === pair.table.name)
  const asked = derived.ledger.filter(({ table }) => table === pair.table.name)
  const isThere = (statement: PostDataStatement) => namesOf(pair).has(statement.name)
  const there = Map.groupBy(own.filter(isThere), ({ kind }) => kind)
  const keyStatements = KEY_KINDS.flatMap((kind) => there.get(kind) ?? [])

  const keys = compareKeys(pair, keyStatements)
  const foreignKeys = compareForeignKeys(pair, there.get('foreign-key') ?? [], pairs)
  const checks = compareChecks(pair, there.get('check') ?? [])
  const columnRules = asked
    .filter(({ type }) => COLUMN_TYPES.has(type))
    .map((entry) =>
      expected.gap !== null && entry.type !== 'not-null' && entry.status !== 'dropped'
        ? unknown(entry, expected.gap)
        : compareColumnRule(pair, entry, plannedFor(entry, derived.issues)),
    )
  const untranslated = [
    ...asked.filter(({ type }) => RULE_TYPES.has(type)).map((entry) => ({ entry, statement: null })),
    ...own
      .filter((statement) => !isThere(statement))
      .map((statement) => ({ entry: statement.entry, statement })),
  ]
  const claimed = new Set<IndexRule | ConstraintFacts>()
  const others = untranslated.map(({ entry, statement }) => {
    const refusal = statement === null ? null : (expected.refused.get(statement) ?? null)
    if (statement !== null && refusal === null)
      return unknown(entry, expected.gap ?? 'PostgreSQL does not list it')
    const judged = compareUntranslated(
      pair,
      statement === null ? entry : { ...entry, status: 'dropped', reason: refusal },
      statement === null ? plannedFor(entry, derived.issues) : [refused(statement, refusal ?? '')],
      {
        keys: keys.left.filter((rule) => !claimed.has(rule)),
        foreignKeys: foreignKeys.left.filter((rule) => !claimed.has(rule)),
        checks: checks.left.filter((rule) => !claimed.has(rule)),
      },
    )
    if (judged.claimed !== null) claimed.add(judged.claimed)
    return judged.verdict
  })
  const verdicts = [...keys.verdicts, ...foreignKeys.verdicts, ...checks.verdicts, ...columnRules, ...others]
  return {
    verdicts: verdicts.map((verdict) => withBrokenKey(verdict, derived.issues)),
    extras:
      expected.gap !== null
        ? []
        : [
            ...columnExtras(pair, asked),
            ...findExtras(
              pair,
              {
                keys: { ...keys, left: keys.left.filter((rule) => !claimed.has(rule)) },
                constraints: [...foreignKeys.left, ...checks.left].filter((rule) => !claimed.has(rule)),
              },
              asked,
            ),
          ],
  }
}

const KEY_KINDS = ['primary-key', 'unique', 'unique-index', 'index'] as const

const COLUMN_TYPES: ReadonlySet<LedgerEntry['type']> = new Set(['not-null', 'default', 'generated'])
const RULE_TYPES: ReadonlySet<LedgerEntry['type']> = new Set([
  'primary-key',
  'unique',
  'index',
  'check',
  'foreign-key',
  'collation',
])

function namesOf({ expected }: TablePair): ReadonlySet<string> {
  return new Set([...expected.constraints, ...expected.indexes].map(({ name }) => name))
}

function unknown(entry: LedgerEntry, why: string): Verdict {
  return { entry: { ...entry, status: 'unverified', reason: `not compared: ${why}` }, issues: [] }
}

function refused({ sourceTable, kind, entry }: PostDataStatement, message: string): PlannedIssue {
  const code = kind === 'index' || kind === 'unique-index' ? 'index-refused' : 'constraint-refused'
  return planned(code, {
    table: sourceTable,
    object: entry.name,
    message: `PostgreSQL refused the ${entry.type} ${entry.name}: ${message}`,
  })
}

const CODES: Readonly<Partial<Record<LedgerEntry['type'], readonly IssueCode[]>>> = {
  'not-null': ['null-in-not-null'],
  default: ['default-not-translated'],
  generated: ['generated-column-not-translated'],
  check: ['check-not-translated'],
  index: ['index-not-translated'],
  'foreign-key': ['foreign-key-parent-missing', 'foreign-key-parent-not-unique', 'foreign-key-type-mismatch'],
  view: ['view-not-migrated'],
  trigger: ['trigger-not-migrated'],
  'virtual-table': ['virtual-table-not-migrated'],
}

/** What the derivation of the schema had to say about an object that it could not keep. */
export function plannedFor(entry: LedgerEntry, issues: readonly PlannedIssue[]): readonly PlannedIssue[] {
  const codes = CODES[entry.type] ?? []
  return issues.filter(
    ({ issue }) =>
      codes.includes(issue.code) &&
      issue.table === (entry.table ?? entry.name) &&
      (issue.object ?? issue.column ?? entry.name) === entry.name,
  )
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
