import { describe, expect, test } from 'vitest'
import { canonicalValue } from '../../../src/stages/validation/canonical-value.ts'
import { compareValues } from '../../../src/stages/validation/compare-values.ts'
import { columnPlan } from '../plan/column-plans.ts'

const DECIMALS = columnPlan('decimal')
const DOUBLES = columnPlan('float')
const TEXTS = columnPlan('text')
const MOMENTS = columnPlan('timestamp')
const DOCUMENTS = columnPlan('json', { type: { kind: 'jsonb' } })

const read = (field: string, column = TEXTS) => canonicalValue(Buffer.from(field), column)

describe('fields that mean the same', () => {
  test.each([
    ['1.0e+23', '1e+23', DOUBLES],
    ['0.1', '1e-1', DOUBLES],
    ['2026-03-27T17:05:00', '2026-03-27 17:05:00', MOMENTS],
    ['2026-03-27 17:05:00.500', '2026-03-27 17:05:00.5', MOMENTS],
    ['2026-03-27T17:05:00.000000', '2026-03-27 17:05:00', MOMENTS],
    ['Inf', 'Infinity', DOUBLES],
    ['-Inf', '-Infinity', DOUBLES],
    ['100', '1e2', DECIMALS],
    ['0.0500', '5e-2', DECIMALS],
    ['-0.0', '0', DECIMALS],
    ['Inf', 'Infinity', DECIMALS],
    ['1.2345678901234567e+18', '1234567890123456700', DECIMALS],
    ['{"a": 1.0, "b": [true, null]}', '{"b":[true,null],"a":1}', DOCUMENTS],
    ['{"a": 1, "a": 2}', '{"a": 2}', DOCUMENTS],
    ['"\\\\u00e9"', '"é"', DOCUMENTS],
  ] as const)('%s and %s', (left, right, column) => {
    expect(read(left, column)).toBe(read(right, column))
  })
})

describe('fields that do not mean the same', () => {
  test.each([
    ['2026-03-27 17:05:00.05', '2026-03-27 17:05:00.5', MOMENTS],
    ['2026-03-27 17:05:00', '2026-03-27 17:05:00.000001', MOMENTS],
    ['2026-03-27 17:05:10', '2026-03-27 17:05:1', MOMENTS],
    ['\\N', '', TEXTS],
    ['\\N', '\\\\N', TEXTS],
    ['a', 'A', TEXTS],
    ['a', 'a ', TEXTS],
    ['\\n', '\\\\n', TEXTS],
    ['\\t', 't', TEXTS],
    ['é', 'e\u0301', TEXTS],
    ['0', '-0', DOUBLES],
    ['0.1', '0.10000000000000002', DOUBLES],
    ['Infinity', '-Infinity', DOUBLES],
    ['9007199254740992', '9007199254740993', DECIMALS],
    ['1', '10', DECIMALS],
    ['1', '-1', DECIMALS],
    ['{"a": 9007199254740993}', '{"a": 9007199254740992}', DOCUMENTS],
    ['{"a": 1}', '{"a": "1"}', DOCUMENTS],
    ['{"a": "n1e0"}', '{"a": 1}', DOCUMENTS],
    ['[1, 2]', '[2, 1]', DOCUMENTS],
    ['{"a": null}', '{}', DOCUMENTS],
    ['{"__proto__": 1}', '{}', DOCUMENTS],
  ] as const)('%s and %s', (left, right, column) => {
    expect(read(left, column)).not.toBe(read(right, column))
  })
})

test('bytes that are no UTF-8 stay apart', () => {
  const values = [[0xff], [0xfe], [0xef, 0xbf, 0xbd]].map((bytes) =>
    canonicalValue(Buffer.from(bytes), TEXTS),
  )
  expect(new Set(values).size).toBe(3)
})

/** Each list in the order of both engines. */
test.each([
  [
    columnPlan('integer'),
    [
      '\\N',
      '-9223372036854775808',
      '-1',
      '0',
      '9007199254740992',
      '9007199254740993',
      '10000000000000000000',
    ],
  ],
  [DOUBLES, ['\\N', '-Infinity', '-1e300', '-5e-324', '0', '5e-324', '0.1', '10', 'Infinity']],
  [DECIMALS, ['\\N', '-Infinity', '-100', '-99.5', '0', '2', '10', '9007199254740992', '1e100', 'Infinity']],
  [columnPlan('timestamptz'), ['\\N', '-62135596800000001', '-1', '0', '981173106789000']],
  [TEXTS, ['\\N', '', '\\b', ' ', 'A', 'B', 'a', 'aa', 'é', '🦦']],
  [columnPlan('bytes'), ['\\N', '\\\\x', '\\\\x00', '\\\\x0000', '\\\\xff']],
] as const)('values of %o are compared as the engines sort them', (column, fields) => {
  const values = fields.map((field) => read(field, column))
  for (const [at, a] of values.entries()) {
    for (const [other, b] of values.entries()) {
      expect(Math.sign(compareValues(a, b, column)), `${a} and ${b}`).toBe(Math.sign(at - other))
    }
  }
})
