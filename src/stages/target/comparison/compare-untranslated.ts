import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { ConstraintFacts } from '../schema-facts.ts'
import { type IndexRule, ruleColumns } from './index-rule.ts'
import type { TablePair } from './pair-tables.ts'
import { impliedBy, kept, notCompared, type Verdict } from './verdict.ts'

/** Rules of the target that stand for none of the source so far. */
export interface Unmatched {
  readonly keys: readonly IndexRule[]
  readonly foreignKeys: readonly ConstraintFacts[]
  readonly checks: readonly ConstraintFacts[]
}

export interface JudgedUntranslated {
  readonly verdict: Verdict
  /** The rule of the target that may stand for it. */
  readonly claimed: IndexRule | ConstraintFacts | null
}

/**
 * A rule of the source that could not be put into PostgreSQL's words: either the target has nothing that could be
 * it, or nobody knows whether what it has is the same.
 *
 * @param planned what the derivation had to say about the entry
 */
export function compareUntranslated(
  pair: TablePair,
  entry: LedgerEntry,
  planned: readonly PlannedIssue[],
  unmatched: Unmatched,
): JudgedUntranslated {
  const type = typeThatImplies(entry, pair)
  if (type !== null) return { verdict: impliedBy(entry, `the type ${type}`), claimed: null }
  const candidate = candidateFor(pair, entry, unmatched)
  if (candidate === undefined) return { verdict: { entry, issues: planned }, claimed: null }
  // its parent is excluded by the settings, so the owner knows
  if (entry.type === 'foreign-key' && planned.length === 0)
    return { verdict: kept(entry), claimed: candidate }
  const found = 'definition' in candidate ? candidate.definition : candidate.text
  return {
    verdict: notCompared({ entry, pair }, found, entry.reason ?? 'it could not be translated'),
    claimed: candidate,
  }
}

function candidateFor(
  pair: TablePair,
  entry: LedgerEntry,
  { keys, foreignKeys, checks }: Unmatched,
): IndexRule | ConstraintFacts | undefined {
  switch (entry.type) {
    case 'check':
      return ofName(checks, entry) ?? checks[0]
    case 'foreign-key':
      return (
        ofName(foreignKeys, entry) ??
        foreignKeys.find(({ columns }) => lists(entry, sourcesOf(pair, columns)))
      )
    case 'primary-key':
    case 'unique':
      return ofName(keys, entry) ?? keys.find((rule) => rule.unique && lists(entry, ruleColumns(rule)))
    case 'index':
    case 'collation':
      return ofName(keys, entry) ?? keys.find(hasExpression)
    default:
      return undefined
  }
}

function ofName<T extends { readonly name: string }>(
  candidates: readonly T[],
  { name }: LedgerEntry,
): T | undefined {
  return candidates.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
}

function sourcesOf({ actualNames }: TablePair, columns: readonly string[]): readonly string[] {
  return columns.map((name) => actualNames.get(name)?.name ?? name)
}

/** Whether these are the columns that the source lists in the rule. */
function lists({ sql }: LedgerEntry, columns: readonly string[]): boolean {
  return sql.includes(`(${columns.map(quoteIdentifier).join(', ')})`)
}

function hasExpression({ parts, where }: IndexRule): boolean {
  return where !== null || parts.some(({ text }) => !text.startsWith('column:'))
}

/** How frameworks without JSON in SQLite say that a column holds it. */
const IS_JSON =
  /^(?:CONSTRAINT .+ )?CHECK \(+\s*json_valid\s*\(\s*["`[]?([^"`\]()]+?)["`\]]?\s*\)\s*(?:or\s.+\sis\s+null\s*)?\)+$/i

function typeThatImplies({ type, sql }: LedgerEntry, pair: TablePair): string | null {
  const name = type === 'check' ? IS_JSON.exec(sql)?.[1]?.toLowerCase() : undefined
  const column = pair.columns.find(({ source }) => source.toLowerCase() === name)
  const actual = column?.actual?.type ?? null
  return actual === 'json' || actual === 'jsonb' ? actual : null
}
