import { type Issue, issue } from '../../issues/issue.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import { isNumbered } from './highest-key.ts'
import { NO_COLUMN } from './match-schema.ts'
import { readTargetType } from './read-target-type.ts'
import type { ColumnFacts, QualifiedName, SchemaFacts, TableFacts } from './schema-facts.ts'
import type { SequencePlan, TargetColumn, TargetSchema, TargetTable } from './target-schema.ts'

export interface MatchedTarget {
  readonly schema: TargetSchema
  readonly issues: readonly Issue[]
}

/**
 * Finds the tables and columns of the source in a database that exists: by the name that they
 * have in a schema of ours, else by exactly their own, else without regard to case. Of tables in several schemas that
 * have the name it is the first of the facts, as it is for the application. Pure.
 */
export function matchTarget(catalog: Catalog, derived: TargetSchema, facts: SchemaFacts): MatchedTarget {
  const matched = catalog.tables.map((table) => {
    const ours = derived.tables.find(({ source }) => source === table.name)
    const sequences = derived.sequences.filter(({ sourceTable }) => sourceTable === table.name)
    const qualified = facts.tables.find(({ schema, name }) => `${schema}.${name}` === ours?.name)
    const found = qualified ?? byName(facts.tables, table.name, ours?.name)
    return { table, ours, sequences, found, isChosen: qualified !== undefined }
  })
  const taken = new Set(matched.map(({ found }) => found))
  const others = facts.tables.filter((other) => other.hasRows && !taken.has(other))
  const missing = matched.filter(({ found }) => found === undefined).map(({ table }) => table)
  const tables = matched.flatMap(({ table, ours, sequences, found }) =>
    found === undefined ? [] : [matchTable(table, ours, sequences, found)],
  )
  const comparable = tables.filter(({ target }) => target.columns.length > 0)
  const strangers = tables.filter(({ target }) => target.columns.length === 0)
  return {
    schema: {
      origin: 'given',
      tables: comparable.map(({ target }) => target),
      postData: [],
      sequences: tables.flatMap(({ sequences }) => sequences),
      ledger: [],
      failedTables: [
        ...missing.map(({ name }) => ({ source: name, reason: 'the target has no such table' })),
        ...strangers.map(({ target }) => ({ source: target.source, reason: NO_COLUMN })),
      ],
      issues: [],
    },
    issues: [
      ...missing.map(missingTable),
      ...tables.flatMap(({ issues }) => issues),
      ...matched.flatMap(({ found, isChosen }) =>
        found === undefined || isChosen ? [] : namesakes(found, others),
      ),
    ],
  }
}

interface MatchedTable {
  readonly target: TargetTable
  readonly sequences: readonly SequencePlan[]
  readonly issues: readonly Issue[]
}

function matchTable(
  table: Table,
  ours: TargetTable | undefined,
  sequences: readonly SequencePlan[],
  found: TableFacts,
): MatchedTable {
  const place = { schema: found.schema, name: found.name }
  const matched = table.columns.map((column) => {
    const ourName = ours?.columns.find(({ source }) => source === column.name)?.name
    return { column, target: byName(found.columns, column.name, ourName) }
  })
  const columns = matched.flatMap(({ column, target }) =>
    target === undefined ? [] : [toColumn(column, target)],
  )
  const missing = matched.filter(({ target }) => target === undefined)
  return {
    target: { source: table.name, ...place, columns, createSql: '', partitioned: found.partitioned },
    sequences: sequencesOf(table, sequences, place, columns),
    issues: missing.map(({ column }) => missingColumn(table, column)),
  }
}

function byName<T extends { readonly name: string }>(
  candidates: readonly T[],
  wanted: string,
  ours: string | undefined,
): T | undefined {
  return (
    candidates.find(({ name }) => name === ours) ??
    candidates.find(({ name }) => name === wanted) ??
    candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  )
}

function toColumn(column: Column, found: ColumnFacts): TargetColumn {
  return {
    source: column.name,
    name: found.name,
    type: readTargetType(found.type, found.enumLabels),
    notNull: found.notNull,
    generated: found.generated !== null,
    identity: found.identity !== null || found.sequence !== null,
  }
}

/** The column that SQLite numbers must be numbered by PostgreSQL too. */
function sequencesOf(
  table: Table,
  planned: readonly SequencePlan[],
  place: QualifiedName,
  columns: readonly TargetColumn[],
): readonly SequencePlan[] {
  return planned.flatMap((sequence) => {
    const column = columns.find(({ source }) => source === sequence.entry.name)
    const isWanted = column !== undefined && (column.identity || isNumbered(table, column.source))
    return isWanted ? [{ ...sequence, table: place, column: column.name }] : []
  })
}

function missingTable(table: Table): Issue {
  return issue('target-table-missing', {
    table: table.name,
    message: 'the target has no such table',
    rows: table.rowCount,
  })
}

/** Who has filled the table of another schema than the application reads is to know it. */
function namesakes(found: TableFacts, others: readonly TableFacts[]): readonly Issue[] {
  return others
    .filter(({ name }) => name === found.name)
    .map(({ schema, name }) => {
      const object = schema === 'public' ? name : `${schema}.${name}`
      const message = `${object} has rows and was not compared: ${found.schema}.${name} was`
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
