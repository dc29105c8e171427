import { type PostgresMeaning, readMeaning } from '../../../sql/translation/postgres-meaning.ts'
import type { PostDataStatement } from '../post-data.ts'
import type { CheckFacts, ConstraintFacts } from '../schema-facts.ts'
import { compareAlike, lacksColumn, type TablePair } from './pair-tables.ts'
import { differs, gone, idle, impliedBy, kept, missing, type Verdict, type WantedRule } from './verdict.ts'

export interface ComparedChecks {
  readonly verdicts: readonly Verdict[]
  /** Those of the target that stand for none of the source. */
  readonly left: readonly CheckFacts[]
}

interface CheckRule {
  readonly facts: CheckFacts
  readonly meaning: PostgresMeaning
}

interface WantedCheck extends WantedRule {
  readonly rule: CheckRule
}

/**
 * Checks by what their expressions mean.
 *
 * @param statements those of the table whose rule is in `pair.expected`
 */
export function compareChecks(pair: TablePair, statements: readonly PostDataStatement[]): ComparedChecks {
  const expected = rulesOf(pair.expected.constraints, pair.expectedNames)
  const found = rulesOf(pair.actual.constraints, pair.actualNames)
  const wanted = statements.flatMap((statement): WantedCheck[] => {
    const rule = expected.find(({ facts }) => facts.name === statement.name)
    if (rule === undefined) return []
    const { entry } = statement
    const columns = [...rule.meaning.columns]
    return [{ rule, pair, entry, columns, text: rule.facts.definition, object: entry.name }]
  })
  const exact = new Map(wanted.map((one) => [one, exactMatch(one.rule, found)]))
  const claimed = new Set([...exact.values()].filter((rule) => rule !== undefined))
  const verdicts = wanted.map((one) => {
    const match = exact.get(one)
    if (match !== undefined) return judgeMatch(one, match.facts)
    if (lacksColumn(pair, one.columns)) return gone(one.entry, 'column')
    return judgeOther(one, found, claimed)
  })
  return { verdicts, left: found.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) }
}

function rulesOf(
  constraints: readonly ConstraintFacts[],
  names: TablePair['expectedNames'],
): readonly CheckRule[] {
  return constraints
    .filter((facts) => facts.kind === 'check')
    .map((facts) => ({ facts, meaning: readMeaning(facts.expression, names) }))
}

/** The same check can be there twice; the one that holds counts. */
function exactMatch({ meaning }: CheckRule, found: readonly CheckRule[]): CheckRule | undefined {
  const same = found.filter((rule) => rule.meaning.text === meaning.text)
  return same.find(({ facts }) => facts.validated && facts.enforced) ?? same[0]
}

function judgeMatch(wanted: WantedRule, { definition, enforced, validated }: CheckFacts): Verdict {
  if (!enforced) return idle(wanted, definition, 'is not enforced')
  if (!validated) return idle(wanted, definition, 'is NOT VALID: it holds for new rows only')
  return kept(wanted.entry)
}

function judgeOther(wanted: WantedCheck, found: readonly CheckRule[], claimed: Set<CheckRule>): Verdict {
  const { rule, pair, entry } = wanted
  const type = typeThatImplies(rule.meaning, pair)
  if (type !== null) return impliedBy(entry, `the type ${type}`)
  const candidates = found.filter((other) => !claimed.has(other))
  const near =
    candidates.find(({ facts }) => facts.name.toLowerCase() === rule.facts.name.toLowerCase()) ??
    candidates.find((other) => sameColumns(other, rule))
  if (near === undefined) {
    const own = ownType(rule.meaning, pair)
    return own === null ? missing(wanted) : differs(wanted, `the type ${own}`, 'MED')
  }
  claimed.add(near)
  const areAlike = near.meaning.uncollated === rule.meaning.uncollated
  const sameTypes = compareAlike(pair, [...rule.meaning.columns, ...near.meaning.columns])
  return differs(wanted, near.facts.definition, sameTypes && !areAlike ? 'HIGH' : 'MED')
}

function sameColumns(a: CheckRule, b: CheckRule): boolean {
  const [left, right] = [a.meaning.columns, b.meaning.columns]
  return left.size > 0 && left.size === right.size && [...left].every((column) => right.has(column))
}

/** How frameworks without booleans in SQLite say that a column is one. */
const ZERO_OR_ONE = /^column:"(?:[^"\\]|\\.)*" = ANY\(ARRAY\((?:0|false) , (?:1e0|true)\)\)$/

/** A list of texts that a column may hold, as {@link readMeaning} spells it. */
const ONE_OF = /^column:"(?:[^"\\]|\\.)*" = ANY\(ARRAY\((text:"(?:[^"\\]|\\.)*"(?: , )?)+\)\)$/

function typeThatImplies({ text }: PostgresMeaning, pair: TablePair): string | null {
  const column = pair.columns.find(({ source }) => text.startsWith(`column:${JSON.stringify(source)} `))
  const actual = column?.actual ?? null
  if (ZERO_OR_ONE.test(text)) return actual?.type === 'boolean' ? 'boolean' : null
  if (actual?.enumLabels == null || !ONE_OF.test(text)) return null
  const allowed = new Set(text.match(/text:"(?:[^"\\]|\\.)*"/g))
  return actual.enumLabels.every((label) => allowed.has(`text:${JSON.stringify(label)}`)) ? actual.type : null
}

/** An enum with other labels, or a domain, can hold the rule too; what it says cannot be compared. */
function ownType({ columns }: PostgresMeaning, pair: TablePair): string | null {
  const [name, ...others] = columns
  const actual = pair.columns.find(({ source }) => source === name)?.actual ?? null
  if (others.length > 0 || actual === null) return null
  return actual.domain?.name ?? (actual.enumLabels === null ? null : actual.type)
}
