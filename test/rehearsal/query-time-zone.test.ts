import { describe, expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const EVENTS = `
  create table events (id integer primary key, at datetime not null, due datetime not null);
  insert into events values (1, '2026-01-01T23:30:00Z', '2026-01-01 23:30:00'), (2, '2026-01-02T08:00:00Z', '2026-01-02 08:00:00')`

/** A query, that of PostgreSQL, and whether the zone of the session decides what it gives. */
const QUERIES: readonly (readonly [sqlite: string, postgres: string, isAffected: boolean])[] = [
  ['select date(at) from events order by id', 'select at::date from events order by id', true],
  [
    `select count(*) from events where at >= '2026-01-02'`,
    `select count(*) from events where at >= '2026-01-02'`,
    true,
  ],
  [
    `select strftime('%H', at) from events order by id`,
    `select to_char(at, 'HH24') from events order by id`,
    true,
  ],
  ['select id, at from events order by at', 'select id, at from events order by at', false],
  ['select min(at) from events', 'select min(at) from events', false],
  ['select date(due) from events order by id', 'select due::date from events order by id', false],
  [
    'select date(at) from events order by id desc',
    `select (at at time zone 'UTC')::date from events order by id desc`,
    false,
  ],
]

function asked() {
  return toPerformance(
    QUERIES.map(([sql, postgres]) => ({ name: postgres, sql, postgres })),
    undefined,
  )
}

describe('a query whose result hangs on the time zone of the session', () => {
  test('is named, with LOW; others are not', async () => {
    const { issues, performance } = await rehearseFile(await sqliteFromSql(EVENTS), { performance: asked() })
    expect(performance.queries.map(({ results }) => results)).toEqual(QUERIES.map(() => 'equal'))
    const found = issues.filter(({ code }) => code === 'query-time-zone')
    const affected = QUERIES.flatMap(([, postgres, isAffected]) => (isAffected ? [postgres] : []))
    expect(found.map(({ object }) => object).toSorted()).toEqual(affected.toSorted())
    expect(new Set(found.map(({ priority }) => priority))).toEqual(new Set(['LOW']))
    expect(found[0]?.message).toContain('in a session of the time zone Pacific/Kiritimati')
  })

  test('is not looked for where the target holds no moments', async () => {
    const source = EVENTS.replaceAll('Z', '')
    const { issues } = await rehearseFile(await sqliteFromSql(source), { performance: asked() })
    expect(issues.filter(({ code }) => code === 'query-time-zone')).toEqual([])
  })
})
