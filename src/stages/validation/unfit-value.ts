import { cutKey } from '../../engines/sqlite/row-key.ts'
import type { CanonicalValue } from './canonical-form.ts'

/** No text of PostgreSQL begins like this, unless somebody means to deceive. */
const UNFIT = '\x01unfit:'
const OF_BLOB = 'b'

/**
 * A SQLite expression for a value that its type in the target cannot hold: it is equal to nothing there, whatever a
 * conversion would make of it. A load rejects such rows; another tool may have made anything of them.
 *
 * @param bytes a SQLite expression for the bytes of the value, in UTF-8
 */
export function unfitText(value: string, bytes: string): string {
  return `'${UNFIT}' || iif(typeof(${value}) = 'blob', '${OF_BLOB}', 't') || hex(${bytes})`
}

export function isUnfit(value: CanonicalValue): boolean {
  return value?.startsWith(UNFIT) ?? false
}

/** The value itself, as readers know it. */
export function readUnfit(value: string): string {
  const digits = value.slice(UNFIT.length + 1)
  const isBlob = value.charAt(UNFIT.length) === OF_BLOB
  return cutKey(isBlob ? `x'${digits.toLowerCase()}'` : Buffer.from(digits, 'hex').toString('utf8'))
}
