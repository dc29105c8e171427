import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Catalog, Table, View, VirtualTable } from './catalog.ts'
import { leaveOutUnread } from './leave-out-columns.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import { withSpellings } from './moment-spellings.ts'
import type { TableProfile } from './profile-table.ts'
import { profileTables } from './profile-tables.ts'
import {
  readSchemaObjects,
  readTableKinds,
  type SchemaObject,
  type TableKind,
} from './read-schema-objects.ts'
import { readTable } from './read-table.ts'
import { measureVirtualTable, readVirtualTable, type VirtualStructure } from './read-virtual-table.ts'
import type { TableStructure } from './table-structure.ts'

/**
 * Reads what the source declares and measures what its columns really hold.
 *
 * @param jobs threads that measure a large database
 * @throws the driver's error when the schema as a whole cannot be read; the snapshot stage has looked before
 * @throws the reason of `context.signal` when it is aborted
 */
export async function readCatalog(snapshot: Snapshot, context: Context, jobs = 1): Promise<Catalog> {
  const database = snapshot.open()
  try {
    const objects = readSchemaObjects(database)
    const kinds = readTableKinds(database)
    const ofType = (type: SchemaObject['type']) => objects.filter((object) => object.type === type)
    const isVirtual = ({ name }: SchemaObject) => kinds.get(name)?.type === 'virtual'
    const ordinary = ofType('table').filter((table) => !isVirtual(table))
    const ordinaryNames = ordinary.map(({ name }) => name)
    const virtual = ofType('table')
      .filter(isVirtual)
      .map((table) => measureVirtual(database, readVirtualTable(table, ordinaryNames)))
    const virtualTables = virtual.map(({ table }) => table)
    const shadows = new Set(virtualTables.flatMap(({ shadowTables }) => shadowTables))
    const migrated = ordinary.filter(({ name }) => !shadows.has(name))
    const { tables, issues } = await readTables(snapshot, database, migrated, kinds, context, jobs)
    return {
      tables,
      views: ofType('view').map((view) => readView(database, view)),
      triggers: ofType('trigger').map(({ name, tableName, sql }) => ({ name, table: tableName, sql })),
      virtualTables,
      issues: [...issues, ...virtual.flatMap(({ issues }) => issues), ...readVersions(database)],
    }
  } finally {
    database.close()
  }
}

/**
 * Measures some tables again, because their rows have changed; what they declare is taken as it is.
 *
 * @throws the reason of `context.signal` when it is aborted
 */
export async function profileAgain(
  snapshot: Snapshot,
  catalog: Catalog,
  names: ReadonlySet<string>,
  context: Context,
  jobs = 1,
): Promise<Catalog> {
  const database = snapshot.open()
  // a column that was left out stays so, and is not measured again
  const issues = catalog.issues.filter(
    ({ code, table, column }) =>
      code !== 'source-read-failed' || table === null || column !== null || !names.has(table),
  )
  try {
    const changed = catalog.tables.filter(({ name }) => names.has(name))
    const profiled = await profileTables(snapshot, database, changed, context, jobs)
    const tables = catalog.tables.map((table) => {
      const again = profiled[changed.indexOf(table)]
      if (again === undefined) return table
      issues.push(...again.issues)
      return withProfile(database, table, again)
    })
    return { ...catalog, tables, issues }
  } finally {
    database.close()
  }
}

function withProfile(
  database: SqliteDatabase,
  table: TableStructure,
  { profiles, rowCount, unreadColumns }: Omit<TableProfile, 'issues'>,
): Table {
  const columns = table.columns.map((column, index) => ({
    ...column,
    profile: profiles[index] ?? EMPTY_PROFILE,
    momentSpelling: null,
  }))
  const spelled = withSpellings(database, { ...table, columns, rowCount })
  return leaveOutUnread(spelled, unreadColumns)
}

const NO_PROFILE: TableProfile = { profiles: [], rowCount: 0, unreadColumns: [], issues: [] }

/** What no SQLite would take, whatever functions it has. */
const BROKEN =
  /no such (table|column): |is circularly defined|expected \d+ columns? for |misuse of aggregate|ambiguous column name: /

/**
 * Tells of a view that no SQLite can read: a name is gone, or it names itself. A function of the application is not here,
 * and a text in double quotes is refused only by this SQLite. https://www.sqlite.org/quirks.html#dblquote
 */
function readView(database: SqliteDatabase, { name, sql }: SchemaObject): View {
  try {
    database.prepare(`select 1 from ${quoteIdentifier(name)}`)
    return { name, sql }
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    const isBroken = BROKEN.test(error.message) && !error.message.includes('single-quotes')
    return isBroken ? { name, sql, broken: error.message } : { name, sql }
  }
}

/** Where its shadow tables are damaged, nothing is known of its rows, and an issue says so. */
function measureVirtual(
  database: SqliteDatabase,
  structure: VirtualStructure,
): { readonly table: VirtualTable; readonly issues: readonly Issue[] } {
  try {
    return { table: measureVirtualTable(database, structure), issues: [] }
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    const message = `SQLite cannot count the rows of ${structure.name}: ${error.message}`
    return {
      table: { ...structure, ownRows: 0, readable: false },
      issues: [issue('source-read-failed', { table: structure.name, message })],
    }
  }
}

/** Numbers that an application keeps in the header of the file. https://www.sqlite.org/pragma.html#pragma_user_version */
function readVersions(database: SqliteDatabase): readonly Issue[] {
  const held = ['user_version', 'application_id'].filter(
    (name) => Number(database.pragma(name, { simple: true })) !== 0,
  )
  if (held.length === 0) return []
  const message = `PRAGMA ${held.join(' and ')} ${held.length === 1 ? 'is' : 'are'} set, and PostgreSQL has no place for it`
  return [issue('database-version-not-migrated', { message })]
}

async function readTables(
  snapshot: Snapshot,
  database: SqliteDatabase,
  objects: readonly SchemaObject[],
  kinds: ReadonlyMap<string, TableKind>,
  context: Context,
  jobs: number,
): Promise<Pick<Catalog, 'tables' | 'issues'>> {
  const read = objects.map((object) => readStructure(database, object, kinds.get(object.name)))
  const structures = read.flatMap(({ table }) => table ?? [])
  const profiled = await profileTables(snapshot, database, structures, context, jobs)
  const profileOf = (table: TableStructure) => profiled[structures.indexOf(table)] ?? NO_PROFILE
  return {
    tables: structures.map((table) => withProfile(database, table, profileOf(table))),
    issues: read.flatMap(({ table, issues }) => [
      ...issues,
      ...(table === null ? [] : profileOf(table).issues),
    ]),
  }
}

function readStructure(
  database: SqliteDatabase,
  object: SchemaObject,
  kind: TableKind | undefined,
): { readonly table: TableStructure | null; readonly issues: readonly Issue[] } {
  const unread = (reason: string) => ({
    table: null,
    issues: [
      issue('object-not-parsed', {
        table: object.name,
        priority: 'HIGH',
        message: `SQLite cannot use table ${object.name}: ${reason}`,
      }),
    ],
  })
  if (kind === undefined) return unread('it is in the schema, and yet not among the tables')
  try {
    return readTable(database, object, kind)
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    return unread(error.message)
  }
}
