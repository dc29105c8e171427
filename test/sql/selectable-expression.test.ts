import { expect, test } from 'vitest'
import { selectableExpression } from '../../src/sql/selectable-expression.ts'

test.each([
  ['a = "x"', `a = 'x'`],
  ['"A" = "b" or "it""s" = a', `"A" = "b" or 'it"s' = a`],
  [`"it's" in ("a", "c")`, `'it''s' in ("a", 'c')`],
  ['case "x" when a then "y" else [z] end', `case 'x' when a then 'y' else [z] end`],
  ['a > 1', 'a > 1'],
  ['a = (', null],
])('%s can stand in a query as %s', (sql, selectable) => {
  expect(selectableExpression(sql, ['a', 'B'])).toBe(
    selectable === null ? null : selectable.replace(`'b'`, '"b"'),
  )
})
