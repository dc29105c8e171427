import { type PlannedIssue, planned } from '../../issues/planned-issue.ts'
import { compareOtherObject } from './comparison/compare-other-objects.ts'
import { compareTableRules } from './comparison/compare-table-rules.ts'
import {
  type ComparedSides,
  type ExpectedSchema,
  pairTables,
  type TablePair,
} from './comparison/pair-tables.ts'
import { plannedFor } from './comparison/planned-for.ts'
import { gone, type Verdict } from './comparison/verdict.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { QualifiedName } from './schema-facts.ts'

/** What became in the target of every object of the source. */
export interface ComparedSchemas {
  readonly issues: readonly PlannedIssue[]
  /** Each object once, but for the sequences of columns that the target has: what they give next is asked of them. */
  readonly ledger: readonly LedgerEntry[]
}

/**
 * Compares the schema that the source asks for with the one of a database that exists: keys, indexes, foreign keys,
 * checks, NOT NULLs, defaults, generated columns and collations, by what they say and not by their names; and looks
 * for rules that the source does not have. Pure.
 *
 * A rule in other words is MED where other types of the columns, or another way to fold texts, can be the reason,
 * and HIGH where not.
 */
export function compareSchemas(sides: ComparedSides): ComparedSchemas {
  const { derived, given, expected, actual } = sides
  const pairs = pairTables(sides)
  const tables = pairs.map((pair) => compareTableRules(pair, pairs, sides))
  const paired = new Set(pairs.map(({ table }) => table.name))
  const others = entriesOf(sides).flatMap((entry): Verdict[] => {
    if (OTHER_TYPES.has(entry.type)) {
      return [compareOtherObject(entry, pairs, actual, plannedFor(entry, derived.issues))]
    }
    if (entry.table === null || paired.has(entry.table)) return []
    const isThere = given.tables.some(({ source }) => source === entry.table)
    return [isThere ? unlisted(entry) : gone(entry, 'table')]
  })
  const verdicts = [...tables.flatMap((table) => table.verdicts), ...others]
  return {
    issues: [
      ...pairs.flatMap(differentNames),
      ...verdicts.flatMap(({ issues }) => issues),
      ...tables.flatMap(({ extras }) => extras),
      ...gapIssue(expected.gap, verdicts),
    ],
    ledger: [...verdicts.map(({ entry }) => entry), ...lostSequences(sides, pairs)],
  }
}

const OTHER_TYPES: ReadonlySet<LedgerEntry['type']> = new Set(['view', 'trigger', 'virtual-table'])

function entriesOf({ derived }: ComparedSides): readonly LedgerEntry[] {
  return [...derived.ledger, ...derived.postData.map(({ entry }) => entry)]
}

function unlisted(entry: LedgerEntry): Verdict {
  const reason = 'not compared: PostgreSQL refused its table as the source declares it'
  return { entry: { ...entry, status: 'unverified', reason }, issues: [] }
}

/** Sequences of tables and columns that are not there; the others are asked for their next key. */
function lostSequences({ derived }: ComparedSides, pairs: readonly TablePair[]): readonly LedgerEntry[] {
  return derived.sequences.flatMap(({ sourceTable, entry }) => {
    const pair = pairs.find(({ table }) => table.name === sourceTable)
    const column = pair?.columns.find(({ source }) => source === entry.name)
    if (pair === undefined) return [gone(entry, 'table').entry]
    return column?.actual == null ? [gone(entry, 'column').entry] : []
  })
}

/** One issue for the whole table, for a tool that folds names folds all of them. */
function differentNames({ table, expected, actual, columns }: TablePair): readonly PlannedIssue[] {
  const renamed = columns.flatMap(({ source, expected: wanted, actual: found }) =>
    found === null || [source, wanted.name].includes(found.name) ? [] : [`${source} is ${found.name}`],
  )
  const names = [
    ...(isNamed(actual, [table.name, expected.name]) ? [] : [`${table.name} is ${actual.name}`]),
    ...renamed,
  ]
  if (names.length === 0) return []
  return [planned('target-name-differs', { table: table.name, message: `In the target ${names.join(', ')}` })]
}

/** A name that the owner has given to a table can have a schema before it. */
function isNamed({ schema, name }: QualifiedName, names: readonly string[]): boolean {
  return names.includes(name) || names.includes(`${schema}.${name}`)
}

/** Without a server of our own nothing can be said of expressions; the ledger names each that was not compared. */
function gapIssue(gap: ExpectedSchema['gap'], verdicts: readonly Verdict[]): readonly PlannedIssue[] {
  if (gap === null) return []
  const open = verdicts.filter(({ entry }) => entry.status === 'unverified').length
  const message = `${open} rules of the source were not compared, nor was it looked for rules that only the target has: ${gap.reason}`
  return [planned('target-rule-not-compared', { message, remedy: gap.remedy })]
}
