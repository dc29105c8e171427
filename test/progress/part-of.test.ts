import { expect, test } from 'vitest'
import { beginningOf, endOf } from '../../src/progress/part-of.ts'

test.each([
  ['abc', 5, 'abc', 'abc'],
  ['abc', 2, 'ab', 'bc'],
  ['a😀', 3, 'a😀', 'a😀'],
  ['a😀', 2, 'a', '😀'],
  ['😀a', 2, '😀', 'a'],
  ['😀😀', 3, '😀', '😀'],
  ['😀', 1, '', ''],
])('of %j, %i code units keep whole characters', (text, longest, beginning, end) => {
  expect([beginningOf(text, longest), endOf(text, longest)]).toEqual([beginning, end])
})
