import { issue } from '../../../issues/issue.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { isNull } from '../../../sql/fits.ts'
import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { KeyConstraint } from '../../catalog/catalog.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import { constraintNameIssues } from '../names/name-tables.ts'
import { objectName, otherName } from '../names/object-name.ts'
import { onConflict, type SchemaPart } from '../schema-part.ts'
import { counted } from '../types/finding.ts'
import { collationObject } from './derive-collation.ts'
import { type DerivedColumn, type DerivedTable, findColumn, primaryKeyHasNull } from './derived-table.ts'
import { isHistoryTable } from './history-tables.ts'

/**
 * PRIMARY KEY and UNIQUE of the table definition.
 *
 * @param relations the names of tables and indexes: each of these constraints has an index of its name
 * @param constraints the names of constraints of the table
 */
export function deriveKeys(
  table: DerivedTable,
  relations: NameRegistry,
  constraints: NameRegistry,
): readonly SchemaPart[] {
  const { primaryKey, uniques } = table.table
  const named = { relations, constraints }
  return [
    ...(primaryKey === null ? [noPrimaryKey(table)] : derivePrimaryKey(table, primaryKey, named)),
    ...uniques.flatMap((unique) => deriveKey(table, unique, named, 'unique')),
  ]
}

interface Names {
  readonly relations: NameRegistry
  readonly constraints: NameRegistry
}

function noPrimaryKey(table: DerivedTable): SchemaPart {
  const { name, columns } = table.table
  const largest = Math.max(
    0,
    ...columns.map(({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes)),
  )
  const megabytes = Math.floor(largest / 2 ** 20)
  const message = `Without a key, values of up to ${megabytes} MB are all sorted to compare the table`
  return {
    issues: [
      planned('no-primary-key', { table: name, message: 'The table has no primary key' }),
      ...(megabytes === 0 ? [] : [planned('large-values-without-key', { table: name, message })]),
    ],
  }
}

function derivePrimaryKey(table: DerivedTable, key: KeyConstraint, names: Names): readonly SchemaPart[] {
  const issues = keyColumns(table, key).flatMap((column) => nullInKey(table, column))
  return [...deriveKey(table, key, names, 'primary-key'), { issues }]
}

function deriveKey(
  table: DerivedTable,
  key: KeyConstraint,
  names: Names,
  type: 'primary-key' | 'unique',
): readonly SchemaPart[] {
  const columns = keyColumns(table, key)
  const isPrimary = type === 'primary-key' && !primaryKeyHasNull(table)
  const usual = (own: readonly string[]) => (type === 'primary-key' ? 'pkey' : `${own.join('_')}_key`)
  const wanted = key.name ?? `${table.name}_${usual(columns.map((column) => column.name))}`
  const name = takeName(wanted, names)
  const ofSource = `${table.table.name}_${usual(columns.map(({ column }) => column.name))}`
  const object = objectName(wanted, key.name ?? ofSource, name)
  const list = columns.map(({ name: column }) => formatIdentifier(column)).join(', ')
  const changes = [
    ...(type === 'primary-key' && !isPrimary ? ['it is UNIQUE, because the key holds NULL'] : []),
    ...(key.onConflict === null ? [] : ['ON CONFLICT is gone']),
    ...(key.name === null || key.name === name ? [] : [`its name is ${name} here`]),
  ]
  return [
    {
      postData: [
        {
          kind: isPrimary ? 'primary-key' : 'unique',
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          name,
          sql: `ALTER TABLE ONLY ${formatQualified(table)}\n    ADD CONSTRAINT ${formatIdentifier(name)} ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} (${list})`,
          columns: columns.map(({ name: column }) => quoteIdentifier(column)),
          entry: {
            type,
            name: object,
            table: table.table.name,
            status: changes.length === 0 ? 'kept' : 'changed',
            sql: keySql(key, type),
            reason: [...changes, ...otherName(object, name)].join('; ') || null,
          },
        },
      ],
      issues: [
        ...onConflict(key.onConflict, table.table.name, object, onlyColumn(columns)),
        ...lostOrder(table, key, object),
        ...constraintNameIssues(key.name, name, table.table.name),
      ],
    },
    collationObject(table, key.parts, { name, object }, names.relations),
  ]
}

/** A name that is free among the relations and among the constraints of the table. */
function takeName(wanted: string, { relations, constraints }: Names): string {
  let name = relations.take(wanted)
  while (constraints.has(name)) name = relations.take(wanted)
  return constraints.take(name)
}

function onlyColumn(columns: readonly DerivedColumn[]): string | undefined {
  return columns.length === 1 ? columns[0]?.column.name : undefined
}

/** The index behind a constraint is ascending. https://www.postgresql.org/docs/current/sql-altertable.html */
function lostOrder(table: DerivedTable, { parts }: KeyConstraint, object: string): PlannedIssue[] {
  if (parts.every(({ descending }) => !descending)) return []
  const message = `${object} has DESC, which a constraint of PostgreSQL cannot have`
  return [planned('key-order-lost', { table: table.table.name, object, message })]
}

/** In PostgreSQL a column stands in a key once. */
function keyColumns(table: DerivedTable, key: KeyConstraint): readonly DerivedColumn[] {
  return [...new Set(key.parts.flatMap(({ column }) => findColumn(table, column ?? '') ?? []))]
}

function keySql({ name, parts, onConflict: action }: KeyConstraint, type: 'primary-key' | 'unique'): string {
  const columns = parts.map(
    ({ column, descending }) => `${quoteIdentifier(column ?? '')}${descending ? ' DESC' : ''}`,
  )
  return [
    ...(name === null ? [] : [`CONSTRAINT ${quoteIdentifier(name)}`]),
    `${type === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE'} (${columns.join(', ')})`,
    ...(action === null ? [] : [`ON CONFLICT ${action}`]),
  ].join(' ')
}

/** PostgreSQL gets a history of its own; Drizzle's has a key that SQLite never fills. */
const HARMLESS = {
  priority: 'LOW',
  remedy: 'None needed: exclude the table; the migrations of the application make it anew.',
} as const

function nullInKey(table: DerivedTable, { column }: DerivedColumn): PlannedIssue[] {
  const { nulls } = column.profile
  if (nulls === 0) return []
  const message = `${counted(nulls, 'row has', 'rows have')} NULL in the primary key; the target has UNIQUE instead`
  return [
    {
      issue: issue('null-in-primary-key', {
        table: table.table.name,
        column: column.name,
        rows: nulls,
        message,
        ...(isHistoryTable(table.table) ? HARMLESS : {}),
      }),
      rowsWhere: isNull(quoteIdentifier(column.name)),
    },
  ]
}
