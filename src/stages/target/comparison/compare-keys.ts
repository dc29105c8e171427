import type { Priority } from '../../../issues/issue-ranks.ts'
import type { PostgresMeaning } from '../../../sql/translation/postgres-meaning.ts'
import type { PostDataStatement } from '../post-data.ts'
import {
  beginsWith,
  haveSameOrder,
  haveSameReach,
  type IndexRule,
  implies,
  indexRules,
  ruleColumns,
} from './index-rule.ts'
import { compareAlike, lacksColumn, type TablePair } from './pair-tables.ts'
import { differs, gone, impliedBy, kept, missing, type Verdict, type WantedRule } from './verdict.ts'

/** What became of the keys and indexes of one table. */
export interface ComparedKeys {
  readonly verdicts: readonly Verdict[]
  /** What the source asks for. */
  readonly wanted: readonly IndexRule[]
  /** Those of the target that stand for none of the source. */
  readonly left: readonly IndexRule[]
}

interface WantedIndex extends WantedRule {
  readonly rule: IndexRule
}

/**
 * Keys and indexes by what they say, not by their names: unique rules by their parts and their predicate, other
 * indexes by the queries that they serve.
 *
 * @param statements those of the table whose rule is in `pair.expected`
 */
export function compareKeys(pair: TablePair, statements: readonly PostDataStatement[]): ComparedKeys {
  const expected = indexRules(pair.expected, pair.expectedNames)
  const found = indexRules(pair.actual, pair.actualNames)
  const wanted = statements.flatMap((statement): WantedIndex[] => {
    const rule = expected.find(({ name }) => name === statement.name)
    if (rule === undefined) return []
    const { entry } = statement
    return [{ rule, pair, entry, columns: ruleColumns(rule), text: rule.text, object: entry.name }]
  })
  const exact = new Map(wanted.map((one) => [one, exactMatch(one.rule, found)]))
  const claimed = new Set([...exact.values()].filter((rule) => rule !== undefined))
  const asked = wanted.map(({ rule }) => rule)
  const search = { asked, found, claimed, implying: new Set<IndexRule>() }
  const verdicts = wanted.map((one) => {
    const match = exact.get(one)
    if (match !== undefined) return judgeMatch(one, match)
    if (lacksColumn(pair, one.columns)) return gone(one.entry, 'column')
    return one.rule.unique ? judgeUnique(one, search) : judgeIndex(one, search)
  })
  return {
    verdicts,
    wanted: asked,
    left: found.filter((rule) => !claimed.has(rule) && !search.implying.has(rule)),
  }
}

interface Search {
  /** All that the source asks for. */
  readonly asked: readonly IndexRule[]
  readonly found: readonly IndexRule[]
  /** Those that were meant to be a rule of the source. */
  readonly claimed: Set<IndexRule>
  /** Those that say what another rule of the source says, and more. */
  readonly implying: Set<IndexRule>
}

/** The best of those that say the same. */
function exactMatch(wanted: IndexRule, found: readonly IndexRule[]): IndexRule | undefined {
  const same = wanted.unique
    ? found.filter(
        (rule) =>
          rule.unique &&
          !rule.deferrable &&
          !rule.nullsNotDistinct &&
          haveSameReach(rule, wanted) &&
          (wanted.kind !== 'primary-key' || rule.kind === 'primary-key'),
      )
    : found.filter((rule) => !rule.unique && haveSameOrder(rule, wanted))
  return same.find((rule) => haveSameOrder(rule, wanted)) ?? same[0]
}

/** The order of an index serves queries; a key has none of its own. */
function judgeMatch(wanted: WantedIndex, match: IndexRule): Verdict {
  const isKey = wanted.rule.kind !== 'index'
  if (!isKey && !haveSameOrder(match, wanted.rule)) return differs(wanted, match.text, 'MED')
  const { entry } = wanted
  const isWhole = entry.type === 'primary-key' && match.kind === 'primary-key'
  return kept(isWhole && wanted.rule.kind === 'unique' ? { ...entry, status: 'kept', reason: null } : entry)
}

function judgeUnique(wanted: WantedIndex, { asked, found, claimed, implying }: Search): Verdict {
  const { rule, pair } = wanted
  const strong = rule.kind === 'primary-key' ? [] : found.filter((other) => implies(other, rule))
  const equal =
    strong.find((other) => !foldsMore(other, asked)) ??
    found.find((other) => comparesAsFolded(other, rule, pair))
  if (equal !== undefined) {
    if (sameColumns(equal, rule)) implying.add(equal)
    return impliedBy(wanted.entry, equal.text)
  }
  const [stricter] = strong
  if (stricter !== undefined) {
    claimed.add(stricter)
    return differs(wanted, stricter.text, 'MED')
  }
  const near = nearest(
    rule,
    found.filter((other) => !claimed.has(other) && other.unique && standsFor(other, rule)),
  )
  if (near === undefined) return missing(wanted, { more: invalidOf(pair, rule) })
  claimed.add(near)
  return differs(wanted, near.text, uniquePriority(rule, near, pair))
}

