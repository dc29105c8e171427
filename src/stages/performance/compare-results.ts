import type { CutRows, TypedRows } from '../../engines/postgres/database.ts'
import { amount } from '../../progress/amount.ts'
import {
  type Comparable,
  comparableOfPostgres,
  comparableOfSqlite,
  isSame,
  type Meaning,
  meaningOf,
  type SqliteValue,
} from './comparable-value.ts'
import { inOneOrder, type Row } from './order-rows.ts'
import type { SqliteRows } from './query-process.ts'
import type { Tolerance } from './tolerance.ts'

/** How two results of a query differ, without a value of them; null where they are equal. */
export type Difference = string | null

/**
 * Compares the rows of both engines. Types are brought together: 0 and 1 are the booleans, an ISO text is the moment
 * that it spells. Without an ORDER BY the rows may come in any order.
 *
 * @param tolerance of doubles
 */
export function compareResults(
  { rows: sqlite, width }: SqliteRows,
  postgres: Omit<CutRows, 'names'>,
  ordered: boolean,
  tolerance: Tolerance,
): Difference {
  if (width !== postgres.types.length) {
    return `${amount(width, 'column')} in SQLite, ${postgres.types.length} in PostgreSQL`
  }
  if (sqlite.length !== postgres.rowCount) {
    return `${amount(sqlite.length, 'row')} in SQLite, ${postgres.rowCount} in PostgreSQL`
  }
  const meanings = postgres.types.map(meaningOf)
  // one row after the other: equal results, which are the rule, are held in memory once
  if (sqlite.every((row, at) => isSameRow(row, postgres.rows[at] ?? [], meanings, tolerance))) return null
  const expected = sqlite.map((row) => sqliteRow(row, meanings, tolerance))
  const actual = postgres.rows.map((row) => toRow(row, meanings, comparableOfPostgres))
  const sorted = differing(...inOneOrder(expected, actual, tolerance), tolerance)
  if (sorted.rows > 0) {
    const columns = [...sorted.columns].map((at) => at + 1).toSorted((a, b) => a - b)
    return `${amount(sorted.rows, 'row')} of ${sqlite.length} differ, in column ${columns.join(', ')}`
  }
  return ordered ? 'the same rows come in another order' : null
}

function sqliteRow(
  row: readonly SqliteValue[],
  meanings: readonly Meaning[],
  { asMigrated }: Tolerance,
): Row {
  return toRow(row, meanings, (value, meaning) => comparableOfSqlite(value, meaning, asMigrated))
}

function toRow<T>(
  row: readonly T[],
  meanings: readonly Meaning[],
  toComparable: (value: T, meaning: Meaning) => Comparable,
): Row {
  return row.map((value, at) => toComparable(value, meanings[at] ?? 'text'))
}

function isSameRow(
  sqlite: readonly SqliteValue[],
  postgres: TypedRows['rows'][number],
  meanings: readonly Meaning[],
  tolerance: Tolerance,
): boolean {
  const [expected, actual] = [
    sqliteRow(sqlite, meanings, tolerance),
    toRow(postgres, meanings, comparableOfPostgres),
  ]
  return expected.every((value, at) => {
    const other = actual[at]
    return other !== undefined && isSame(value, other, tolerance)
  })
}

function differing(
  expected: readonly Row[],
  actual: readonly Row[],
  tolerance: Tolerance,
): { readonly rows: number; readonly columns: ReadonlySet<number> } {
  const columns = new Set<number>()
  let rows = 0
  for (const [at, row] of expected.entries()) {
    const unlike = row.flatMap((value, column) => {
      const other = actual[at]?.[column]
      return other !== undefined && isSame(value, other, tolerance) ? [] : [column]
    })
    if (unlike.length > 0) rows++
    for (const column of unlike) columns.add(column)
  }
  return { rows, columns }
}
