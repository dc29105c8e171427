import { isUtf8 } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { stripCharacters } from '../../../src/stages/remedy/strip-characters.ts'
import fc from '../../support/fast-check.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

describe('without characters it removes what PostgreSQL cannot hold', () => {
  test.each([
    ['U+0000', '61 00 62', '6162'],
    ['Latin-1', '53 e3 6f 20 4a 6f 73 e9', '53 6f 20 4a 6f 73'],
    ['an overlong form', '61 c0 80 62', '61 62'],
    ['a surrogate', '61 ed a0 80 62', '61 62'],
    ['a cut character', '61 f0 9f 98', '61'],
    ['beyond Unicode', 'f4 90 80 80 61', '61'],
    ['nothing of valid text', 'e2 82 ac f0 9f 98 80 ef bf bd', 'e2 82 ac f0 9f 98 80 ef bf bd'],
  ])('%s', (_, before, after) => {
    expect(stripCharacters(bytes(before), null, 'UTF-8')).toEqual(bytes(after))
  })

  test('any bytes become valid text, and valid text without U+0000 stays as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        const before = Buffer.from(array)
        const after = stripCharacters(before, null, 'UTF-8')
        expect(isUtf8(after) && !after.includes(0)).toBe(true)
        if (isUtf8(before) && !before.includes(0)) expect(after).toEqual(before)
      }),
    )
  })

  test.each(['UTF-16le', 'UTF-16be'] as const)('halves of surrogate pairs and U+0000 in %s', (encoding) => {
    const encode = (text: string) => {
      const little = Buffer.from(text, 'utf16le')
      return encoding === 'UTF-16be' ? little.swap16() : little
    }
    expect(stripCharacters(encode('a\0\ud800b😀'), null, encoding)).toEqual(encode('ab😀'))
  })
})

test('given characters are removed, and nothing else', () => {
  expect(stripCharacters(bytes('24 31 2c 32 e2 82 ac ff 00'), '$,€', 'UTF-8')).toEqual(bytes('31 32 ff 00'))
})
