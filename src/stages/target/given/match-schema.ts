import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import { hasDefault } from '../comparison/compare-default.ts'
import { exhausted } from '../derivation/derive-identity.ts'
import { highestKey, isNumbered } from '../highest-key.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import type { Renames } from '../names/renames.ts'
import type { ColumnFacts, SchemaFacts } from '../schema-facts.ts'
import type { SequencePlan, TargetSchema } from '../target-schema.ts'
import { deriveType } from '../types/derive-type.ts'
import { type MomentHabits, momentHabits } from '../types/moment-habits.ts'
import { unmigratedObjects } from '../unmigrated-objects.ts'
import { diffTypes, type WantedTypes } from './diff-types.ts'
import { givenRules, liftedTriggers } from './given-rules.ts'
import { givenTable } from './given-table.ts'
import { type LikelyNames, type MatchedSchema, type MatchedTable, matchTables } from './match-tables.ts'
import { insteadOfTable, sequenceForTable } from './sequence-for-table.ts'

/**
 * The schema of the application as the target of the source: tables and columns matched by name, its rules to be
 * lifted while the rows are loaded and tried one by one behind them, and what the two sides differ in. Pure.
 *
 * @param excluded the names of the tables of the source that are not in the catalog because they stay behind
 */
export function matchSchema(
  catalog: Catalog,
  facts: SchemaFacts,
  origin: 'file' | 'command',
  renames: Renames,
  excluded: readonly string[],
): TargetSchema {
  const matched = matchTables(catalog, facts, likelyNames(renames), excluded)
  const habits = momentHabits(catalog.tables)
  const unmigrated = unmigratedObjects(catalog).filter(({ ledger = [] }) => {
    return !ledger.some((entry) => hasNamesake(entry, facts, matched))
  })
  return {
    origin,
    tables: matched.tables
      .filter(hasColumns)
      .map((found) => ({ ...givenTable(found), hasRows: found.facts.hasRows })),
    postData: givenRules(facts, matched),
    sequences: matched.tables.flatMap(sequencesOf),
    ledger: unmigrated.flatMap(({ ledger = [] }) => ledger),
    failedTables: [
      ...matched.missing.map(({ name }) => ({ source: name, reason: NO_TABLE })),
      ...matched.tables
        .filter((found) => !hasColumns(found))
        .map(({ table }) => ({ source: table.name, reason: NO_COLUMN })),
    ],
    issues: [
      ...matched.missing.map((table) => missingTable(table, likelyNames(renames), facts)),
      ...matched.extra.map(({ schema: place, name }) => extraTable(place, name)),
      ...matched.tables.flatMap(tableIssues),
      ...matched.tables.flatMap(exhaustedKeys),
      ...matched.tables.flatMap((found) => diffTypes(found, typesByValues(found, habits))),
      ...unmigrated.flatMap(({ issues = [] }) => issues),
    ],
    triggers: liftedTriggers(facts),
  }
}

function missingTable(table: Table, { ofTable }: LikelyNames, facts: SchemaFacts): PlannedIssue {
  const sequence = sequenceForTable(ofTable(table.name), facts)
  const told = sequence === null ? { message: NO_TABLE } : insteadOfTable(table, sequence)
  return planned('target-table-missing', { table: table.name, rows: table.rowCount, ...told })
}

/** Each other type is told: whoever writes a schema can say which of them are meant. */
function typesByValues({ table }: MatchedTable, habits: MomentHabits): WantedTypes {
  return { typeOf: (column) => deriveType(table, column, false, habits).type }
}

/** What the settings call it, or what it is called. */
function likelyNames({ tables, columns }: Renames): LikelyNames {
  return {
    ofTable: (name) => [tables.get(name) ?? name],
    ofColumn: (table, name) => [columns.get(table)?.get(name) ?? name],
  }
}

/** A view or trigger of the same name: whether it does the same is said where the schemas are compared. */
function hasNamesake(
  { type, name, table }: LedgerEntry,
  { views, tables }: SchemaFacts,
  matched: MatchedSchema,
): boolean {
  const own = matched.tables.find((one) => one.table.name === table)?.facts.triggers ?? []
  const isNamesake = (one: { readonly name: string }) => sameName(one.name, name)
  if (type === 'trigger') return own.some(isNamesake)
  return type === 'view' && [...views, ...tables].some(isNamesake)
}

