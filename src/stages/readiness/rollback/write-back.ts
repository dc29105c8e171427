import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { quoteQualified } from '../../../sql/quote.ts'
import { ownMemory } from '../../../threads/own-memory.ts'
import { releaseMemory } from '../../../threads/release-memory.ts'
import type { RequestThread } from '../../../threads/request-thread.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { MigrationPlan, TablePlan } from '../../plan/migration-plan.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { SequencePlan } from '../../target/target-schema.ts'
import type { CopyRequest } from './copy-thread.ts'
import type { Counter, TreePair } from './copy-writer.ts'
import { findSameTables, type SameTables } from './same-tables.ts'
import { type Known, knownOf } from './spelling.ts'

export interface WriteBack {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly plan: MigrationPlan
  readonly sequences: readonly SequencePlan[]
}

/**
 * Writes the target into a new SQLite file: the tables as the source defines them, the rows as PostgreSQL holds them
 * now, then indexes, triggers and views, and the counters of AUTOINCREMENT.
 *
 * @param thread where SQLite works
 * @param path where nothing is yet
 * @returns the tables that are seen to be the same while SQLite makes the indexes
 * @throws ScriptError where SQLite refuses the definition of a table, the driver's error where it refuses a row
 */
export async function writeBack(
  { snapshot, catalog, plan, sequences }: WriteBack,
  connection: PostgresConnection,
  thread: RequestThread<CopyRequest>,
  path: string,
  signal: AbortSignal,
): Promise<SameTables> {
  const tables = plan.tables.map(({ source }) => source)
  // else a scan may begin in the middle, where another one is at work
  await connection.query('set synchronize_seqscans to off')
  await thread.ask({ kind: 'create', sourcePath: snapshot.path, path, tables })
  for (const table of plan.tables) {
    const known = knownOf(catalog, table)
    const isWritten =
      (await writeTable(table, known, true, connection, thread)) ||
      (await writeTable(table, known, false, connection, thread))
    if (!isWritten) throw new TypeError(`the rows of ${table.source} were not written`)
  }
  const trees = await thread.ask<readonly TreePair[]>({ kind: 'trees' })
  const counters = await readCounters(connection, sequences)
  const finishing = thread.ask({ kind: 'finish', counters })
  // who has lent the thread ends it
  finishing.catch(() => {})
  const same = await findSameTables(snapshot, path, trees, signal)
  await finishing
  return same
}

/** @returns false where SQLite has to be given the rows */
async function writeTable(
  table: TablePlan,
  known: ReadonlyMap<string, Known>,
  byPages: boolean,
  connection: PostgresConnection,
  thread: RequestThread<CopyRequest>,
): Promise<boolean> {
  const copySql = await thread.ask<string>({ kind: 'begin-table', table, known, byPages })
  await send(connection.copyOut(copySql), thread)
  return await thread.ask<boolean>({ kind: 'end-table', table: table.source })
}

const PIECE_BYTES = 256 << 10
/** Pieces that wait for the thread. */
const SEND_AHEAD = 2

/** What the thread does not take holds PostgreSQL up. */
async function send(pieces: AsyncIterable<Buffer>, thread: RequestThread<CopyRequest>): Promise<void> {
  const ahead: Promise<unknown>[] = []
  const dispatch = async (parts: readonly Buffer[]) => {
    const piece = ownMemory(Buffer.concat(parts))
    for (const part of parts) releaseMemory(part)
    const sent = thread.ask({ kind: 'rows', piece }, undefined, [piece.buffer])
    sent.catch(() => {})
    ahead.push(sent)
    if (ahead.length > SEND_AHEAD) await ahead.shift()
  }
  let [parts, bytes]: [Buffer[], number] = [[], 0]
  for await (const piece of pieces) {
    parts.push(piece)
    bytes += piece.length
    if (bytes < PIECE_BYTES) continue
    await dispatch(parts)
    ;[parts, bytes] = [[], 0]
  }
  if (parts.length > 0) await dispatch(parts)
  await Promise.all(ahead)
}

/** What PostgreSQL has given out of the sequences that stand for AUTOINCREMENT. */
async function readCounters(
  connection: PostgresConnection,
  sequences: readonly SequencePlan[],
): Promise<readonly Counter[]> {
  const counters: Counter[] = []
  for (const plan of sequences) {
    const name = await sequenceOf(connection, plan)
    if (name === null) continue
    const { rows } = await connection.query(`select last_value, is_called from ${name}`)
    if (rows[0]?.is_called === 't')
      counters.push({ table: plan.sourceTable, last: rows[0].last_value ?? '0' })
  }
  return counters
}

async function sequenceOf(
  connection: PostgresConnection,
  { table, column, sequence }: SequencePlan,
): Promise<string | null> {
  if (sequence !== undefined) return quoteQualified(sequence)
  const sql = 'select pg_get_serial_sequence($1, $2) as name'
  return (await connection.query(sql, [quoteQualified(table), column])).rows[0]?.name ?? null
}
