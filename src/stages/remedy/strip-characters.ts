import type { TextEncoding } from '../snapshot/snapshot.ts'

/**
 * Removes characters from the bytes of a text: those given, or, where none are, what PostgreSQL cannot hold, U+0000
 * and whatever is not valid in the encoding. It works on bytes, because a JavaScript string cannot hold invalid ones.
 */
export function stripCharacters(bytes: Buffer, characters: string | null, encoding: TextEncoding): Buffer {
  const isUnwanted =
    characters === null ? (character: string) => character === '\0' : among(new Set(characters))
  return encoding === 'UTF-8'
    ? stripUtf8(bytes, isUnwanted, characters === null)
    : stripUtf16(bytes, isUnwanted, characters === null, encoding)
}

function among(unwanted: ReadonlySet<string>): (character: string) => boolean {
  return (character) => unwanted.has(character)
}

function stripUtf8(bytes: Buffer, isUnwanted: (character: string) => boolean, dropInvalid: boolean): Buffer {
  const kept: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = validLength(bytes, at)
    const piece = bytes.subarray(at, at + Math.max(1, length))
    const unwanted = length === 0 ? dropInvalid : isUnwanted(piece.toString('utf8'))
    if (!unwanted) kept.push(piece)
    at += piece.length
  }
  return Buffer.concat(kept)
}

/** The bytes of the character that begins here; 0 where none does. https://www.unicode.org/versions/latest/ (table 3-7) */
function validLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const second = bytes[at + 1] ?? 0
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0
  const [low, high] = SECOND_BYTES[first] ?? [0x80, 0xbf]
  if (second < low || second > high) return 0
  for (let index = 2; index < length; index++) {
    const next = bytes[at + index] ?? 0
    if (next < 0x80 || next > 0xbf) return 0
  }
  return length
}

/** Where the second byte has a narrower range: overlong forms, surrogates, and beyond U+10FFFF. */
const SECOND_BYTES: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
}

function stripUtf16(
  bytes: Buffer,
  isUnwanted: (character: string) => boolean,
  dropInvalid: boolean,
  encoding: TextEncoding,
): Buffer {
  const whole = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
  const text = (encoding === 'UTF-16be' ? whole.swap16() : whole).toString('utf16le')
  const kept = [...text].filter((character) =>
    character.isWellFormed() ? !isUnwanted(character) : !dropInvalid,
  )
  const stripped = Buffer.from(kept.join(''), 'utf16le')
  return encoding === 'UTF-16be' ? stripped.swap16() : stripped
}
