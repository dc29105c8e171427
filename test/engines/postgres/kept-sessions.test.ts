import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { keepSessions } from '../../../src/engines/postgres/kept-sessions.ts'
import { withTestDatabase } from '../../support/postgres.ts'
import { rejection } from './rejection.ts'

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

test('the first session is opened before anybody asks, and closed where nobody does', () =>
  withTestDatabase(async (database) => {
    let opened = 0
    const closed: string[] = []
    const counting = {
      ...database,
      connect: async () => {
        opened += 1
        const session = await database.connect()
        return { ...session, close: async () => void closed.push('closed') }
      },
    }
    const unused = keepSessions(counting)
    expect(opened).toBe(1)
    await unused.close()
    expect(closed).toHaveLength(1)

    const used = keepSessions(counting)
    const session = await used.database.connect()
    expect(opened).toBe(2)
    await session.close()
    await used.close()
    expect(closed).toHaveLength(2)
  }))

test('who connects first hears why that is not possible, and nobody else', () =>
  withTestDatabase(async (database) => {
    const refusal = new Error('no session')
    const sessions = keepSessions({ ...database, connect: () => Promise.reject(refusal) })
    expect(await rejection(sessions.database.connect())).toBe(refusal)
    await sessions.close()
    await keepSessions({ ...database, connect: () => Promise.reject(refusal) }).close()
  }))
