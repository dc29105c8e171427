import { describe, expect, it } from 'vitest'
import { keepsAsJsonb } from '../../../src/engines/sqlite/keeps-as-jsonb.ts'

const LONG = 10_000_000

describe('jsonb holds the same members as', () => {
  it.each([
    ['a document', '{"a": 1, "b" : [{"a": "x:\\"y\\":"}], "c\\\\": "\\\\", "d\\"":\n{}}', true],
    ['strings before no colon', '["a", "b:", ":"]', true],
    ['one key twice', '{"a": 1, "\\u0061": 2}', false],
    ['U+0000', '{"a": "\\u0000"}', false],
    ['half of a surrogate pair', '["\\ud800"]', false],
    ['a zero with a sign', '[-0]', false],
    ['a key that is half of a surrogate pair', '{"\\ud800": 1}', false],
    ['nothing: a document with U+0000 behind it', '{"a": 1}\0', false],
    ['nothing: an open string', '{"', false],
    ['nothing: no text at all', '', false],
    ['20,000 arrays', '['.repeat(20_000) + ']'.repeat(20_000), true],
    ['20,000 objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, true],
    [
      '20,000 objects around a key that is there twice',
      `${'{"a":'.repeat(20_000)}{"b":1,"b":2}${'}'.repeat(20_000)}`,
      false,
    ],
  ])('%s', (_, text, isKept) => {
    expect(keepsAsJsonb(text)).toBe(isKept)
  })

  it.each([
    ['letters', 'x'.repeat(LONG)],
    ['escapes', '\\n'.repeat(LONG / 2)],
    ['quotation marks', '\\"'.repeat(LONG / 2)],
    ['backslashes', '\\\\'.repeat(LONG / 2)],
  ])('a string of 10 MB of %s', (_, string) => {
    expect(keepsAsJsonb(`{"a": "${string}", "b": "${string}"}`)).toBe(true)
    expect(keepsAsJsonb(`{"a": "${string}", "a": "${string}"}`)).toBe(false)
  })
})
