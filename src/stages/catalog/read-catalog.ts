import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Catalog, Column, Table, View } from './catalog.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import { profileTable, type TableProfile } from './profile-table.ts'
import {
  readSchemaObjects,
  readTableKinds,
  type SchemaObject,
  type TableKind,
} from './read-schema-objects.ts'
import { readTable, type TableStructure } from './read-table.ts'
import { readVirtualTable } from './read-virtual-table.ts'

/**
 * Reads what the source declares and measures what its columns really hold.
 *
 * @throws the driver's error when the schema as a whole cannot be read; the snapshot stage has looked before
 * @throws the reason of `context.signal` when it is aborted
 */
export async function readCatalog(snapshot: Snapshot, context: Context): Promise<Catalog> {
  const database = snapshot.open()
  try {
    const objects = readSchemaObjects(database)
    const kinds = readTableKinds(database)
    const ofType = (type: SchemaObject['type']) => objects.filter((object) => object.type === type)
    const isVirtual = ({ name }: SchemaObject) => kinds.get(name)?.type === 'virtual'
    const ordinary = ofType('table').filter((table) => !isVirtual(table))
    const ordinaryNames = ordinary.map(({ name }) => name)
    const virtualTables = ofType('table')
      .filter(isVirtual)
      .map((table) => readVirtualTable(table, ordinaryNames))
    const shadows = new Set(virtualTables.flatMap(({ shadowTables }) => shadowTables))
    const migrated = ordinary.filter(({ name }) => !shadows.has(name))
    const isUtf8 = snapshot.encoding === 'UTF-8'
    const { tables, issues } = await readTables(database, migrated, kinds, isUtf8, context)
    return {
      tables,
      views: ofType('view').map((view) => readView(database, view)),
      triggers: ofType('trigger').map(({ name, tableName, sql }) => ({ name, table: tableName, sql })),
      virtualTables,
      issues: [...issues, ...readVersions(database)],
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
): Promise<Catalog> {
  const database = snapshot.open()
  const isUtf8 = snapshot.encoding === 'UTF-8'
  const issues = catalog.issues.filter(
    ({ code, table }) => code !== 'source-read-failed' || table === null || !names.has(table),
  )
  const tables: Table[] = []
  try {
    for (const table of catalog.tables) {
      if (!names.has(table.name)) tables.push(table)
      else {
        const { profiles, rowCount, issues: found } = await profile(database, table, isUtf8, context)
        tables.push({ ...table, columns: withProfiles(table.columns, profiles), rowCount })
        issues.push(...found)
      }
    }
    return { ...catalog, tables, issues }
  } finally {
    database.close()
  }
}

function withProfiles(
  columns: TableStructure['columns'],
  profiles: TableProfile['profiles'],
): readonly Column[] {
  return columns.map((column, index) => ({ ...column, profile: profiles[index] ?? EMPTY_PROFILE }))
}

/**
 * Only a name that is gone breaks a view. A function of the application is not here, and a text in double quotes is
 * refused only by this SQLite. https://www.sqlite.org/quirks.html#dblquote
 */
function readView(database: SqliteDatabase, { name, sql }: SchemaObject): View {
  try {
    database.prepare(`select 1 from ${quoteIdentifier(name)}`)
    return { name, sql }
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    const isGone = /no such (table|column): /.test(error.message) && !error.message.includes('single-quotes')
    return isGone ? { name, sql, broken: error.message } : { name, sql }
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
  database: SqliteDatabase,
  objects: readonly SchemaObject[],
  kinds: ReadonlyMap<string, TableKind>,
  isUtf8: boolean,
  context: Context,
): Promise<Pick<Catalog, 'tables' | 'issues'>> {
  const tables: Table[] = []
  const issues: Issue[] = []
  for (const object of objects) {
    const read = readStructure(database, object, kinds.get(object.name))
    issues.push(...read.issues)
    if (read.table === null) continue
    const { profiles, rowCount, issues: found } = await profile(database, read.table, isUtf8, context)
    tables.push({ ...read.table, columns: withProfiles(read.table.columns, profiles), rowCount })
    issues.push(...found)
  }
  return { tables, issues }
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

async function profile(
  database: SqliteDatabase,
  table: TableStructure,
  isUtf8: boolean,
  context: Context,
): Promise<TableProfile> {
  try {
    return await profileTable(database, table, isUtf8, context)
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    const message = `SQLite cannot read table ${table.name}: ${error.message}`
    return {
      profiles: [],
      rowCount: 0,
      issues: [issue('source-read-failed', { table: table.name, message })],
    }
  }
}
