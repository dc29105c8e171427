import { quoteIdentifier } from '../../sql/quote.ts'
import type { Table } from '../catalog/catalog.ts'

/** A number and its separator, as text. */
const NUMBER_BYTES = 12

/**
 * Rows whose texts and blobs come to more than this are not sent. A row is built as one SQLite value, which is
 * limited to 1e9 bytes (https://www.sqlite.org/limits.html), and hex doubles a blob.
 */
const LARGEST_ROW_BYTES = 450_000_000

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

/** A SQLite predicate for the rows that are too large to be sent; null when there can be none. */
export function tooLargeRows(table: Table): string | null {
  if (largestRowBytes(table) <= LARGEST_ROW_BYTES) return null
  const lengths = table.columns
    .filter(({ profile }) => profile.texts + profile.blobs > 0)
    .map(({ name }) => `ifnull(octet_length(${quoteIdentifier(name)}), 0)`)
  return `${lengths.join(' + ')} > ${LARGEST_ROW_BYTES}`
}

function numberBytes(table: Table): number {
  return table.columns.length * NUMBER_BYTES
}
