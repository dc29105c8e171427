import type { NamedColumn } from '../../../sql/translation/postgres-meaning.ts'
import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { PostDataStatement } from '../post-data.ts'
import type { ColumnFacts, QualifiedName, SchemaFacts, TableFacts } from '../schema-facts.ts'
import type { TargetColumn, TargetSchema, TargetTable } from '../target-schema.ts'

/** A column of the source: as it should be in PostgreSQL, and as the target has it. */
export interface ColumnPair {
  /** Its name in the source. */
  readonly source: string
  readonly expected: ColumnFacts
  /** null where the target has no such column. */
  readonly actual: ColumnFacts | null
}

/** A table of the source that both sides have. */
export interface TablePair {
  readonly table: Table
  readonly expected: TableFacts
  readonly actual: TableFacts
  readonly columns: readonly ColumnPair[]
  /** The columns of each side, by their names there, with their names in the source. */
  readonly expectedNames: ReadonlyMap<string, NamedColumn>
  readonly actualNames: ReadonlyMap<string, NamedColumn>
}

/** What PostgreSQL has when it is given the schema that the source asks for. */
export interface ExpectedSchema {
  readonly facts: SchemaFacts
  /** What PostgreSQL said to the statements that it refused, even without a row. */
  readonly refused: ReadonlyMap<PostDataStatement, string>
  /** Why nothing that holds an expression is among the facts, and what to do about it; null where all of it is. */
  readonly gap: { readonly reason: string; readonly remedy: string } | null
}

/** The two schemas: what the source asks for, and what the target has. */
export interface ComparedSides {
  readonly catalog: Catalog
  readonly derived: TargetSchema
  readonly expected: ExpectedSchema
  /** Which table and column of the target stands for which of the source. */
  readonly given: Pick<TargetSchema, 'tables'>
  readonly actual: SchemaFacts
}

/** The tables that both sides have, in the order of the source. */
export function pairTables(sides: ComparedSides): readonly TablePair[] {
  return sides.catalog.tables.flatMap((table) => {
    const derived = sides.derived.tables.find(({ source }) => source === table.name)
    const given = sides.given.tables.find(({ source }) => source === table.name)
    if (derived === undefined || given === undefined) return []
    const expected = findTable(sides.expected.facts, derived)
    const actual = findTable(sides.actual, given)
    return expected === undefined || actual === undefined
      ? []
      : [pairOf(table, { derived, expected }, { given, actual })]
  })
}

function findTable({ tables }: SchemaFacts, wanted: QualifiedName): TableFacts | undefined {
  return tables.find(({ schema, name }) => schema === wanted.schema && name === wanted.name)
}

function pairOf(
  table: Table,
  { derived, expected }: { readonly derived: TargetTable; readonly expected: TableFacts },
  { given, actual }: { readonly given: TargetTable; readonly actual: TableFacts },
): TablePair {
  return {
    table,
    expected,
    actual,
    columns: table.columns.flatMap(({ name }) => {
      const wanted = factsOf(expected, derived.columns, name)
      const found = factsOf(actual, given.columns, name) ?? null
      return wanted === undefined ? [] : [{ source: name, expected: wanted, actual: found }]
    }),
    expectedNames: namesOf(expected, derived.columns),
    actualNames: namesOf(actual, given.columns),
  }
}

function factsOf(
  table: TableFacts,
  columns: readonly TargetColumn[],
  wanted: string,
): ColumnFacts | undefined {
  const target = columns.find(({ source }) => source === wanted)?.name
  return table.columns.find(({ name }) => name === target)
}

function namesOf(table: TableFacts, columns: readonly TargetColumn[]): ReadonlyMap<string, NamedColumn> {
  return new Map(
    table.columns.map(({ name, type }) => {
      const source = columns.find((column) => column.name === name)?.source
      return [name, { name: source ?? name, type }]
    }),
  )
}

/** Whether all of these columns of the source have the same type on both sides. */
export function haveSameTypes(pair: TablePair, columns: Iterable<string>): boolean {
  return [...columns].every((name) => new Set(typesOf(pair, name)).size === 1)
}

const INTEGERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint'])

/** As {@link haveSameTypes}; integers of other lengths compare alike, so they are no reason for another condition. */
export function compareAlike(pair: TablePair, columns: Iterable<string>): boolean {
  return [...columns].every((name) => {
    const types = typesOf(pair, name)
    return new Set(types).size === 1 || types.every((type) => INTEGERS.has(type ?? ''))
  })
}

function typesOf({ columns }: TablePair, name: string): readonly (string | undefined)[] {
  const found = columns.find(({ source }) => source === name)
  return [found?.expected.type, found?.actual?.type]
}

/** Whether the target lacks one of these columns of the source: their rules went with them. */
export function lacksColumn(pair: TablePair, columns: Iterable<string>): boolean {
  const lacking = pair.columns.filter(({ actual }) => actual === null).map(({ source }) => source)
  return [...columns].some((name) => lacking.includes(name))
}
