import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { withTestDatabase } from '../../support/postgres.ts'

async function pidOf(connection: PostgresConnection): Promise<string | null | undefined> {
  return (await connection.query('select pg_backend_pid() as pid')).rows[0]?.pid
}

test('a session that was closed is lent again, with nothing left of its first user', () =>
  withTestDatabase(async (database) => {
    const first = await database.connect()
    const pid = await pidOf(first)
    await first.query('create temporary table left_over (a integer)')
    await first.query(`set search_path to ''; set datestyle to 'German'; prepare left_over as select 1`)
    await first.query('begin; create table public.half_done (a integer)')
    await first.close()

    const second = await database.connect()
    expect(await pidOf(second)).toBe(pid)
    const { rows } = await second.query(`
      select to_regclass('pg_temp.left_over')                  as temporary,
             to_regclass('public.half_done')                   as uncommitted,
             current_setting('search_path')                    as path,
             current_setting('datestyle')                      as style,
             (select count(*) from pg_prepared_statements)     as prepared`)
    expect(rows).toEqual([
      { temporary: null, uncommitted: null, path: '"$user", public', style: 'ISO, YMD', prepared: '0' },
    ])
    await second.close()
  }))

test('sessions that are held at the same time are different ones', () =>
  withTestDatabase(async (database) => {
    const held = await Promise.all([database.connect(), database.connect()])
    const [one, other] = await Promise.all(held.map(pidOf))
    expect(one).not.toBe(other)
    for (const connection of held) await connection.close()
  }))

test('a session that has ended meanwhile is not lent again', () =>
  withTestDatabase(async (database) => {
    const [lost, killer] = [await database.connect(), await database.connect()]
    const pid = await pidOf(lost)
    await lost.close()
    await killer.query('select pg_terminate_backend($1, 5000)', [Number(pid)])
    const next = await database.connect()
    expect(await pidOf(next)).not.toBe(pid)
    await next.close()
    await killer.close()
  }))
