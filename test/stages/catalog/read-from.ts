import { openSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { reviveSqliteError } from '../../../src/engines/sqlite/sqlite-error.ts'
import type { Context, ProgressEvent } from '../../../src/progress/context.ts'
import type { Catalog, Column, Table } from '../../../src/stages/catalog/catalog.ts'
import type { ColumnProfile } from '../../../src/stages/catalog/column-profile.ts'
import { profileByQueries } from '../../../src/stages/catalog/profile-by-queries.ts'
import type { TableProfile } from '../../../src/stages/catalog/profile-table.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import type { Snapshot, TextEncoding } from '../../../src/stages/snapshot/snapshot.ts'
import { ThreadPool } from '../../../src/threads/thread-pool.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

/** A context that nobody listens to. */
export const QUIET: Context = { emit: () => {}, signal: new AbortController().signal }

/** The file as a snapshot, without the work of the snapshot stage. */
export function snapshotOf(path: string, encoding: TextEncoding = 'UTF-8'): Snapshot {
  return {
    sourcePath: path,
    path,
    descriptor: openSync(path, 'r'),
    privateDirectory: dirname(path),
    sizeBytes: 0,
    isLarge: false,
    schemaSha256: '',
    sqliteVersion: '',
    encoding,
    examine: () => Promise.resolve({ sha256: '', issues: [] }),
    threads: new ThreadPool(2, reviveSqliteError),
    open: () => openSqlite(path),
    copy: () => Promise.reject(new Error('the tests of the catalog need no copy')),
  }
}

/** The catalog of a database made by a script. */
export async function catalogOf(sql: string, encoding: TextEncoding = 'UTF-8'): Promise<Catalog> {
  const path = await sqliteFromSql(`pragma encoding = '${encoding}'; ${sql}`)
  return readCatalog(snapshotOf(path, encoding), QUIET)
}

/** The only table of a database. */
export async function tableOf(sql: string, encoding: TextEncoding = 'UTF-8'): Promise<Table> {
  return only((await catalogOf(sql, encoding)).tables)
}

/**
 * The only table of a database, measured as a run measures it: by its pages, as far as these tell. Demands that SQLite, when
 * it is asked for everything, tells the same.
 */
export async function measuredTableOf(sql: string, encoding: TextEncoding = 'UTF-8'): Promise<Table> {
  const table = await tableOf(sql, encoding)
  const { profiles, rowCount } = await queriedTableOf(sql, encoding)
  expect(table.columns.map(({ profile }) => told(profile))).toEqual(profiles.map(told))
  expect(table.rowCount).toBe(rowCount)
  return table
}

/** The first column of such a table. */
export async function measuredColumnOf(sql: string, encoding: TextEncoding = 'UTF-8'): Promise<Column> {
  return first((await measuredTableOf(sql, encoding)).columns)
}

/** Whether texts are plain is told by the pages more often: the queries may not know. */
function told({ textsPlain: _, ...profile }: ColumnProfile): Omit<ColumnProfile, 'textsPlain'> {
  return profile
}

/** What SQLite tells of the only table of a database, and the rows that were reported at a time. */
export async function queriedTableOf(
  sql: string,
  encoding: TextEncoding = 'UTF-8',
): Promise<TableProfile & { readonly chunks: readonly number[] }> {
  const chunks: number[] = []
  const emit = (event: ProgressEvent) => {
    if (event.type === 'rows-done') chunks.push(event.rows)
  }
  const snapshot = snapshotOf(await sqliteFromSql(`pragma encoding = '${encoding}'; ${sql}`), encoding)
  const { tables } = await readCatalog(snapshot, QUIET)
  const database = snapshot.open()
  const profiles = await profileByQueries(snapshot, database, tables, { ...QUIET, emit }, 1)
  database.close()
  return { ...only(profiles), chunks }
}

/** The first column of the only table. */
export async function columnOf(sql: string, encoding: TextEncoding = 'UTF-8'): Promise<Column> {
  return first((await tableOf(sql, encoding)).columns)
}

export function only<T>(items: readonly T[]): T {
  if (items.length !== 1) throw new Error(`expected one item and found ${items.length}`)
  return first(items)
}

export function first<T>(items: readonly T[]): T {
  const [item] = items
  if (item === undefined) throw new Error('expected an item and found none')
  return item
}
