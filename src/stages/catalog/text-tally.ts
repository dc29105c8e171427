import { isUtf8 } from 'node:buffer'
import { declaresDays } from './column-measures.ts'
import { type ColumnProfile, TEXT_FORMS, type TextForm } from './column-profile.ts'
import { ESCAPED } from './count-texts.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import type { ColumnStructure } from './table-structure.ts'
import { formOf, isMidnight } from './text-form.ts'

type TextCounts = Pick<
  ColumnProfile,
  | 'texts'
  | 'textForms'
  | 'longestText'
  | 'longestTextBytes'
  | 'textCharacters'
  | 'textsNonAscii'
  | 'textsPlain'
  | 'textsTf'
  | 'midnights'
>

/** Measures the texts of a column, in UTF-8. */
export class TextTally {
  readonly #areDays: boolean
  readonly #forms: Record<TextForm, number> = { ...EMPTY_PROFILE.textForms }
  #longest = 0
  #longestBytes = 0
  #characters = 0
  #nonAscii = 0
  #arePlain = true
  #tf = 0
  #midnights = 0

  constructor(column: ColumnStructure) {
    this.#areDays = declaresDays(column)
  }

  /** @returns whether it was taken; false for texts that hold U+0000 or are no UTF-8: SQLite reads these in its own way */
  take(bytes: Buffer, at: number, size: number): boolean {
    const seen = bytesSeen(bytes, at, at + size)
    if ((seen & HOLDS_NUL) !== 0) return false
    let characters = size
    let form: TextForm = 'other'
    if ((seen & HOLDS_NON_ASCII) !== 0) {
      if (!isUtf8(bytes.subarray(at, at + size))) return false
      characters = charactersOf(bytes, at, at + size)
      this.#nonAscii += 1
    } else form = formOf(bytes, at, size)
    if ((seen & HOLDS_ESCAPED) !== 0) this.#arePlain = false
    this.#forms[form] += 1
    this.#characters += characters
    if (characters > this.#longest) this.#longest = characters
    if (size > this.#longestBytes) this.#longestBytes = size
    if (form === 'boolean') this.#takeBoolean(bytes, at, size)
    if (this.#areDays && (form === 'timestamp' || form === 'timestamp-utc')) {
      if (isMidnight(bytes, at, size)) this.#midnights += 1
    }
    return true
  }

  #takeBoolean(bytes: Buffer, at: number, size: number): void {
    const [letter] = bytes.subarray(at, at + size)
    if (size === 1 && (letter === SMALL_T || letter === SMALL_F)) this.#tf += 1
  }

  get counts(): TextCounts {
    return {
      texts: TEXT_FORMS.reduce((sum, form) => sum + this.#forms[form], 0),
      textForms: { ...this.#forms },
      longestText: this.#longest,
      longestTextBytes: this.#longestBytes,
      textCharacters: this.#characters,
      textsNonAscii: this.#nonAscii,
      textsPlain: this.#arePlain,
      textsTf: this.#tf,
      midnights: this.#midnights,
    }
  }
}

const SMALL_F = 102
const SMALL_T = 116

/** What one byte tells of the text around it, as bits. */
const HOLDS_NUL = 1
const HOLDS_ESCAPED = 2
const HOLDS_NON_ASCII = 4

const OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0) return HOLDS_NUL
  if (byte > 127) return HOLDS_NON_ASCII
  return ESCAPED.includes(byte) ? HOLDS_ESCAPED : 0
})

function bytesSeen(bytes: Buffer, from: number, end: number): number {
  let seen = 0
  for (let at = from; at < end; at += 1) seen |= OF_BYTE[bytes[at] ?? 0] ?? 0
  return seen
}

/** Of valid UTF-8. */
function charactersOf(bytes: Buffer, from: number, end: number): number {
  let characters = 0
  for (let at = from; at < end; at += 1)
    if (((bytes[at] ?? 0) & CONTINUATION_BITS) !== CONTINUATION) characters += 1
  return characters
}

const CONTINUATION_BITS = 0xc0
const CONTINUATION = 0x80
