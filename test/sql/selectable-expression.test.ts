import { expect, test } from 'vitest'
import { selectableExpression } from '../../src/sql/selectable-expression.ts'

const column = (name: string, nulls: number, notNull = true) => ({ name, notNull, profile: { nulls } })

test.each([
  ['a = "x"', `a = 'x'`],
  ['"A" = "b" or "it""s" = a', `"A" = "b" or 'it"s' = a`],
  [`"it's" in ("a", "c")`, `'it''s' in ("a", 'c')`],
  ['case "x" when a then "y" else [z] end', `case 'x' when a then 'y' else [z] end`],
  ['a > 1', 'a > 1'],
  ['rowid > 1', 'rowid > 1'],
  ['"rowid" > 1', null],
  ['a > 1 or "OID" > 1', null],
  ['a = (', null],
])('%s can stand in a query as %s', (sql, selectable) => {
  expect(
    selectableExpression(
      sql,
      ['a', 'B'].map((name) => column(name, 0)),
    ),
  ).toBe(selectable === null ? null : selectable.replace(`'b'`, '"b"'))
})

test.each([
  ['a > 1', [column('a', 1)], `iif(typeof("a") = 'null', null > 1, a > 1)`],
  ['a > "OID"', [column('a', 0), column('oid', 0)], 'a > "OID"'],
  ['a > "A" + a', [column('a', 1)], `iif(typeof("a") = 'null', null > null + null, a > "A" + a)`],
  ['a > b', [column('a', 1, false), column('b', 0), column('c', 1)], 'a > b'],
  [
    'a > b',
    [column('a', 1), column('b', 2)],
    `iif(typeof("a") = 'null', iif(typeof("b") = 'null', null > null, null > b), iif(typeof("b") = 'null', a > null, a > b))`,
  ],
  ['a + b + c + d + e', [...'abcde'].map((name) => column(name, 1)), null],
])('%s over columns that break their NOT NULL becomes what it means', (sql, columns, selectable) => {
  expect(selectableExpression(sql, columns)).toBe(selectable)
})
