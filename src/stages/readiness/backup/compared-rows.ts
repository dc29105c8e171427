import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { type RowSum, type SummedTable, sumPlaces, sumRows } from './row-sums.ts'
import { tablesOfSamePages } from './same-pages.ts'

/** The rows of one table in the target and in what was restored. */
export interface ComparedRows {
  readonly source: string
  /** In each; null where PostgreSQL could not read them. */
  readonly rows: number | null
  readonly restored: number | null
  /** In every cell. */
  readonly areSame: boolean
  readonly by: 'sums' | 'pages'
}

/** Compares the rows of two databases, and throws only what has nothing to do with a single table. */
export type CompareRows = (
  tables: readonly SummedTable[],
  target: PostgresDatabase,
  restored: PostgresDatabase,
) => Promise<readonly ComparedRows[]>

/** Each server sums up its own rows. */
export const compareBySums: CompareRows = async (tables, target, restored) =>
  pair('sums', await Promise.all([sumRows(tables, target), sumRows(tables, restored)]))

/**
 * For two servers whose files are here: rows in the same bytes, at the same places of both, are the same, which takes a
 * part of the time in which their cells are summed up. Which rows of a page there are, and which were deleted, only the
 * servers know. They say that first, for whoever looks at a row that another transaction left behind notes on its page
 * what became of it. A table with partitions has no pages of its own. What differs, or cannot be told so, is summed up.
 */
export const compareByPages: CompareRows = async (tables, target, restored) => {
  const whole = tables.filter(({ partitioned }) => !partitioned)
  const places = pair('pages', await Promise.all([sumPlaces(whole, target), sumPlaces(whole, restored)]))
  const placed = new Map(places.filter(({ areSame }) => areSame).map((table) => [table.source, table]))
  const asked = whole.filter(({ source }) => placed.has(source))
  const alike = await tablesOfSamePages(asked, target, restored)
  const told = [...placed.values()].filter(({ source }) => alike.has(source))
  const others = tables.filter(({ source }) => !alike.has(source))
  return [...told, ...(await compareBySums(others, target, restored))]
}

function pair(
  by: ComparedRows['by'],
  [wanted, found]: readonly [readonly RowSum[], readonly RowSum[]],
): readonly ComparedRows[] {
  const there = new Map(found.map((table) => [table.source, table]))
  return wanted.map(({ source, rows, sum }) => {
    const restored = there.get(source)
    const areSame = rows !== null && restored?.rows === rows && restored.sum === sum
    return { source, rows, restored: restored?.rows ?? null, areSame, by }
  })
}
