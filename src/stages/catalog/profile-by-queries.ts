import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { RowRange } from '../../engines/sqlite/row-chunks.ts'
import { splitTable } from '../../engines/sqlite/split-table.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import type { Context, ProgressEvent } from '../../progress/context.ts'
import type { PooledThread } from '../../threads/thread-pool.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { describeUnreadableTable } from './describe-unreadable-table.ts'
import { EMPTY_PROFILE, mergeProfiles } from './merge-profiles.ts'
import { ordered, profileTable, type TableProfile } from './profile-table.ts'
import type { ProfileRequest } from './profile-thread.ts'
import { HANDLER, shareOut } from './share-out.ts'
import { TableMeter } from './table-meter.ts'
import type { TableStructure } from './table-structure.ts'

/** Gaps between rowids make ranges unequal. */
const RANGES_PER_THREAD = 4

/** A part of a table, measured; null where it has something to tell, which only the whole table can be asked for. */
interface Part {
  readonly table: TableStructure
  readonly range: RowRange
  profile: TableProfile | null
}

/**
 * Measures tables by asking SQLite, those of a large snapshot in `jobs` threads: by ranges of their rows, which are
 * measured side by side and added up. A table in which something cannot be read is measured in one go, so that what is
 * told of it does not depend on threads.
 *
 * @throws the reason of `context.signal` when it is aborted
 */
export async function profileByQueries(
  snapshot: Snapshot,
  database: SqliteDatabase,
  tables: readonly TableStructure[],
  context: Context,
  jobs: number,
): Promise<readonly TableProfile[]> {
  const parts = jobs > 1 && snapshot.isLarge ? tables.flatMap((table) => partsOf(database, table, jobs)) : []
  await measureInThreads(parts, snapshot, context, jobs)
  const profiles: TableProfile[] = []
  for (const table of tables) {
    const own = parts.filter((part) => part.table === table).map(({ profile }) => profile)
    const known = own.filter((profile) => profile !== null)
    const whole = own.length > 0 && known.length === own.length
    profiles.push(whole ? addUp(known) : await measureHere(database, table, snapshot, context))
  }
  return profiles
}

function partsOf(database: SqliteDatabase, table: TableStructure, jobs: number): readonly Part[] {
  const ranges = splitTable(database, ordered(table), jobs * RANGES_PER_THREAD)
  return ranges.map((range) => ({ table, range, profile: null }))
}

async function measureInThreads(
  parts: readonly Part[],
  { path, encoding, threads }: Snapshot,
  { emit, signal }: Context,
  jobs: number,
): Promise<void> {
  const source = { path, isUtf8: encoding === 'UTF-8' }
  await shareOut(parts, threads, jobs, signal, async (thread, part) => {
    part.profile = await measurePart(thread, part, source, emit)
  })
}

async function measurePart(
  thread: PooledThread,
  { table, range }: Part,
  source: { readonly path: string; readonly isUtf8: boolean },
  emit: Context['emit'],
): Promise<TableProfile | null> {
  const request: ProfileRequest = { kind: 'rows', ...source, table, range }
  try {
    const onProgress = (event: unknown) => emit(event as ProgressEvent)
    const profile = await thread.ask<ProfileRequest, TableProfile>(HANDLER, request, onProgress)
    return profile.issues.length === 0 ? profile : null
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}

function addUp(parts: readonly TableProfile[]): TableProfile {
  const [first, ...others] = parts
  if (first === undefined) throw new TypeError('a table has no part')
  return others.reduce(
    (sum, part) => ({
      profiles: sum.profiles.map((profile, index) =>
        mergeProfiles(profile, part.profiles[index] ?? EMPTY_PROFILE),
      ),
      rowCount: sum.rowCount + part.rowCount,
      unreadColumns: [],
      issues: [],
    }),
    first,
  )
}

async function measureHere(
  database: SqliteDatabase,
  table: TableStructure,
  { encoding }: Snapshot,
  context: Context,
): Promise<TableProfile> {
  try {
    const meter = new TableMeter(database, table, encoding === 'UTF-8')
    return await profileTable(database, table, meter, context)
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    return describeUnreadableTable(database, table, error)
  }
}
