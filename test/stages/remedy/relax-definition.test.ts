import { expect, test } from 'vitest'
import { relaxDefinition } from '../../../src/stages/remedy/relax-definition.ts'

test.each([
  ['STRICT goes', 'CREATE TABLE t (a TEXT, b INT) STRICT', [], 'CREATE TABLE t (a TEXT, b INT)'],
  [
    'WITHOUT ROWID stays, on either side of it',
    'CREATE TABLE t (a TEXT PRIMARY KEY) strict, without rowid',
    [],
    'CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID',
  ],
  [
    'ANY keeps its meaning',
    'CREATE TABLE t (a any not null, "ANY" TEXT) STRICT',
    [],
    'CREATE TABLE t (a BLOB not null, "ANY" TEXT)',
  ],
  ['ANY is a word like any other without STRICT', 'CREATE TABLE t (a any)', [], 'CREATE TABLE t (a any)'],
  [
    'a type of several words with arguments',
    `CREATE TABLE t (a VARYING CHARACTER (10, 2) DEFAULT 'x, (y' CHECK (a > (1)), b TEXT)`,
    ['a'],
    `CREATE TABLE t (a BLOB DEFAULT 'x, (y' CHECK (a > (1)), b TEXT)`,
  ],
  [
    'names in quotes, comments and constraints of the table',
    'CREATE TABLE "t (" ([a b] text /* , c text */, `c` text -- )\n, constraint k unique (c) check (c > 1), foreign key (c) references u)',
    ['a b', 'c', 'k'],
    'CREATE TABLE "t (" ([a b] BLOB /* , c text */, `c` BLOB -- )\n, constraint k unique (c) check (c > 1), foreign key (c) references u)',
  ],
  [
    'a column without a type',
    'CREATE TABLE t (a, b PRIMARY KEY, c)',
    ['a', 'b'],
    'CREATE TABLE t (a, b PRIMARY KEY, c)',
  ],
  [
    'a generated column',
    'CREATE TABLE t (a text generated always as (b || 1) stored, b text as (c), c text)',
    ['a'],
    'CREATE TABLE t (a BLOB generated always as (b || 1) stored, b text as (c), c text)',
  ],
])('%s', (_, sql, columns, relaxed) => {
  expect(relaxDefinition(sql, new Set(columns))).toBe(relaxed)
})

test('a text that is no definition is left', () => {
  expect(relaxDefinition('CREATE TABLE t (a', new Set(['a']))).toBeNull()
})
