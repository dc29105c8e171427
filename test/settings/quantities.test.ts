import { expect, test } from 'vitest'
import { DURATION, parseDuration, parseSize, SIZE } from '../../src/settings/quantities.ts'

test.each([
  ['45m', 2700],
  ['2h', 7200],
  ['1.5 h', 5400],
  ['90s', 90],
])('%s is a duration of %d seconds', (text, seconds) => {
  expect(text).toMatch(DURATION)
  expect(parseDuration(text)).toBe(seconds)
})

test.each([
  ['800MB', 800e6],
  ['1.5 TB', 1.5e12],
  ['20kB', 20_000],
])('%s is a size of %d bytes', (text, bytes) => {
  expect(text).toMatch(SIZE)
  expect(parseSize(text)).toBe(bytes)
})

test.each(['0h', '0.0 s', '1', 'h', '-1h', '1 day', '1hh', '1h 30m', ''])('%j is no duration', (text) => {
  expect(text).not.toMatch(DURATION)
})

test.each(['0GB', '1', 'GB', '-1GB', '1 gb', '1GiB', ''])('%j is no size', (text) => {
  expect(text).not.toMatch(SIZE)
})
