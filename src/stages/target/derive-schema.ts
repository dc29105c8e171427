import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import { alignForeignKeys } from './align-foreign-keys.ts'
import { deriveChecks } from './derive-checks.ts'
import { deriveForeignKeys } from './derive-foreign-keys.ts'
import { deriveIndexes } from './derive-indexes.ts'
import { deriveKeys } from './derive-keys.ts'
import { deriveTable } from './derive-table.ts'
import { deriveType } from './derive-type.ts'
import type { DerivedTable } from './derived-table.ts'
import { createNameRegistry, type NameRegistry } from './name-registry.ts'
import { type NamedTable, nameTables } from './name-tables.ts'
import { droppedPart, planned, type SchemaPart } from './schema-part.ts'
import type { PostDataStatement, TargetSchema, TargetTable } from './target-schema.ts'
import { isHistoryTable, unmigratedObjects } from './unmigrated-objects.ts'

/** https://www.postgresql.org/docs/current/limits.html */
const MOST_COLUMNS = 1600

/**
 * The PostgreSQL schema that holds every value of the source, in the source's names. Pure. Each object of the
 * catalog is in the result once: in the ledger, in the entry of a statement that runs after the load, or in the
 * entry of a sequence.
 */
export function deriveSchema(catalog: Catalog): TargetSchema {
  const named = nameTables(catalog)
  const tables = alignForeignKeys(named.tables.map(withTypes))
  const created = tables.filter(({ table }) => table.columns.length <= MOST_COLUMNS)
  const indexNames = nameIndexes(catalog.tables, named.relations)

  const targets: TargetTable[] = []
  const parts: SchemaPart[] = [{ issues: named.issues }]
  for (const table of tables) {
    const { target, parts: columnParts } = deriveTable(table, named.relations)
    const constraints = createNameRegistry()
    const tableParts = [
      ...columnParts,
      ...deriveKeys(table, named.relations, constraints),
      ...deriveIndexes(table, indexNames),
      ...deriveChecks(table, constraints),
      ...deriveForeignKeys(table, created, constraints),
      historyPart(table),
    ]
    if (created.includes(table)) {
      targets.push(target)
      parts.push(...tableParts)
    } else {
      parts.push(
        ...tableParts.map((part) => droppedPart(part, 'the table has too many columns')),
        tooMany(table),
      )
    }
  }
  parts.push(...unmigratedObjects(catalog))
  return {
    origin: 'derived',
    tables: targets,
    postData: inOrder(parts.flatMap(({ postData = [] }) => postData)),
    sequences: parts.flatMap(({ sequences = [] }) => sequences),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
    failedTables: tables
      .filter((table) => !created.includes(table))
      .map(({ table }) => ({
        source: table.name,
        reason: `${table.columns.length} columns are more than ${MOST_COLUMNS}`,
      })),
    issues: parts.flatMap(({ issues = [] }) => issues),
  }
}

function withTypes({ table, schema, name, columnNames }: NamedTable): DerivedTable {
  const keyed = keyedColumns(table)
  const columns = table.columns.map((column) => ({
    column,
    name: columnNames.get(column.name) ?? column.name,
    ...deriveType(table.name, column, keyed.has(column.name)),
  }))
  return { table, schema, name, columns }
}

/** The columns that stand in a key or an index. */
function keyedColumns({ primaryKey, uniques, indexes, foreignKeys }: Table): ReadonlySet<string> {
  const parts = [primaryKey, ...uniques, ...indexes].flatMap((key) => key?.parts ?? [])
  return new Set([
    ...parts.flatMap(({ column }) => column ?? []),
    ...foreignKeys.flatMap(({ columns }) => columns),
  ])
}

/** Before the names of constraints, so that an index of the source keeps its own. */
function nameIndexes(tables: readonly Table[], relations: NameRegistry): ReadonlyMap<Index, string> {
  const indexes = tables.flatMap((table) => table.indexes)
  return new Map(indexes.map((index) => [index, relations.take(index.name)]))
}

function historyPart({ table }: DerivedTable): SchemaPart {
  if (!isHistoryTable(table.name)) return {}
  const message = `${table.name} lists the migrations that an application has run on SQLite`
  return { issues: [planned('migration-history-table', { table: table.name, message })] }
}

function tooMany({ table }: DerivedTable): SchemaPart {
  const message = `The table has ${table.columns.length} columns`
  return { issues: [planned('too-many-columns', { table: table.name, message })] }
}

const ORDER: readonly PostDataStatement['kind'][] = [
  'primary-key',
  'unique',
  'unique-index',
  'index',
  'check',
  'foreign-key',
]

/** Foreign keys last: they need the unique rules of their parents. */
function inOrder(statements: readonly PostDataStatement[]): readonly PostDataStatement[] {
  return [...statements].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}
