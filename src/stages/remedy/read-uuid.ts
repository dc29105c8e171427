import type { SqliteValue } from './sqlite-value.ts'

/**
 * Any spelling of a UUID as the canonical one: upper case, in braces, as a URN, with other hyphens or none.
 * https://www.postgresql.org/docs/current/datatype-uuid.html
 */
export function readUuid(value: SqliteValue): string | null {
  if (typeof value !== 'string') return null
  const bare = value
    .trim()
    .replace(/^urn:uuid:/i, '')
    .replace(/^\{(.*)\}$/s, '$1')
  const digits = bare.replaceAll('-', '').toLowerCase()
  return /^[\da-f]{32}$/.test(digits) && !/^-|--|-$/.test(bare) ? hyphenated(digits) : null
}

/** A blob of 16 bytes, in the order of RFC 9562, as the canonical text; texts as {@link readUuid} has them. */
export function readUuidBytes(value: SqliteValue): string | null {
  if (!Buffer.isBuffer(value)) return readUuid(value)
  return value.length === 16 ? hyphenated(value.toString('hex')) : null
}

/** The other way: any spelling of a UUID as its 16 bytes. */
export function readUuidText(value: SqliteValue): Buffer | null {
  const text = readUuid(value)
  return text === null ? null : Buffer.from(text.replaceAll('-', ''), 'hex')
}

function hyphenated(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
