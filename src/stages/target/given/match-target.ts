import { type Issue, issue } from '../../../issues/issue.ts'
import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import { isNumbered } from '../highest-key.ts'
import type { Renames } from '../names/renames.ts'
import type { SchemaFacts } from '../schema-facts.ts'
import type { SequencePlan, TargetSchema } from '../target-schema.ts'
import { isAlike } from './alike-types.ts'
import { diffTypes, type WantedTypes } from './diff-types.ts'
import { givenTable } from './given-table.ts'
import { exhaustedKeys, NO_COLUMN } from './match-schema.ts'
import { type LikelyNames, type MatchedSchema, type MatchedTable, matchTables } from './match-tables.ts'
import { insteadOfTable, sequenceForTable } from './sequence-for-table.ts'

export interface MatchedTarget {
  readonly schema: TargetSchema
  readonly issues: readonly Issue[]
}

/**
 * Finds the tables and columns of the source in a database that exists: by the name that the settings give them, and by
 * no other where they do; else by the name that they have in a schema of ours, or by their own. Pure.
 *
 * @param derived a schema of ours, with the same renames
 */
export function matchTarget(
  catalog: Catalog,
  derived: TargetSchema,
  facts: SchemaFacts,
  renames: Renames,
): MatchedTarget {
  const matched = matchTables(catalog, facts, likelyNames(derived, renames), [])
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
        ...matched.missing.map(({ name }) => ({ source: name, reason: noTable(name, renames) })),
        ...strangers.map(({ table }) => ({ source: table.name, reason: NO_COLUMN })),
      ],
      issues: matched.tables.flatMap(exhaustedKeys),
    },
    issues: [
      ...matched.missing.map((table) => missingTable(table, derived, facts, renames)),
      ...matched.tables.flatMap(({ table, missing }) =>
        missing.map((column) => missingColumn(table, column, renames)),
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

function likelyNames({ tables }: TargetSchema, renames: Renames): LikelyNames {
  const ours = new Map(tables.map((table) => [table.source, table]))
  const likely = (wanted: string | undefined, own: string | undefined, name: string) =>
    wanted === undefined ? [own ?? name, name] : [wanted]
  return {
    ofTable: (name) => likely(renames.tables.get(name), ours.get(name)?.name, name),
    ofColumn: (table, name) => {
      const column = ours.get(table)?.columns.find(({ source }) => source === name)
      return likely(wantedColumn(renames, table, name), column?.name, name)
    },
  }
}

function wantedColumn({ columns }: Renames, table: string, name: string): string | undefined {
  return columns.get(table)?.get(name)
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

function noTable(name: string, { tables }: Renames): string {
  const wanted = tables.get(name)
  return wanted === undefined
    ? 'the target has no such table'
    : `the target has no table ${wanted}, as the settings rename it`
}

function missingTable(table: Table, derived: TargetSchema, facts: SchemaFacts, renames: Renames): Issue {
  const sequence = sequenceForTable(likelyNames(derived, renames).ofTable(table.name), facts)
  const told = sequence === null ? { message: noTable(table.name, renames) } : insteadOfTable(table, sequence)
  return issue('target-table-missing', { table: table.name, rows: table.rowCount, ...told })
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

function missingColumn(table: Table, column: Column, renames: Renames): Issue {
  const wanted = wantedColumn(renames, table.name, column.name)
  const lacking = wanted === undefined ? 'no such column' : `no column ${wanted}, as the settings rename it`
  return issue('target-column-missing', {
    table: table.name,
    column: column.name,
    message: `the target has ${lacking}: none of its values arrived`,
    rows: table.rowCount - column.profile.nulls,
  })
}
