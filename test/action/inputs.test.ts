import { expect, test } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import type { OptionName } from '../../src/settings/options.ts'

test.each<[string, OptionName, string, unknown]>([
  ['a text as it is', 'snapshot', 'data/app.db', 'data/app.db'],
  ['a number as a text, to be checked with the rest', 'jobs', 'many', 'many'],
  ['one glob a line', 'include', 'a\n\n  b*  \n', ['a', 'b*']],
  ['a glob with a comma', 'exclude', 'a,b', ['a,b']],
  ['true', 'show-values', 'True', true],
  ['false', 'show-values', 'FALSE', false],
  ['a text that is no switch, to be refused', 'show-values', 'yes', 'yes'],
])('reads %s', (_, name, text, value) => {
  expect(readInputs((asked) => (asked === name ? text : ''))).toEqual({ [name]: value })
})
