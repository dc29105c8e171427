import { describe, expect, test } from 'vitest'
import { momentOf } from '../../../src/stages/performance/comparable-moment.ts'
import {
  comparableOfPostgres,
  comparableOfSqlite,
  isSame,
} from '../../../src/stages/performance/comparable-value.ts'
import { LAST_PLACES } from '../../../src/stages/performance/tolerance.ts'
import fc from '../../support/fast-check.ts'
import { withTestConnection } from '../../support/postgres.ts'

/** A text that PostgreSQL reads as a moment, and another one that is not the same. */
const MOMENTS: readonly (readonly [string, string])[] = [
  ['0001-01-01T00:00:00+14:00', '0001-01-01T00:00:00+13:59'],
  ['0001-01-01T00:00:00Z', '1901-01-01T00:00:00Z'],
  ['0099-12-31 23:59:59.999999', '1999-12-31 23:59:59.999999'],
  ['0001-01-01 00:00:00.25+00:01', '0001-01-01 00:00:00.75+00:01'],
  ['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59-13:00'],
  ['9999-12-31T23:59:59.5Z', '9999-12-31T23:59:59.4Z'],
  ['1600-02-29T12:00', '1600-03-01T12:00'],
  ['1900-03-01 00:00:00+00:30', '1900-02-28 00:00:00+00:30'],
  ['2024-02-29', '2024-03-01'],
  ['1969-12-31T23:59:59.999999Z', '1970-01-01T00:00:00.000001Z'],
  ['294276-12-31 23:59:59.999999+00', '275760-09-13 00:00:00+00'],
]

describe('a moment of SQLite is that which PostgreSQL prints', () => {
  test.each(MOMENTS)('%s', async (text, other) => {
    await withTestConnection(async (connection) => {
      await connection.query(`set timezone = 'UTC'`)
      const { rows } = await connection.query('select $1::timestamptz::text as zoned', [text])
      const printed = comparableOfPostgres(rows[0]?.zoned ?? null, 'moment')
      expect(isSame(comparableOfSqlite(text, 'moment', false), printed, LAST_PLACES)).toBe(true)
      expect(isSame(comparableOfSqlite(other, 'moment', false), printed, LAST_PLACES)).toBe(false)
    })
  })
})

test.each([
  ['0001-12-31 10:00:00+00 BC', '-62135647200000000'],
  ['0001-12-31 BC', '-62135683200000000'],
  ['4714-11-24 00:00:00+00 BC', '-210866803200000000'],
  ['1880-01-01 00:00:00-00:19:32', '-2840139628000000'],
  ['2024-13-01', null],
  ['2024-02-31', null],
  ['2023-02-29', null],
  ['1900-02-29', null],
  ['2024-04-31 10:00:00', null],
  ['2024-01-00', null],
  ['2024-01-01 24:00:00', null],
  ['2024-01-01 10:60:00', null],
  ['2024-01-01 10:00:60', null],
  ['2024-01-01 10:00:00+25:00', null],
  ['2024-01-01 10:00:00.1234567', null],
  ['2024-02-29 00:00:00.1234560', '1709164800123456'],
  ['infinity', null],
  ['noon', null],
])('%s is %s', (text, expected) => {
  expect(momentOf(text)).toBe(expected)
})

test('every moment that JavaScript knows is the same number', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (date) => momentOf(date.toISOString()) === String(BigInt(date.getTime()) * 1000n),
    ),
  )
})
