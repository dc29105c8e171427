import { HIGHEST_INTEGER } from '../integer-bounds.ts'
import { quoteLiteral } from '../quote.ts'
import { type Term, term, Untranslatable } from './term.ts'

/** @throws Untranslatable for an integer that SQLite would take as a real, or a hexadecimal one that it takes as negative */
export function numberTerm(text: string): Term {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text))
    return term(text, 'float', { literal: { kind: 'float', value: Number(text) }, isReal: true })
  const value = BigInt(text)
  if (value <= HIGHEST_INTEGER) return integerTerm(value)
  throw new Untranslatable('a number is too large for 64 bits')
}

export function integerTerm(value: bigint): Term {
  return term(value < 0n ? `(${value})` : value.toString(), 'integer', {
    literal: { kind: 'integer', value },
  })
}

/** @throws Untranslatable */
export function textTerm(value: string): Term {
  if (value.includes('\0')) throw new Untranslatable('a text holds the character U+0000')
  return term(quoteLiteral(value), 'text', { literal: { kind: 'text', value } })
}

export function blobTerm(hex: string): Term {
  return term(`'\\x${hex.toLowerCase()}'::bytea`, 'bytes')
}

export function booleanTerm(value: boolean): Term {
  return term(String(value), 'boolean', { literal: { kind: 'boolean', value } })
}
