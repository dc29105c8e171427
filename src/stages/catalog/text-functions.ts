import { isUtf8 } from 'node:buffer'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'

/** What `text_flags` finds in the bytes of a text; the flags add up. */
export const TEXT_FLAGS = { nonAscii: 1n, nul: 2n, invalid: 4n } as const

/**
 * Gives a connection two functions about bytes, which SQL alone cannot judge. They cost about a microsecond a
 * call, so they are for the few values that nothing cheaper settles.
 *
 * - `text_flags(cast(x as blob))`: what is unusual in a text of the database encoding, as {@link TEXT_FLAGS}
 * - `blob_is_text(x)`: 1 where a blob is valid UTF-8 without NUL
 */
export function registerTextFunctions(database: SqliteDatabase, encoding: TextEncoding): void {
  const flagsOf = encoding === 'UTF-8' ? utf8Flags : (bytes: Buffer) => utf16Flags(bytes, encoding)
  const options = { deterministic: true, directOnly: true }
  database.function('text_flags', options, (bytes) => (Buffer.isBuffer(bytes) ? flagsOf(bytes) : 0n))
  database.function('blob_is_text', options, (bytes) =>
    Buffer.isBuffer(bytes) && isUtf8(bytes) && !bytes.includes(0) ? 1n : 0n,
  )
}

function utf8Flags(bytes: Buffer): bigint {
  const isAscii = bytes.every((byte) => byte < 0x80)
  return flags(!isAscii, bytes.includes(0), !isAscii && !isUtf8(bytes))
}

function utf16Flags(bytes: Buffer, encoding: 'UTF-16le' | 'UTF-16be'): bigint {
  const isWhole = bytes.length % 2 === 0
  const littleEndian = encoding === 'UTF-16le' || !isWhole ? bytes : Buffer.from(bytes).swap16()
  const text = littleEndian.toString('utf16le')
  return flags(/[^\0-\x7f]/.test(text), text.includes('\0'), !isWhole || !text.isWellFormed())
}

function flags(nonAscii: boolean, nul: boolean, invalid: boolean): bigint {
  return (
    (nonAscii ? TEXT_FLAGS.nonAscii : 0n) | (nul ? TEXT_FLAGS.nul : 0n) | (invalid ? TEXT_FLAGS.invalid : 0n)
  )
}
