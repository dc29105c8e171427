import { planned } from '../../../issues/planned-issue.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Catalog, Index, Table } from '../../catalog/catalog.ts'
import { nameHints } from '../names/name-hints.ts'
import { createNameRegistry, type NameRegistry } from '../names/name-registry.ts'
import { type NamedTable, nameTables } from '../names/name-tables.ts'
import { countNotNullNames, type NotNullNames, reserveNotNullNames } from '../names/not-null-names.ts'
import { NO_RENAMES, type Renames } from '../names/renames.ts'
import type { PostDataStatement } from '../post-data.ts'
import { droppedPart, type SchemaPart } from '../schema-part.ts'
import type { TargetSchema, TargetTable } from '../target-schema.ts'
import { deriveType } from '../types/derive-type.ts'
import { type MomentHabits, momentHabits } from '../types/moment-habits.ts'
import { unmigratedObjects } from '../unmigrated-objects.ts'
import { alignForeignKeys } from './align-foreign-keys.ts'
import { deriveChecks } from './derive-checks.ts'
import { deriveExactKeys } from './derive-exact-keys.ts'
import { deriveForeignKeys, type ParentOf } from './derive-foreign-keys.ts'
import { deriveIndexes } from './derive-indexes.ts'
import { deriveKeys } from './derive-keys.ts'
import { deriveTable } from './derive-table.ts'
import type { DerivedTable } from './derived-table.ts'
import { isHistoryTable } from './history-tables.ts'
import { leftOutParts } from './left-out-parts.ts'

/** https://www.postgresql.org/docs/current/limits.html */
const MOST_COLUMNS = 1600

/**
 * The PostgreSQL schema that holds every value of the source, in the source's names. Pure. Each object of the
 * catalog is in the result once: in the ledger, in the entry of a statement that runs after the load, or in the
 * entry of a sequence. Only `collation` entries come on top: the stricter half of a key that ignores case.
 *
 * @param renames names that the owner asks for instead of those of the source
 */
export function deriveSchema(catalog: Catalog, renames: Renames = NO_RENAMES): TargetSchema {
  const named = nameTables(catalog, renames)
  const indexNames = nameIndexes(catalog.tables, named.relations)
  const habits = momentHabits(catalog.tables)
  const tables = alignForeignKeys(named.tables.map((table) => withTypes(table, habits)))
  const parentOf: ParentOf = (name) => {
    const parent = tables.find(({ table }) => sameName(table.name, name))
    return parent !== undefined && isPossible(parent) ? parent : whyNoParent(name, parent, catalog)
  }
  const names = {
    tables,
    relations: named.relations,
    indexes: indexNames,
    notNulls: countNotNullNames(tables),
  }
  const derived = tables.map((table) => deriveParts(table, parentOf, names))
  const leftOut = tables.flatMap((table, at) =>
    leftOutParts(table, parentOf, named.relations, derived[at]?.constraints ?? createNameRegistry(), habits),
  )
  const parts = [
    { issues: [...named.issues, ...nameHints(catalog)] },
    ...derived.flatMap((table) => table.parts),
    // after all that is created, which has the first choice of a name
    ...leftOut,
    ...unmigratedObjects(catalog),
  ]
  return {
    origin: 'derived',
    tables: derived.flatMap(({ target }) => target ?? []),
    postData: inOrder(parts.flatMap(({ postData = [] }) => postData)),
    sequences: parts.flatMap(({ sequences = [] }) => sequences),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
    failedTables: tables
      .filter((table) => !isPossible(table))
      .map((table) => ({ source: table.table.name, reason: tooManyColumns(table) })),
    issues: parts.flatMap(({ issues = [] }) => issues),
  }
}

/** Completes "The foreign key is not in the target: …". A foreign key can only refer to a table. */
function whyNoParent(
  name: string,
  parent: DerivedTable | undefined,
  { views, virtualTables }: Catalog,
): string {
  const isNamed = (other: { readonly name: string }) => sameName(other.name, name)
  if (parent !== undefined) return `${name} has more columns than PostgreSQL allows`
  if (views.some(isNamed)) return `${name} is a view`
  return virtualTables.some(isNamed) ? `${name} is a virtual table` : `there is no table ${name}`
}

function isPossible({ columns }: DerivedTable): boolean {
  return columns.length <= MOST_COLUMNS
}

function tooManyColumns({ columns }: DerivedTable): string {
  return `The table has ${columns.length} columns, and PostgreSQL allows ${MOST_COLUMNS}`
}

interface SchemaNames {
  /** All tables. */
  readonly tables: readonly DerivedTable[]
  readonly relations: NameRegistry
  readonly indexes: ReadonlyMap<Index, string>
  readonly notNulls: NotNullNames
}

/** A table with all that belongs to it. */
interface DerivedParts {
  /** Null where it cannot be created. */
  readonly target: TargetTable | null
  readonly parts: readonly SchemaPart[]
  /** The names of its constraints. */
  readonly constraints: NameRegistry
}

function deriveParts(
  table: DerivedTable,
  parentOf: ParentOf,
  { tables, relations, indexes, notNulls }: SchemaNames,
): DerivedParts {
  const { target, parts: columnParts } = deriveTable(table, relations)
  const constraints = createNameRegistry()
  reserveNotNullNames(target, notNulls, constraints)
  const parts = [
    ...columnParts,
    ...deriveKeys(table, relations, constraints),
    ...deriveIndexes(table, indexes),
    ...deriveExactKeys(table, tables, relations, constraints),
    ...deriveChecks(table, constraints),
    ...deriveForeignKeys(table, parentOf, constraints),
    historyPart(table),
  ]
  if (isPossible(table)) return { target, parts, constraints }
  const message = tooManyColumns(table)
  const issues = [planned('too-many-columns', { table: table.table.name, message })]
  const dropped = parts.map((part) => droppedPart(part, message))
  return { target: null, parts: [...dropped, { issues }], constraints }
}

function withTypes({ table, schema, name, columnNames }: NamedTable, habits: MomentHabits): DerivedTable {
  const keyed = keyedColumns(table)
  const columns = table.columns.map((column) => ({
    column,
    name: columnNames.get(column.name) ?? column.name,
    ...deriveType(table, column, keyed.has(column.name), habits),
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
  if (!isHistoryTable(table)) return {}
  const message = `${table.name} lists the migrations that an application has run on SQLite`
  return { issues: [planned('migration-history-table', { table: table.name, message })] }
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
