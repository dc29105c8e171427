import { expect, test } from 'vitest'
import { definedNames } from '../../src/sql/defined-names.ts'

test.each([
  ['create table t (a, "b c" text, [d] decimal(10, 2), `e`)', ['a', 'b c', 'd', 'e']],
  [`create table "t" ('a' text default (',' || 'x'), b check (b in (1, 2)))`, ['a', 'b']],
  ['create table t (a /* , x */, -- , y\n b, primary key (a, b)) without rowid', ['a', 'b']],
  ['create table t (a references p (x, y), foreign key (a) references q (z), b)', ['a', 'b']],
  ['create table "x(y" (a, "check" text, constraint c unique (a), UNIQUE ("check"))', ['a', 'check']],
])('%s defines %o', (sql, names) => {
  expect(definedNames(sql)).toEqual(names)
})
