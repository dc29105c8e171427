import type { RowKey } from '../../issues/issue.ts'
import { beginningOf } from '../../progress/part-of.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

const LONGEST_KEY_TEXT = 80

/** What names the rows of a table: the columns of its primary key, and the rowid where there is one. */
export interface RowNaming {
  readonly keyColumns: readonly string[]
  readonly rowidName: string | null
}

/** SQLite expressions of all that names a row. */
export function keyExpressions({ keyColumns, rowidName }: RowNaming): readonly string[] {
  return [...keyColumns, ...(rowidName === null ? [] : [rowidName])].map(quoteIdentifier)
}

/**
 * Names a row by the values of {@link keyExpressions}, as the driver gives them with safe integers: by its primary
 * key, or by its rowid where it has no key or a NULL in it, which SQLite allows.
 */
export function rowKey({ keyColumns, rowidName }: RowNaming, values: readonly unknown[]): RowKey {
  const key = values.slice(0, keyColumns.length)
  if (rowidName !== null && (key.length === 0 || key.includes(null))) {
    return { rowid: keyValue(values[keyColumns.length]) }
  }
  return Object.fromEntries(keyColumns.map((name, index) => [name, keyValue(key[index])]))
}

/** A long key is cut: it names a row, it does not quote the data. */
export function cutKey(text: string): string {
  return text.length > LONGEST_KEY_TEXT ? `${beginningOf(text, LONGEST_KEY_TEXT)}…` : text
}

function keyValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Buffer.isBuffer(value)) return cutKey(`x'${value.toString('hex')}'`)
  return cutKey(String(value))
}
