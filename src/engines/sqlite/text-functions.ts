import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { spellsDouble } from '../../sql/double-text.ts'
import { isIntervalText } from '../../sql/interval-text.ts'
import { isJson } from '../../sql/is-json.ts'
import { keepsAsJsonb } from './keeps-as-jsonb.ts'

/**
 * Gives a connection the functions about bytes and numbers that SQL lacks. A call costs about a microsecond, so they are
 * for the values that nothing cheaper settles.
 *
 * - `is_utf8(blob)`: whether a blob is valid UTF-8
 * - `is_interval(text, decimals)`: whether it spells an interval without doubt, with no more decimals of a second
 * - `is_valid_text(cast(text as blob))`: whether the bytes of a text are valid in the encoding of the database
 * - `spells_double(text)`: whether a decimal has all of the digits of its double, and no other
 * - `is_float4(real)`: whether a double is one of PostgreSQL's `real`s
 * - `shortest_decimal(real)`: the shortest decimal that reads back as the same double, with a point or an exponent in it
 * - `is_json(text)`: whether it is JSON, however deep
 * - `keeps_as_jsonb(text)`: whether it is JSON of which jsonb would hold the same members
 * - `fold_case(text)`: a text in lower case, beyond the letters of ASCII too
 * - `utf8(text)`: a text as the blob of its UTF-8 bytes, whatever the encoding of the database
 * - `text_of_utf8(blob)`: the other way round
 * - `sha256(blob)`: its digest, as PostgreSQL's function of this name has it, in hexadecimal
 */
export function registerTextFunctions(database: Database.Database): void {
  const encoding = database.pragma('encoding', { simple: true })
  const isValid = encoding === 'UTF-8' ? isUtf8 : encoding === 'UTF-16le' ? isUtf16le : isUtf16be
  const options = { deterministic: true, directOnly: true }
  database.function('is_utf8', options, (blob) => toBit(Buffer.isBuffer(blob) && isUtf8(blob)))
  database.function('is_valid_text', options, (blob) => toBit(Buffer.isBuffer(blob) && isValid(blob)))
  database.function('is_float4', options, (real) =>
    toBit(typeof real === 'number' && Object.is(Math.fround(real), real)),
  )
  database.function('shortest_decimal', options, (real) =>
    typeof real === 'number' ? shortestDecimal(real) : real,
  )
  database.function('is_json', options, (text) => toBit(typeof text === 'string' && isJson(text)))
  database.function('keeps_as_jsonb', options, (text) =>
    toBit(typeof text === 'string' && keepsAsJsonb(text)),
  )
  database.function('is_interval', options, (text, decimals) =>
    toBit(typeof text === 'string' && isIntervalText(text, Number(decimals))),
  )
  database.function('spells_double', options, (text) => toBit(typeof text === 'string' && spellsDouble(text)))
  database.function('fold_case', options, (text) => (typeof text === 'string' ? text.toLowerCase() : text))
  database.function('utf8', options, (text) => (typeof text === 'string' ? Buffer.from(text, 'utf8') : text))
  database.function('text_of_utf8', options, (blob) => (Buffer.isBuffer(blob) ? blob.toString('utf8') : blob))
  database.function('sha256', options, (blob) => (Buffer.isBuffer(blob) ? hash('sha256', blob) : blob))
}

/** https://tc39.es/ecma262/#sec-numeric-types-number-tostring */
function shortestDecimal(real: number): string {
  const text = String(real)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function toBit(value: boolean): bigint {
  return value ? 1n : 0n
}

/** Whole code units, and no half of a surrogate pair alone. */
function isUtf16le(bytes: Buffer): boolean {
  return bytes.length % 2 === 0 && bytes.toString('utf16le').isWellFormed()
}

function isUtf16be(bytes: Buffer): boolean {
  return bytes.length % 2 === 0 && isUtf16le(Buffer.from(bytes).swap16())
}
