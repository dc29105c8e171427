import { joinBalanced } from '../../sql/join-balanced.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Table } from '../catalog/catalog.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'

/** A number and its separator, as text. */
const NUMBER_BYTES = 12

/**
 * Rows whose texts and blobs come to more than this are not sent. A row is built as one SQLite value, which the
 * driver limits to 2^29 - 24 bytes (`SQLITE_LIMIT_LENGTH`); hex doubles a blob, and UTF-16 doubles the hex.
 */
const MOST_ROW_BYTES: Readonly<Record<TextEncoding, number>> = {
  'UTF-8': 250_000_000,
  'UTF-16le': 125_000_000,
  'UTF-16be': 125_000_000,
}

export function mostRowBytes(encoding: TextEncoding): number {
  return MOST_ROW_BYTES[encoding]
}

/** The mean size of a row in bytes, at least 1. */
export function meanRowBytes(table: Table): number {
  const bytes = table.columns.reduce((sum, { profile }) => sum + profile.totalBytes, 0)
  return Math.ceil(bytes / Math.max(1, table.rowCount)) + numberBytes(table)
}

/** No row is larger than this, in bytes: the longest value of every column at once. */
export function largestRowBytes(table: Table): number {
  return table.columns.reduce(
    (sum, { profile }) => sum + Math.max(profile.longestTextBytes, profile.longestBlobBytes),
    numberBytes(table),
  )
}

/**
 * A SQLite predicate for the rows that are too large to be sent; null when there can be none. It reads no value,
 * for that would be an error where one is larger than the driver allows.
 */
export function tooLargeRows(table: Table, encoding: TextEncoding): string | null {
  return rowsBeyond(table, mostRowBytes(encoding))
}

/**
 * Rows larger than this are sent one by one, and read in another way: to build such a row takes SQLite 15 times its size
 * (measured: 3 GB for a blob of 200 MB).
 */
const LONG_ROW_BYTES = 8 << 20

/** A SQLite predicate for these, which reads no value; null when there can be none. */
export function longRows(table: Table): string | null {
  return rowsBeyond(table, LONG_ROW_BYTES)
}

/** No other row is larger than this, in bytes. */
export function largestShortRowBytes(table: Table): number {
  return Math.min(largestRowBytes(table), LONG_ROW_BYTES)
}

function rowsBeyond(table: Table, bytes: number): string | null {
  if (largestRowBytes(table) <= bytes) return null
  const lengths = table.columns
    .filter(({ profile }) => profile.texts + profile.blobs > 0)
    .map(({ name }) => `ifnull(octet_length(${quoteIdentifier(name)}), 0)`)
  return lengths.length === 0 ? null : `${joinBalanced(lengths, '+')} > ${bytes}`
}

/** The column that alone makes rows too large to be sent; null where it takes several. */
export function tooLargeColumn(table: Table, encoding: TextEncoding): string | null {
  const limit = mostRowBytes(encoding)
  const large = table.columns.filter(
    ({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes) > limit,
  )
  const [only] = large
  return only !== undefined && large.length === 1 ? only.name : null
}

function numberBytes(table: Table): number {
  return table.columns.length * NUMBER_BYTES
}
