import { expect, test } from 'vitest'
import { escapeJson, escapeTerminal } from '../../src/progress/escape-terminal.ts'

test.each([
  ['a colour', '\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['a title of the window', '\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
  ['the one-character form of escape sequences', '\u009b31m', '\\u009b31m'],
  ['a carriage return that hides the line', 'real\rfake', 'real\\u000dfake'],
  ['a right-to-left override', 'a\u202eb', 'a\\u202eb'],
  ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
  ['an invisible tag', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
  ['half of a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ['DEL', '\u007f', '\\u007f'],
  ['a line separator', '\u2028', '\\u2028'],
])('makes %s visible', (_, text, expected) => {
  expect(escapeTerminal(text)).toBe(expected)
})

test('leaves ordinary text as it is', () => {
  const text = 'Zoë\t東京 🎲\nback\\slash'
  expect(escapeTerminal(text)).toBe(text)
})

test('keeps the meaning of JSON', () => {
  const value = { name: '\u001b\u009b\u202e\u{e0041}\ud800\u2028é🎲 ##[a] ###vso[b]' }
  expect(JSON.parse(escapeJson(JSON.stringify(value)))).toEqual(value)
})
