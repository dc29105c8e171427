import type { SqliteValue } from './sqlite-value.ts'

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'true', 'y', 'yes', 'on', 'enabled'])
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'false', 'n', 'no', 'off', 'disabled'])

/**
 * A spelling of yes or no as 1 or 0: words in any case, 1.0, the -1 of Visual Basic, and the one byte of MySQL's
 * `bit(1)`. The words of PostgreSQL are among them: https://www.postgresql.org/docs/current/datatype-boolean.html
 */
export function readTruth(value: SqliteValue): bigint | null {
  if (Buffer.isBuffer(value)) return readTruth(value.length === 1 ? BigInt(value.readUInt8(0)) : null)
  if (value === null) return null
  const word = String(value).trim().toLowerCase()
  if (TRUE.has(word) || value === -1n) return 1n
  return FALSE.has(word) ? 0n : null
}
