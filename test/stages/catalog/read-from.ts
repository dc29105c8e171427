import { dirname } from 'node:path'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { reviveSqliteError } from '../../../src/engines/sqlite/sqlite-error.ts'
import type { Context } from '../../../src/progress/context.ts'
import type { Catalog, Column, Table } from '../../../src/stages/catalog/catalog.ts'
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
