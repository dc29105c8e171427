import { expect, test } from 'vitest'
import { matchesGlob } from '../../src/sql/matches-glob.ts'

test.each([
  [
    'players',
    ['players', 'PLAYERS', '*', 'p*', '*s', 'pl?yers', '*aye*', '?******'],
    ['player', 'players?', 'p', '', '?layer'],
  ],
  ['', ['', '*'], ['?']],
  ['a.b', ['a.b', 'a?b', '*.b'], ['a\\.b', 'a*c']],
  ['axb', ['a?b'], ['a.b']],
  ['[x] (y) {z} ^$|+\\', ['[x] (y) {z} ^$|+\\', '[x]*'], ['[abc]*', 'x (y) {z} ^$|+\\']],
  ['two\nlines', ['two\nlines', 'two*', 'two?lines'], ['two']],
  ['🦦', ['🦦', '?', '*'], ['??']],
  ['-', ['-', '?'], ['_']],
] as const)('%j matches the globs that mean it, as a whole', (name, matching, others) => {
  expect(matching.filter((glob) => !matchesGlob(name, glob))).toEqual([])
  expect(others.filter((glob) => matchesGlob(name, glob))).toEqual([])
})
