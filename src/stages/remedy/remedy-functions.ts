import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { CastSource } from '../../issues/remedy.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'
import { type MomentLook, spellLike } from './moment-look.ts'
import { READERS } from './read-value.ts'
import type { SqliteValue } from './sqlite-value.ts'
import { stripCharacters } from './strip-characters.ts'

/**
 * Gives a connection the functions that the expressions of remedies call:
 *
 * - `read_as(from, value)`: a value as what a cast says that it is; NULL where it is none
 * - `spell_like(value, from, separator, days)`: what a cast has read, spelled as the other moments of the column are
 * - `strip_characters(blob, characters)`: the bytes of a text without the characters, or, where those are NULL, without what
 *   PostgreSQL cannot hold
 */
export function registerRemedyFunctions(database: SqliteDatabase, encoding: TextEncoding): void {
  const options = { deterministic: true, directOnly: true }
  database.function('read_as', options, (from, value) => READERS[from as CastSource](value as SqliteValue))
  database.function('spell_like', options, (value, from, separator, days) =>
    spellLike(value, from as CastSource, { separator, days } as MomentLook),
  )
  database.function('strip_characters', options, (bytes, characters) =>
    Buffer.isBuffer(bytes) ? stripCharacters(bytes, characters as string | null, encoding) : bytes,
  )
}
