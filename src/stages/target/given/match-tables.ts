import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import type { ColumnFacts, SchemaFacts, TableFacts } from '../schema-facts.ts'

export interface MatchedColumn {
  readonly column: Column
  readonly facts: ColumnFacts
}

/** A table of the source with its counterpart. */
export interface MatchedTable {
  readonly table: Table
  readonly facts: TableFacts
  readonly columns: readonly MatchedColumn[]
  /** Columns of the source that the target does not have. */
  readonly missing: readonly Column[]
  /** Columns of the target that the source does not have. */
  readonly extra: readonly ColumnFacts[]
}

export interface MatchedSchema {
  readonly tables: readonly MatchedTable[]
  readonly missing: readonly Table[]
  /** Tables of the target that the source does not have, nor has excluded. */
  readonly extra: readonly TableFacts[]
}

/** The names by which the target may have what the source has, the likeliest first. */
export interface LikelyNames {
  readonly ofTable: (name: string) => readonly string[]
  readonly ofColumn: (table: string, name: string) => readonly string[]
}

/**
 * Finds the tables and columns of the source in a schema that somebody created: by exactly one of their likely names,
 * else without regard to case. Never by position. Of tables in several schemas that have the name it is the first of
 * the facts, as it is for the application. Pure.
 *
 * @param excluded tables of the source that are not migrated, and whose counterparts are therefore not extra
 */
export function matchTables(
  catalog: Catalog,
  facts: SchemaFacts,
  names: LikelyNames,
  excluded: readonly string[],
): MatchedSchema {
  const counterpart = (name: string) => findNamed(facts.tables, names.ofTable(name), tableNames)
  const pairs = onePairEach(
    catalog.tables.map((table) => ({ table, facts: counterpart(table.name) })),
    ({ table: { name }, facts: own }) =>
      own !== undefined && tableNames(own).some((other) => names.ofTable(name).includes(other)),
  )
  const found = new Set([...pairs.map((pair) => pair.facts), ...excluded.map(counterpart)])
  return {
    tables: pairs.flatMap((pair) =>
      pair.facts === undefined ? [] : [matchColumns(pair.table, pair.facts, names)],
    ),
    missing: pairs.flatMap((pair) => (pair.facts === undefined ? [pair.table] : [])),
    extra: facts.tables.filter((table) => !found.has(table)),
  }
}

/** Two names of the source can differ in case alone: what both would take is of the one that has exactly its name. */
function onePairEach<Side, Pair extends { readonly facts: Side | undefined }>(
  pairs: readonly Pair[],
  isExact: (pair: Pair) => boolean,
): readonly (Pair | (Omit<Pair, 'facts'> & { readonly facts: undefined }))[] {
  return pairs.map((pair) => {
    const rivals = pairs.filter(({ facts }) => facts === pair.facts)
    const owner = rivals.find(isExact) ?? rivals[0]
    return owner === pair ? pair : { ...pair, facts: undefined }
  })
}

function matchColumns(table: Table, facts: TableFacts, names: LikelyNames): MatchedTable {
  const likely = ({ name }: Column) => names.ofColumn(table.name, name)
  const pairs = onePairEach(
    table.columns.map((column) => ({
      column,
      facts: findNamed(facts.columns, likely(column), ({ name }) => [name]),
    })),
    ({ column, facts: own }) => own !== undefined && likely(column).includes(own.name),
  )
  const found = new Set(pairs.map((pair) => pair.facts))
  return {
    table,
    facts,
    columns: pairs.flatMap(({ column, facts: target }) =>
      target === undefined ? [] : [{ column, facts: target }],
    ),
    missing: pairs.flatMap((pair) => (pair.facts === undefined ? [pair.column] : [])),
    extra: facts.columns.filter((column) => !found.has(column)),
  }
}

/** A table of another schema than `public` may be named with it. */
function tableNames({ schema, name }: TableFacts): readonly string[] {
  return [name, `${schema}.${name}`]
}

function findNamed<T>(
  candidates: readonly T[],
  likely: readonly string[],
  namesOf: (candidate: T) => readonly string[],
): T | undefined {
  const folded = new Set(likely.map((name) => name.toLowerCase()))
  const isNamed = (candidate: T, wanted: string) => namesOf(candidate).includes(wanted)
  for (const wanted of likely) {
    const exact = candidates.find((candidate) => isNamed(candidate, wanted))
    if (exact !== undefined) return exact
  }
  return candidates.find((candidate) => namesOf(candidate).some((name) => folded.has(name.toLowerCase())))
}
