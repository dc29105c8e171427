import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { Renames } from './renames.ts'
import type { ColumnFacts, SchemaFacts, TableFacts } from './schema-facts.ts'

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

/**
 * Finds the tables and columns of the source in a schema that somebody created: by the name that the settings give,
 * else by exactly their name, else without regard to case. Never by position. Pure.
 *
 * @param excluded tables of the source that are not migrated, and whose counterparts are therefore not extra
 */
export function matchTables(
  catalog: Catalog,
  facts: SchemaFacts,
  renames: Renames,
  excluded: readonly string[],
): MatchedSchema {
  const counterpart = (name: string) => findNamed(facts.tables, name, renames.tables.get(name), tableNames)
  const pairs = catalog.tables.map((table) => ({ table, facts: counterpart(table.name) }))
  const found = new Set([...pairs.map((pair) => pair.facts), ...excluded.map(counterpart)])
  return {
    tables: pairs.flatMap((pair) =>
      pair.facts === undefined ? [] : [matchColumns(pair.table, pair.facts, renames)],
    ),
    missing: pairs.flatMap((pair) => (pair.facts === undefined ? [pair.table] : [])),
    extra: facts.tables.filter((table) => !found.has(table)),
  }
}

function matchColumns(table: Table, facts: TableFacts, renames: Renames): MatchedTable {
  const pairs = table.columns.map((column) => ({
    column,
    facts: findNamed(
      facts.columns,
      column.name,
      renames.columns.get(table.name)?.get(column.name),
      ({ name }) => [name],
    ),
  }))
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
  name: string,
  renamed: string | undefined,
  namesOf: (candidate: T) => readonly string[],
): T | undefined {
  const wanted = renamed ?? name
  const lower = wanted.toLowerCase()
  return (
    candidates.find((candidate) => namesOf(candidate).includes(wanted)) ??
    candidates.find((candidate) => namesOf(candidate).some((other) => other.toLowerCase() === lower))
  )
}
