import type { SqliteValue } from './sqlite-value.ts'

/** A text of hexadecimal digits as its bytes; `0x`, `\x` or `x'…'` may stand around them. */
export function readHex(value: SqliteValue): Buffer | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  const digits = /^x'([\da-f]*)'$/i.exec(text)?.[1] ?? text.replace(/^(0x|\\x)/i, '')
  return digits.length % 2 === 0 && /^[\da-f]*$/i.test(digits) ? Buffer.from(digits, 'hex') : null
}

/**
 * A text in Base64 as its bytes, also in the alphabet of URLs and without padding; line ends are allowed. Letters
 * that no bytes give are no Base64. https://www.rfc-editor.org/rfc/rfc4648
 */
export function readBase64(value: SqliteValue): Buffer | null {
  if (typeof value !== 'string') return null
  const letters = value.replace(/[\r\n]/g, '').trim()
  if (!/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/.test(letters)) return null
  const unpadded = letters.replace(/=+$/, '')
  if (letters !== unpadded && letters.length % 4 !== 0) return null
  const bytes = Buffer.from(unpadded, 'base64')
  const isUrl = /[-_]/.test(unpadded)
  return bytes.toString(isUrl ? 'base64url' : 'base64').replace(/=+$/, '') === unpadded ? bytes : null
}
