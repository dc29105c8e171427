import { expect, test } from 'vitest'
import { nearestName } from '../../src/settings/nearest-name.ts'
import { OPTION_NAMES } from '../../src/settings/options.ts'

test.each([
  ['fail_on', 'fail-on'],
  ['failOn', 'fail-on'],
  ['postgres-versoin', 'postgres-version'],
  ['inlcude', 'include'],
  ['job', 'jobs'],
  ['KEEP', 'keep'],
  ['zebra', null],
  ['migrate-command', null],
  ['', null],
  ['x'.repeat(100_000), null],
])('%.30s is taken for %s', (name, expected) => {
  expect(nearestName(name, OPTION_NAMES)).toBe(expected)
})

test('has no answer where no name is known', () => {
  expect(nearestName('keep', [])).toBeNull()
})
