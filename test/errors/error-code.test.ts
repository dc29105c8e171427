import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { errorCode } from '../../src/errors/error-code.ts'

test('an error of the system has a code', async () => {
  const error: unknown = await readFile('/nowhere/at/all').catch((reason: unknown) => reason)
  expect(errorCode(error)).toBe('ENOENT')
})

test.each([
  ['an error without one', new Error('x')],
  ['an error whose code is not set', Object.assign(new Error('x'), { code: undefined })],
  ['an object that is no error', { code: 'ENOENT' }],
  ['a text', 'ENOENT'],
  ['nothing', null],
])('%s has no code', (_, thrown) => {
  expect(errorCode(thrown)).toBeNull()
})

test('a code that is a number is a text', () => {
  expect(errorCode(Object.assign(new Error('x'), { code: 5 }))).toBe('5')
})
