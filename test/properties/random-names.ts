import fc from '../support/fast-check.ts'

const PLAIN = ['t', 'users', 'Orders', 'a', 'b', 'c', 'id_', 'value']
/** Beyond 63 bytes a name is cut, and two of these become one. */
const LONG = 'n'.repeat(62)
const HOSTILE = [
  'select',
  'Order',
  'user',
  'table',
  'say "hi"',
  "it's",
  'a.b',
  '.hidden',
  '../up',
  'naïve ünï',
  '🦦',
  ' ',
  ' end ',
  '%s $1 $body$',
  'back\\slash',
  'new\nline',
  '--',
  `${LONG}one`,
  `${LONG}one and more`,
  'é'.repeat(40),
  '',
]
const OF_TABLES = ['pg_class', 'pg_temp', 'refused', 'row_identities', 'main', 'constructor', '__proto__']
const OF_COLUMNS = [
  'ctid',
  'xmin',
  'oid',
  'rowid',
  'tableoid',
  'line',
  'identity',
  'constructor',
  '__proto__',
]

/** Names of tables, different also for SQLite, which does not look at the case of ASCII letters. */
export function randomTableNames(count: number): fc.Arbitrary<readonly string[]> {
  return different([...PLAIN, ...HOSTILE, ...OF_TABLES], count)
}

export function randomColumnNames(count: number): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(Array.from({ length: count }, (_, index) => `c${index}`)) },
    { weight: 1, arbitrary: different([...PLAIN, ...HOSTILE, ...OF_COLUMNS], count) },
  )
}

function different(names: readonly string[], count: number): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...names), { minLength: count, maxLength: count })
}
