import { expect, test } from 'vitest'
import { zoneOfMoment } from '../../src/sql/translation/zone-of-moment.ts'
import { withTestConnection } from '../support/postgres.ts'

const ZONES = [
  ['CURRENT_TIMESTAMP', 'instant'],
  ['CURRENT_TIMESTAMP(3)', 'instant'],
  ['now()', 'instant'],
  ['transaction_timestamp()', 'instant'],
  ['clock_timestamp()', 'instant'],
  ["date_trunc('second', now())", 'instant'],
  ['now()::timestamptz(3)', 'instant'],
  ['to_timestamp(extract(epoch from now()))', 'instant'],
  ["(now() at time zone 'utc' at time zone 'UTC')", 'instant'],
  ["timezone('utc', now())", 'utc'],
  ["(now() at time zone 'UTC')", 'utc'],
  ["date_trunc('milliseconds', now() at time zone 'Etc/UTC')::timestamp(3)", 'utc'],
  ["(statement_timestamp() at time zone 'utc') + interval '7 days'", 'utc'],
  ['LOCALTIMESTAMP', null],
  ['now()::timestamp', null],
  ["date_trunc('day', now())", null],
  ["(now() at time zone 'utc')::timestamptz", null],
  ["timezone('Europe/Berlin', now())", null],
  ["(now() at time zone 'utc' at time zone 'Europe/Berlin')", null],
  ["now() + interval '7 days'", null],
  ["(now() at time zone 'utc') + interval '1 hour' * extract(hour from now())", null],
  ['to_timestamp(extract(epoch from LOCALTIMESTAMP))', null],
  ['CURRENT_DATE::timestamp', null],
] as const

test.each(ZONES)('%s is a moment of the zone %s', async (expression, zone) => {
  await withTestConnection(async (connection) => {
    await connection.query(
      `create temp table d (id int, a timestamptz default (${expression}), b timestamp default (${expression}))`,
    )
    const { rows } = await connection.query(
      `select pg_get_expr(adbin, adrelid) as text from pg_attrdef where adrelid = 'd'::regclass and adnum = 2`,
    )
    expect(zoneOfMoment(rows[0]?.text ?? '')).toBe(zone)
    if (zone === null) return
    const days = expression.includes('7 days') ? '7 days' : '0 days'
    for (const session of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
      await connection.query(`set timezone to '${session}'; truncate d; insert into d values (1)`)
      const own = zone === 'instant' ? 'a - now()' : `b - interval '${days}' - (now() at time zone 'utc')`
      const found = await connection.query(
        `select ${own} between interval '-5 seconds' and interval '5 seconds' as near from d`,
      )
      expect({ session, near: found.rows[0]?.near }).toEqual({ session, near: 't' })
    }
  })
})
