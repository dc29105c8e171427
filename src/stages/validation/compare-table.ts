import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { type LineBatch, type LineQuery, storedOrder } from '../../engines/sqlite/read-lines.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { LineCursor } from './line-cursor.ts'
import { mergeRows } from './merge-rows.ts'
import { comparePages, fieldTests, type SourcePages } from './pages/compare-pages.ts'
import { pairRows } from './pair-rows.ts'
import type { RowComparison } from './row-tally.ts'
import { sortedOrder, sourceQuery } from './source-query.ts'
import { isSpelledByPostgres, SpellingJudge } from './spelling-judge.ts'
import { targetLines } from './target-line.ts'

/** PostgreSQL counts what is selected and what it is sorted by. https://www.postgresql.org/docs/current/limits.html */
const MOST_TARGET_ENTRIES = 1664

export interface CompareOptions {
  /** A SQLite predicate for the rows that are not expected in the target; null when all are. */
  readonly rejectedRows: string | null
  /** A PostgreSQL predicate for the rows of the target that are compared; null when all are. */
  readonly targetRows: string | null
  /** The rows of the source as they lie in its file; null where they cannot be read there. */
  readonly pages: () => SourcePages | null
  /** Reads the lines of the source. */
  readonly read: (query: LineQuery) => AsyncGenerator<LineBatch>
  /** Told how many rows have been read so far; less than before where they are read again. */
  readonly onRows: (rows: number) => void
}

/**
 * Compares every cell of one table, as lines.
 *
 * Lines that are equal as bytes are equal as values, because the text of a line tells its values apart. A line
 * that differs is read by its conversions, and only then is it judged.
 *
 * A load leaves the rows in the order of the source, so a large table is first read as it lies on both sides, by its bytes
 * where these tell all: when each row equals its partner, nothing had to be spelled, or sorted. When one does not, both sides
 * are read again, at last in the order of a key.
 */
export async function compareTable(
  database: Pick<PostgresDatabase, 'connect'>,
  connection: PostgresConnection,
  table: TablePlan,
  options: CompareOptions,
): Promise<RowComparison> {
  if (isWorthStoredOrder(table)) {
    const rows =
      (await compareAsBytes(database, table, options)) ?? (await compareAsStored(database, table, options))
    if (rows !== null) return allEqual(rows, table)
  }
  const judge = new SpellingJudge(database)
  return await compareSorted(connection, table, options, judge).finally(() => judge.close())
}

/** For less, sorting costs less than to give up the reading as stored, which ends a session. */
const WORTH_STORED_ORDER_BYTES = 1 << 20

function isWorthStoredOrder({ rowCount, meanRowBytes }: TablePlan): boolean {
  return rowCount * meanRowBytes >= WORTH_STORED_ORDER_BYTES
}

/**
 * One scan, from the first page to the last. It is not what makes the comparison right: another order would only be noticed.
 * https://www.postgresql.org/docs/current/runtime-config-compatible.html#GUC-SYNCHRONIZE-SEQSCANS
 */
const ONE_SCAN = 'set synchronize_seqscans to off; set max_parallel_workers_per_gather to 0'

/** How many rows there are; null when they do not lie in one order, or differ, or cannot be told by their bytes. */
async function compareAsBytes(
  database: Pick<PostgresDatabase, 'connect'>,
  table: TablePlan,
  { pages: open, rejectedRows, targetRows, onRows }: CompareOptions,
): Promise<number | null> {
  const pages = rejectedRows === null && targetRows === null ? open() : null
  const tests = pages === null ? null : fieldTests(table, pages.layout)
  if (pages === null || tests === null) return null
  return await inOneScan(database, (session) => comparePages(session, table, pages, tests, onRows))
}

/** How many rows there are; null when they do not lie in one order, or differ. */
async function compareAsStored(
  database: Pick<PostgresDatabase, 'connect'>,
  table: TablePlan,
  options: CompareOptions,
): Promise<number | null> {
  const order = storedOrder(table) ?? { expressions: [] }
  return await inOneScan(database, (session) =>
    withCursors(session, table, order, [], options, (source, target) => pairRows(source, target, table)),
  )
}

/** In a session of its own, which a comparison that gives up ends. */
async function inOneScan<Result>(
  database: Pick<PostgresDatabase, 'connect'>,
  compare: (session: PostgresConnection) => Promise<Result>,
): Promise<Result> {
  const session = await database.connect()
  try {
    await session.query(ONE_SCAN)
    return await compare(session)
  } finally {
    await session.close()
  }
}

async function compareSorted(
  connection: PostgresConnection,
  table: TablePlan,
  options: CompareOptions,
  judge: SpellingJudge,
): Promise<RowComparison> {
  const order = orderColumns(table)
  return await withCursors(connection, table, sortedOrder(table, order), order, options, (source, target) =>
    mergeRows(source, target, table, order, judge),
  )
}

/** Opens both sides of a table, and lets go of them. */
async function withCursors<Result>(
  connection: PostgresConnection,
  table: TablePlan,
  sourceOrdered: LineQuery['order'],
  order: readonly ColumnPlan[],
  options: CompareOptions,
  compare: (source: LineCursor, target: LineCursor) => Promise<Result>,
): Promise<Result> {
  const source = new LineCursor(
    sourcePieces(sourceQuery(table, sourceOrdered, order, options.rejectedRows), options),
  )
  const target = new LineCursor(connection.copyOut(targetLines(table, order, options.targetRows)))
  try {
    return await compare(source, target)
  } finally {
    await source.close()
    await target.close()
  }
}

function allEqual(rows: number, table: TablePlan): RowComparison {
  return {
    rowsTarget: rows,
    rowsCompared: rows,
    rowsMissing: 0,
    cellsCompared: rows * table.columns.length,
    mismatchCount: 0,
    mismatches: [],
    changed: new Map(),
  }
}

/** The columns that put both sides into the same order; without any, all rows are ties. */
function orderColumns(table: TablePlan): readonly ColumnPlan[] {
  const { order } = table
  switch (order.kind) {
    case 'rowid':
      return table.columns.filter(({ source }) => source === order.column)
    case 'key':
      return order.columns.flatMap((name) => table.columns.filter(({ source }) => source === name))
    case 'all': {
      const sortable = table.columns.filter(
        // PostgreSQL spells both in its own way, by which SQLite cannot sort
        (column) => !isSpelledByPostgres(column) && column.type.kind !== 'jsonb',
      )
      return sortable.slice(0, Math.max(1, MOST_TARGET_ENTRIES - table.columns.length))
    }
    default:
      return order satisfies never
  }
}

async function* sourcePieces(query: LineQuery, options: CompareOptions): AsyncGenerator<Buffer> {
  for await (const batch of options.read(query)) {
    options.onRows(batch.firstRow + batch.rows)
    yield batch.lines
  }
}