/** A unique rule beside a lost primary key is not the key in other words: it is what is left of it. */
function standsFor(other: IndexRule, wanted: IndexRule): boolean {
  return wanted.kind !== 'primary-key' || other.kind === 'primary-key'
}

/** A difference in the rule is damage, unless other types, or another way to fold texts, can explain it. */
function uniquePriority(wanted: IndexRule, near: IndexRule, pair: TablePair): Priority {
  const sameReach = haveSameReach(near, wanted)
  if (sameReach && !near.nullsNotDistinct) return 'MED'
  if (!sameReach && haveSameReach(near, wanted, 'uncollated')) return 'MED'
  return compareAlike(pair, [...ruleColumns(wanted), ...ruleColumns(near)]) ? 'HIGH' : 'MED'
}

/** A type or a collation says of a column what `lower()` says of it, where it is the column that compares so. */
function comparesAsFolded(other: IndexRule, wanted: IndexRule, pair: TablePair): boolean {
  const folded = wanted.parts.filter(({ text }) => !text.startsWith('column:'))
  if (!other.unique || other.where !== null || wanted.where !== null || folded.length === 0) return false
  const isFoldedByColumn = folded.some((part) => foldsByColumn(other, part, pair))
  const isSaid = (part: PostgresMeaning) =>
    other.parts.some(({ uncollated }) => uncollated === part.uncollated) || foldsByColumn(other, part, pair)
  return isFoldedByColumn && wanted.parts.every(isSaid) && sameColumns(other, wanted)
}

/** https://www.postgresql.org/docs/current/collation.html#COLLATION-NONDETERMINISTIC */
function foldsByColumn(
  { parts, options }: IndexRule,
  { columns: folded }: PostgresMeaning,
  { columns }: TablePair,
): boolean {
  return parts.some(({ text, columns: own }, at) => {
    const [name] = own
    const actual = columns.find(({ source }) => source === name)?.actual ?? null
    if (!text.startsWith('column:') || name === undefined || !folded.has(name) || actual === null)
      return false
    const hasOwnCollation = options[at]?.startsWith('COLLATE') ?? false
    return actual.type === 'citext' || (actual.folds && !hasOwnCollation)
  })
}

/** Whether a rule takes keys as equal, by a function like `lower()`, that no rule of the source takes as equal. */
function foldsMore(rule: IndexRule, asked: readonly IndexRule[]): boolean {
  const alike = asked.filter((other) => other.unique && sameColumns(other, rule))
  const known = new Set(alike.flatMap(foldsOf))
  return foldsOf(rule).some((fold) => !known.has(fold))
}

/** `lower()` and `upper()` fold the same letters, up to a few beyond ASCII. */
function foldsOf({ parts }: IndexRule): readonly string[] {
  return parts.flatMap(({ text, columns }) =>
    [...text.matchAll(/"(\w+)"\(/g)].map(
      ([, name = '']) => `${name === 'upper' ? 'lower' : name} ${[...columns].join()}`,
    ),
  )
}

function sameColumns(a: IndexRule, b: IndexRule): boolean {
  const [left, right] = [ruleColumns(a).toSorted(), ruleColumns(b).toSorted()]
  return left.length === right.length && left.every((column, at) => column === right[at])
}

function judgeIndex(wanted: WantedIndex, { found, claimed }: Search): Verdict {
  const { rule, pair } = wanted
  const serving = rule.where === null ? found.find((other) => beginsWith(other, rule)) : undefined
  if (serving !== undefined) return impliedBy(wanted.entry, serving.text)
  const near = nearest(
    rule,
    found.filter((other) => !claimed.has(other) && !other.unique),
  )
  if (near === undefined) return missing(wanted, { priority: 'MED', more: invalidOf(pair, rule) })
  claimed.add(near)
  return differs(wanted, near.text, 'MED')
}

/** The one that was most likely meant to be it: of its name, or over the same columns. */
function nearest(wanted: IndexRule, candidates: readonly IndexRule[]): IndexRule | undefined {
  const name = wanted.name.toLowerCase()
  return (
    candidates.find((other) => haveSameReach(other, wanted)) ??
    candidates.find((other) => wanted.kind === 'primary-key' && other.kind === 'primary-key') ??
    candidates.find((other) => other.name.toLowerCase() === name) ??
    candidates.find((other) => haveSameReach(other, wanted, 'uncollated')) ??
    candidates.find((other) => partsOf(other) === partsOf(wanted))
  )
}

function partsOf({ parts }: IndexRule): string {
  return parts
    .map(({ uncollated }) => uncollated)
    .toSorted()
    .join()
}

/** https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY */
function invalidOf(pair: TablePair, wanted: IndexRule): string {
  const { invalidIndexes } = pair.actual
  const invalid = indexRules({ constraints: [], indexes: invalidIndexes }, pair.actualNames).find(
    (rule) => haveSameReach(rule, wanted) || rule.name.toLowerCase() === wanted.name.toLowerCase(),
  )
  return invalid === undefined ? '' : `; its index ${invalid.name} is INVALID, and PostgreSQL does not use it`
}
