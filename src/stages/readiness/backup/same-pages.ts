import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresConnection, PostgresDatabase } from '../../../engines/postgres/database.ts'
import { errorCode } from '../../../errors/error-code.ts'
import { quoteQualified } from '../../../sql/quote.ts'
import type { SummedTable } from './row-sums.ts'

/** The files of a table, below the folder of its server: its rows, their long values, and where to find these. */
type TableFiles = readonly string[]

/**
 * Tables whose files hold the same bytes on two servers of this machine, long values included, as they are once each server
 * has written what it holds in memory alone.
 * https://www.postgresql.org/docs/current/storage-file-layout.html
 *
 * @param tables without partitions: those that have some have no file of their own
 */
export async function tablesOfSamePages(
  tables: readonly SummedTable[],
  target: PostgresDatabase,
  restored: PostgresDatabase,
): Promise<ReadonlySet<string>> {
  const [ours, theirs] = await Promise.all([readFiles(tables, target), readFiles(tables, restored)])
  const pieces = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)] as const
  const same = new Set<string>()
  for (const { source } of tables) {
    if (await areSame(ours.get(source) ?? [], theirs.get(source) ?? [], pieces)) same.add(source)
  }
  return same
}

/** By the names of the tables in the source. */
async function readFiles(
  tables: readonly SummedTable[],
  database: PostgresDatabase,
): Promise<ReadonlyMap<string, TableFiles>> {
  const connection = await database.connect()
  try {
    await connection.query('checkpoint')
    const files = new Map<string, TableFiles>()
    for (const table of tables) files.set(table.source, await filesOf(connection, table))
    return files
  } finally {
    await connection.close()
  }
}

const FILES = `
select current_setting('data_directory') as folder,
       pg_relation_filepath(c.oid) as rows,
       pg_relation_filepath(i.indrelid) as long_values,
       pg_relation_filepath(i.indexrelid) as index_of_those
  from pg_catalog.pg_class c
  left join pg_catalog.pg_index i on i.indrelid = c.reltoastrelid
 where c.oid = to_regclass($1)`

/** Nothing where the table is not there. */
async function filesOf(connection: PostgresConnection, { target }: SummedTable): Promise<TableFiles> {
  const [found] = (await connection.query(FILES, [quoteQualified(target)])).rows
  const paths = [found?.rows, found?.long_values, found?.index_of_those].filter((path) => path != null)
  return paths.map((path) => join(found?.folder ?? '', path))
}

/** Where pieces of both sides are read into. */
type Pieces = readonly [Buffer, Buffer]

async function areSame(ours: TableFiles, theirs: TableFiles, pieces: Pieces): Promise<boolean> {
  if (ours.length === 0 || ours.length !== theirs.length) return false
  for (const [place, path] of ours.entries()) {
    if (!(await haveSameSegments(path, theirs[place] ?? '', pieces))) return false
  }
  return true
}

/** A relation of more than a gigabyte goes on in files with a number behind their name. */
async function haveSameSegments(ours: string, theirs: string, pieces: Pieces): Promise<boolean> {
  for (let segment = 0; ; segment += 1) {
    const suffix = segment === 0 ? '' : `.${segment}`
    const [one, other] = [await openFile(ours + suffix), await openFile(theirs + suffix)]
    try {
      if (one === null && other === null) return segment > 0
      if (one === null || other === null || !(await haveSameBytes(one, other, pieces))) return false
    } finally {
      await Promise.all([one?.close(), other?.close()])
    }
  }
}

/** null where it cannot be read. */
async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === null) throw error
    return null
  }
}

const PIECE_BYTES = 1 << 20

async function haveSameBytes(one: FileHandle, other: FileHandle, [ours, theirs]: Pieces): Promise<boolean> {
  for (;;) {
    const [{ bytesRead }, { bytesRead: there }] = await Promise.all([one.read(ours), other.read(theirs)])
    if (bytesRead !== there || ours.compare(theirs, 0, there, 0, bytesRead) !== 0) return false
    if (bytesRead === 0) return true
  }
}
