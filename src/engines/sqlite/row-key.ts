import type { RowKey } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

const LONGEST_KEY_TEXT = 80

/** SQLite expressions of the columns that name a row. */
export function keyExpressions(table: {
  readonly keyColumns: readonly string[]
  readonly rowidName: string | null
}): readonly string[] {
  if (table.keyColumns.length > 0) return table.keyColumns.map(quoteIdentifier)
  return table.rowidName === null ? [] : [quoteIdentifier(table.rowidName)]
}

/** Names a row by the values of {@link keyExpressions}, as the driver gives them with safe integers. */
export function rowKey(
  table: { readonly keyColumns: readonly string[]; readonly rowidName: string | null },
  values: readonly unknown[],
): RowKey {
  const names = table.keyColumns.length > 0 ? table.keyColumns : table.rowidName === null ? [] : ['rowid']
  return Object.fromEntries(names.map((name, index) => [name, keyValue(values[index])]))
}

/** A long key is cut: it names a row, it does not quote the data. */
export function cutKey(text: string): string {
  return text.length > LONGEST_KEY_TEXT ? `${text.slice(0, LONGEST_KEY_TEXT)}…` : text
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
