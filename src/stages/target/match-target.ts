import { type Issue, issue } from '../../issues/issue.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import { isAlike } from './alike-types.ts'
import { diffTypes, type WantedTypes } from './diff-types.ts'
import { givenTable } from './given-table.ts'
import { isNumbered } from './highest-key.ts'
import { NO_COLUMN } from './match-schema.ts'
import { type LikelyNames, type MatchedSchema, type MatchedTable, matchTables } from './match-tables.ts'
import type { SchemaFacts } from './schema-facts.ts'
import type { SequencePlan, TargetSchema } from './target-schema.ts'

export interface MatchedTarget {
  readonly schema: TargetSchema
  readonly issues: readonly Issue[]
}

/**
 * Finds the tables and columns of the source in a database that exists, by the name that they have in a schema of ours,
 * else by their own. Pure.
 */
export function matchTarget(catalog: Catalog, derived: TargetSchema, facts: SchemaFacts): MatchedTarget {
  const matched = matchTables(catalog, facts, likelyNames(derived), [])
  const comparable = matched.tables.filter(({ columns }) => columns.length > 0)
  const strangers = matched.tables.filter(({ columns }) => columns.length === 0)
  return {
    schema: {
      origin: 'given',
      tables: comparable.map(givenTable),
      postData: [],
      sequences: matched.tables.flatMap((found) => sequencesOf(found, derived)),
      ledger: [],
      failedTables: [
        ...matched.missing.map(({ name }) => ({ source: name, reason: 'the target has no such table' })),
        ...strangers.map(({ table }) => ({ source: table.name, reason: NO_COLUMN })),
      ],
      issues: [],
    },
    issues: [
      ...matched.missing.map(missingTable),
      ...matched.tables.flatMap(({ table, missing }) =>
        missing.map((column) => missingColumn(table, column)),
      ),
      ...matched.tables.flatMap((found) => namesakes(found, derived, matched)),
      ...matched.tables.flatMap((found) =>
        diffTypes(found, derivedTypes(found, derived)).map(({ issue }) => issue),
      ),
    ],
  }
}

/** A tool has chosen the types: what the application does not notice is not told. */
function derivedTypes({ table }: MatchedTable, { tables }: TargetSchema): WantedTypes {
  const own = tables.find(({ source }) => source === table.name)?.columns ?? []
  return { typeOf: ({ name }) => own.find(({ source }) => source === name)?.type ?? null, isAlike }
}

function likelyNames({ tables }: TargetSchema): LikelyNames {
  const ours = new Map(tables.map((table) => [table.source, table]))
  return {
    ofTable: (name) => [ours.get(name)?.name ?? name, name],
    ofColumn: (table, name) => {
      const column = ours.get(table)?.columns.find(({ source }) => source === name)
      return [column?.name ?? name, name]
    },
  }
}

/** The column that SQLite numbers must be numbered by PostgreSQL too. */
function sequencesOf(
  { table, facts, columns }: MatchedTable,
  { sequences }: TargetSchema,
): readonly SequencePlan[] {
  const planned = sequences.filter(({ sourceTable }) => sourceTable === table.name)
  return planned.flatMap((sequence) => {
    const found = columns.find(({ column }) => column.name === sequence.entry.name)
    if (found === undefined) return []
    const { name, identity, sequence: own } = found.facts
    const isWanted = identity !== null || own !== null || isNumbered(table, found.column.name)
    return isWanted ? [{ ...sequence, table: { schema: facts.schema, name: facts.name }, column: name }] : []
  })
}

function missingTable(table: Table): Issue {
  return issue('target-table-missing', {
    table: table.name,
    message: 'the target has no such table',
    rows: table.rowCount,
  })
}

/**
 * Who has filled the table of another schema than the application reads is to know it; who has named the schema in the
 * settings knows.
 */
function namesakes(
  { table, facts: found }: MatchedTable,
  { tables }: TargetSchema,
  { extra }: MatchedSchema,
): readonly Issue[] {
  const ours = tables.find(({ source }) => source === table.name)
  if (ours?.name === `${found.schema}.${found.name}`) return []
  return extra
    .filter(({ name, hasRows }) => hasRows && name === found.name)
    .map(({ schema, name }) => {
      const object = schema === 'public' ? name : `${schema}.${name}`
      const message = `${object} has rows and was not compared: ${found.schema}.${found.name} was`
      return issue('target-table-extra', { object, message })
    })
}

function missingColumn(table: Table, column: Column): Issue {
  return issue('target-column-missing', {
    table: table.name,
    column: column.name,
    message: 'the target has no such column: none of its values arrived',
    rows: table.rowCount - column.profile.nulls,
  })
}
