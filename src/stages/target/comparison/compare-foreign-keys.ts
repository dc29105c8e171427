import { quoteIdentifier } from '../../../sql/quote.ts'
import type { NamedColumn } from '../../../sql/translation/postgres-meaning.ts'
import type { PostDataStatement } from '../post-data.ts'
import type { ConstraintFacts, ForeignKeyFacts, QualifiedName } from '../schema-facts.ts'
import { haveSameTypes, lacksColumn, type TablePair } from './pair-tables.ts'
import { differs, gone, idle, kept, missing, type Verdict, type WantedRule } from './verdict.ts'

/** A foreign key in the names of the source. */
interface ForeignKeyRule {
  readonly columns: readonly string[]
  /** null where the parent is no table of the source. */
  readonly parent: string | null
  /** `column -> parent column`, in the order of their texts. */
  readonly references: string
  readonly facts: ForeignKeyFacts
}

export interface ComparedForeignKeys {
  readonly verdicts: readonly Verdict[]
  /** Those of the target that stand for none of the source. */
  readonly left: readonly ForeignKeyFacts[]
}

/**
 * Foreign keys by their columns, their parent, their actions, and whether they wait for the COMMIT.
 *
 * @param statements those of the table whose rule is in `pair.expected`
 */
export function compareForeignKeys(
  pair: TablePair,
  statements: readonly PostDataStatement[],
  pairs: readonly TablePair[],
): ComparedForeignKeys {
  const expected = rulesOf(pair.expected.constraints, pair.expectedNames, pairs, 'expected')
  const found = rulesOf(pair.actual.constraints, pair.actualNames, pairs, 'actual')
  const claimed = new Set<ForeignKeyRule>()
  const verdicts = statements.flatMap((statement): Verdict[] => {
    const rule = expected.find(({ facts }) => facts.name === statement.name)
    if (rule === undefined) return []
    const { entry } = statement
    const wanted = { pair, entry, columns: rule.columns, text: textOf(rule), object: entry.name }
    const parent = pairs.find(({ table }) => table.name === rule.parent)
    if (parent === undefined) return [gone(entry, 'table')]
    const match = bestMatch(rule, found)
    if (match === undefined) {
      const parentColumns = rule.facts.parent.columns.map(
        (name) => parent.expectedNames.get(name)?.name ?? name,
      )
      const lacking = lacksColumn(pair, rule.columns) || lacksColumn(parent, parentColumns)
      return [lacking ? gone(entry, 'column') : missing(wanted)]
    }
    for (const other of found) if (other.references === match.references) claimed.add(other)
    return [judge(wanted, rule, match)]
  })
  return { verdicts, left: found.filter((rule) => !claimed.has(rule)).map(({ facts }) => facts) }
}

function rulesOf(
  constraints: readonly ConstraintFacts[],
  names: ReadonlyMap<string, NamedColumn>,
  pairs: readonly TablePair[],
  side: 'expected' | 'actual',
): readonly ForeignKeyRule[] {
  return constraints.flatMap((facts) => {
    if (facts.kind !== 'foreign-key') return []
    const { parent } = facts
    const of = pairs.find((pair) => isSame(pair[side], parent))
    const parentNames = side === 'expected' ? of?.expectedNames : of?.actualNames
    const columns = facts.columns.map((name) => names.get(name)?.name ?? name)
    const references = columns.map(
      (column, at) =>
        `${column} -> ${parentNames?.get(parent.columns[at] ?? '')?.name ?? parent.columns[at]}`,
    )
    return [
      {
        columns,
        parent: of?.table.name ?? null,
        references: JSON.stringify([of?.table.name ?? [parent.schema, parent.name], references.toSorted()]),
        facts,
      },
    ]
  })
}

function isSame(a: QualifiedName, b: QualifiedName): boolean {
  return a.schema === b.schema && a.name === b.name
}

/** A table can have the same foreign key twice; the one that holds, with the same actions, counts. */
function bestMatch(wanted: ForeignKeyRule, found: readonly ForeignKeyRule[]): ForeignKeyRule | undefined {
  const same = found.filter(({ references }) => references === wanted.references)
  const other = found.filter(({ columns }) => columns.join('\0') === wanted.columns.join('\0'))
  return (
    same.find(({ facts }) => facts.validated && facts.enforced && haveSameActions(facts, wanted.facts)) ??
    same[0] ??
    other[0]
  )
}

function haveSameActions(a: ForeignKeyRule['facts'], b: ForeignKeyRule['facts']): boolean {
  return a.parent.onDelete === b.parent.onDelete && a.parent.onUpdate === b.parent.onUpdate
}

function judge(wanted: WantedRule, rule: ForeignKeyRule, match: ForeignKeyRule): Verdict {
  const { facts } = match
  const text = textOf(match)
  const priority = haveSameTypes(wanted.pair, rule.columns) ? 'HIGH' : 'MED'
  const isOther = match.references !== rule.references || !haveSameActions(facts, rule.facts)
  const instead = isOther ? `, instead of ${wanted.text}` : ''
  if (!facts.enforced) return idle(wanted, text, `is not enforced${instead}`)
  if (!facts.validated) return idle(wanted, text, `is NOT VALID: it holds for new rows only${instead}`)
  if (isOther) return differs(wanted, text, priority)
  if (facts.deferred !== rule.facts.deferred || facts.parent.matchFull) return differs(wanted, text, 'MED')
  return kept(wanted.entry)
}

function textOf({ facts }: ForeignKeyRule): string {
  return facts.definition === ''
    ? `FOREIGN KEY (${facts.columns.map(quoteIdentifier).join(', ')})`
    : facts.definition
}