const NO_TABLE = 'The schema of the target has no such table: none of its rows can arrive'

/** Named as the reason why a table of the target takes no rows. */
export const NO_COLUMN = 'The table of the target has none of its columns: none of its rows can arrive'

function hasColumns({ columns }: MatchedTable): boolean {
  return columns.length > 0
}

/**
 * Each column that PostgreSQL numbers, and the column that SQLite numbers even where PostgreSQL does not; unless it is the
 * key of a parent, which the application writes.
 */
function sequencesOf({ table, facts, columns }: MatchedTable): readonly SequencePlan[] {
  return columns
    .filter((found) => isToBeNumbered(table, found))
    .map(({ column, facts: target }) => ({
      sourceTable: table.name,
      table: { schema: facts.schema, name: facts.name },
      column: target.name,
      highest: highestOf(table, column),
      numbered: isNumbered(table, column.name),
      ...(target.sequence === null ? {} : { sequence: target.sequence }),
      entry: {
        type: 'sequence',
        name: column.name,
        table: table.name,
        status: target.sequence === null ? 'dropped' : 'translated',
        sql: target.sequence === null ? 'INTEGER PRIMARY KEY' : (target.default ?? 'GENERATED AS IDENTITY'),
        reason: target.sequence === null ? 'the target does not number the column' : null,
      },
    }))
}

function isToBeNumbered(table: Table, { column, facts }: MatchedTable['columns'][number]): boolean {
  return facts.sequence !== null || isNumbered(table, column.name)
}

function highestOf(table: Table, column: Column): bigint | null {
  return column.name === table.rowidAlias ? highestKey(table, column) : column.profile.integerMax
}

/** The columns that PostgreSQL is to number and cannot, because the source has the largest key already. */
export function exhaustedKeys({ table, columns }: MatchedTable): readonly PlannedIssue[] {
  return columns
    .filter((found) => isToBeNumbered(table, found))
    .flatMap(({ column }) =>
      exhausted(highestOf(table, column), column, { table: table.name, column: column.name }),
    )
}

function tableIssues(matched: MatchedTable): readonly PlannedIssue[] {
  const { table, facts, columns, missing, extra } = matched
  return [
    ...missing.map((column) => missingColumn(table.name, table.rowCount, column)),
    ...extra.flatMap((column) => extraColumn(matched, column)),
    ...columns.flatMap(({ column, facts: target }) => {
      const place = { table: table.name, column: column.name }
      if (target.generated !== null && column.generated === null) {
        return [planned('target-column-generated', { ...place, message: 'The target computes the column' })]
      }
      const message = 'The target numbers the column always'
      return target.identity === 'always' ? [planned('target-identity-always', { ...place, message })] : []
    }),
    ...facts.triggers.map(({ name }) =>
      planned('target-trigger-present', {
        table: table.name,
        object: name,
        message: `The trigger ${name} of the target does not fire while the rows are loaded`,
      }),
    ),
  ]
}

function extraColumn({ table, facts }: MatchedTable, column: ColumnFacts): readonly PlannedIssue[] {
  if (column.generated !== null || column.identity !== null) return []
  const name = `${facts.name}.${column.name}`
  const place = { table: table.name, object: column.name }
  if (!column.notNull || hasDefault(column.default)) {
    const message = `The source has no column for ${name} of the target; it takes its default`
    return [planned('target-column-extra', { ...place, message })]
  }
  const message = `The target's column ${name} is NOT NULL without a default, and the source has no such column`
  return [planned('target-column-required', { ...place, rows: table.rowCount, message })]
}

function missingColumn(table: string, rowCount: number, column: Column): PlannedIssue {
  return planned('target-column-missing', {
    table,
    column: column.name,
    rows: rowCount - column.profile.nulls,
    message: 'The target has no such column: none of its values can arrive',
  })
}

function extraTable(schema: string, name: string): PlannedIssue {
  const place = schema === 'public' ? name : `${schema}.${name}`
  return planned('target-table-extra', {
    object: place,
    message: `The source has no table for ${place} of the target; its rows stay as the schema made them`,
  })
}
