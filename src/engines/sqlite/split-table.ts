import { quoteIdentifier } from '../../sql/quote.ts'
import type { SqliteDatabase } from './open-sqlite.ts'
import { ALL_ROWS, type OrderedTable, type Place, RowChunks, type RowRange } from './row-chunks.ts'
import { sqliteResultCode } from './sqlite-error.ts'

/** Rows of a range at least, or rowids that could be rows. */
const LARGE_RANGE = 10_000

/**
 * Splits a table into ranges of about the same size, which can be read side by side. One range where it is small, has no
 * order, or where the file is damaged: the reading will say so.
 *
 * @param most ranges at most
 */
export function splitTable(database: SqliteDatabase, table: OrderedTable, most: number): readonly RowRange[] {
  if (table.key.length === 0) return [ALL_ROWS]
  try {
    return table.isRowid ? splitByRowid(database, table, most) : splitByKey(database, table, most)
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return [ALL_ROWS]
  }
}

interface Bounds {
  readonly first: bigint | null
  readonly last: bigint | null
}

/** By the rowids alone: gaps make the ranges unequal. */
function splitByRowid(
  database: SqliteDatabase,
  { name, key: [rowid = ''] }: OrderedTable,
  most: number,
): readonly RowRange[] {
  const [table, column] = [`${quoteIdentifier(name)} not indexed`, quoteIdentifier(rowid)]
  const bounds = database.prepare<[], Bounds>(
    `select (select min(${column}) from ${table}) as first, (select max(${column}) from ${table}) as last`,
  )
  const { first = null, last = null } = bounds.get() ?? {}
  if (first === null || last === null || last - first < 2 * LARGE_RANGE) return [ALL_ROWS]
  const wanted = (last - first) / BigInt(most) + 1n
  const width = wanted < LARGE_RANGE ? BigInt(LARGE_RANGE) : wanted
  const ends: Place[] = []
  for (let end = first + width - 1n; end < last; end += width) ends.push([{ value: end, isText: false }])
  return between(ends)
}

/** By counting rows without reading them, which takes a twentieth of what it takes to measure them. */
function splitByKey(database: SqliteDatabase, table: OrderedTable, most: number): readonly RowRange[] {
  const counted = database.prepare<[], bigint>(`select count(*) from ${quoteIdentifier(table.name)}`)
  const rows = Number(counted.pluck().get())
  if (rows < 2 * LARGE_RANGE) return [ALL_ROWS]
  const size = Math.max(LARGE_RANGE, Math.floor(rows / most) + 1)
  const chunks = new RowChunks(database, table)
  const ends: Place[] = []
  for (let { last } = chunks.next(null, size); last !== null; { last } = chunks.next(last, size))
    ends.push(last)
  return between(ends)
}

function between(ends: readonly Place[]): readonly RowRange[] {
  return [null, ...ends].map((after, index) => ({ after, last: ends[index] ?? null }))
}
