import { describe, expect, test } from 'vitest'
import {
  comparableOfPostgres,
  comparableOfSqlite,
  isSame,
} from '../../../src/stages/performance/comparable-value.ts'
import { LAST_PLACES } from '../../../src/stages/performance/tolerance.ts'
import { withTestConnection } from '../../support/postgres.ts'

const INTERVALS: readonly (readonly [string | bigint, string, boolean])[] = [
  ['1 day 2 hours', '1 day 02:00:00', true],
  ['1 day 2 hours', '26:00:00', false],
  ['2 years 3 mons -1 days', '27 months -1 day', true],
  ['00:00:01.5', '1.5 seconds', true],
  ['-01:30:00', '-90 minutes', true],
  ['-01:30:00', '90 minutes', false],
  [3_600_000_001n, '01:00:00.000001', true],
  [-1n, '-00:00:00.000001', true],
  [90n, '90 seconds', false],
  ['no interval', '1 day', false],
  ['1 fortnight', '14 days', false],
]

describe('an interval of SQLite and one of PostgreSQL', () => {
  test.each(INTERVALS)('%s and %s: %s', async (source, target, same) => {
    await withTestConnection(async (connection) => {
      const { rows } = await connection.query('select $1::interval::text as printed', [target])
      const printed = comparableOfPostgres(rows[0]?.printed ?? null, 'interval')
      expect(isSame(comparableOfSqlite(source, 'interval', false), printed, LAST_PLACES)).toBe(same)
    })
  })
})
