import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { connect } from '../../../src/engines/postgres/connect.ts'
import { PostgresRefusal } from '../../../src/engines/postgres/postgres-error.ts'
import { addressesOfUrl } from '../../../src/engines/postgres/provision/url.ts'
import { quoteIdentifier } from '../../../src/sql/quote.ts'
import { askFor, withFaultyServer } from '../../support/faulty-server.ts'
import { testServer, withTestConnection, withTestDatabase } from '../../support/postgres.ts'
import { rejection } from './rejection.ts'

describe('a session', () => {
  it('gives every value as PostgreSQL spells it', () =>
    withTestConnection(async (connection) => {
      const result = await connection.query(`
        select 9007199254740993::bigint as big, 1.10::numeric as exact, 'NaN'::float8 as nan, true as yes,
               '\\x00ff'::bytea as bytes, timestamptz '2026-11-23 14:05:00.123456+02' as moment,
               interval '1 year 2 days' as span, array[1, 2] as list, '{"a":1}'::jsonb as json, null as nothing`)
      expect(result.rows).toEqual([
        {
          big: '9007199254740993',
          exact: '1.10',
          nan: 'NaN',
          yes: 't',
          bytes: '\\x00ff',
          moment: '2026-11-23 12:05:00.123456+00',
          span: '1 year 2 days',
          list: '{1,2}',
          json: '{"a": 1}',
          nothing: null,
        },
      ])
    }))

  it.each([
    { value: 2n ** 63n - 1n, type: 'bigint', expected: '9223372036854775807' },
    { value: -0.5, type: 'float8', expected: '-0.5' },
    { value: "it's \\ and \n", type: 'text', expected: "it's \\ and \n" },
    { value: null, type: 'text', expected: null },
  ])('takes $value as a value of type $type', ({ value, type, expected }) =>
    withTestConnection(async (connection) => {
      const result = await connection.query(`select $1::${type} as value`, [value])
      expect(result.rows).toEqual([{ value: expected }])
    }),
  )

  it('gives the result of the last of several statements', () =>
    withTestConnection(async (connection) => {
      const result = await connection.query('create table t (a int); insert into t values (1), (2); table t')
      expect(result).toEqual({ rows: [{ a: '1' }, { a: '2' }], rowCount: 2 })
    }))

  it.each([
    { setting: 'timezone', changed: 'Asia/Tokyo', expected: 'UTC' },
    { setting: 'datestyle', changed: 'German', expected: 'ISO, YMD' },
    { setting: 'intervalstyle', changed: 'iso_8601', expected: 'postgres' },
    { setting: 'extra_float_digits', changed: '-3', expected: '1' },
    { setting: 'bytea_output', changed: 'escape', expected: 'hex' },
    { setting: 'standard_conforming_strings', changed: 'off', expected: 'on' },
    { setting: 'search_path', changed: 'elsewhere', expected: '"$user", public' },
    { setting: 'statement_timeout', changed: '30s', expected: '0' },
    { setting: 'lock_timeout', changed: '30s', expected: '0' },
    { setting: 'idle_in_transaction_session_timeout', changed: '30s', expected: '0' },
    { setting: 'idle_session_timeout', changed: '30s', expected: '0' },
    { setting: 'application_name', changed: 'other', expected: 'pg-rehearsal' },
    { setting: 'client_encoding', changed: 'LATIN1', expected: 'UTF8' },
  ])('has $setting = $expected whatever the database says', ({ setting, changed, expected }) =>
    withTestDatabase(async (database) => {
      const first = await database.connect()
      await first.query(`alter database ${quoteIdentifier(database.name)} set ${setting} to '${changed}'`)
      await first.close()
      const second = await database.connect()
      const result = await second.query('select current_setting($1) as value', [setting])
      await second.close()
      expect(result.rows).toEqual([{ value: expected }])
    }),
  )

  it('goes on after a refusal, which tells the constraint and its detail', () =>
    withTestConnection(async (connection) => {
      await connection.query('create table t (a int constraint only_once unique)')
      await connection.query('insert into t values (7)')
      const refusal = await rejection(connection.query('insert into t values (7)'))
      expect(refusal).toBeInstanceOf(PostgresRefusal)
      expect(refusal).toMatchObject({
        fields: {
          sqlstate: '23505',
          constraint: 'only_once',
          detail: 'Key (a)=(7) already exists.',
          column: null,
        },
      })
      expect((await connection.query('table t')).rows).toEqual([{ a: '7' }])
    }))

  it('takes a full disk for the end of the rehearsal, not for a refused statement', () =>
    withTestConnection(async (connection) => {
      const statement = `do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`
      expect(await rejection(connection.query(statement))).toMatchObject({ code: 'postgres-disk-full' })
    }))

  it('takes a wrong number of values for a refusal, not for a lost connection', () =>
    withTestConnection(async (connection) => {
      expect(await rejection(connection.query('select 1', [2]))).toBeInstanceOf(PostgresRefusal)
    }))

  it('says that the connection was lost, during a statement and ever after', () =>
    withTestDatabase(async (database) => {
      const [victim, killer] = [await database.connect(), await database.connect()]
      const pid = (await victim.query('select pg_backend_pid() as pid')).rows[0]?.pid ?? ''
      const sleeping = rejection(victim.query('select pg_sleep(60)'))
      await delay(50)
      await killer.query('select pg_terminate_backend($1)', [pid])
      expect(await sleeping).toMatchObject({ code: 'postgres-connection-lost' })
      expect(await rejection(victim.query('select 1'))).toMatchObject({ code: 'postgres-connection-lost' })
      const sink = victim.copyIn('copy t from stdin')
      expect(await rejection(sink.end())).toMatchObject({ code: 'postgres-connection-lost' })
      const pieces = victim.copyOut('copy t to stdout')[Symbol.asyncIterator]()
      expect(await rejection(pieces.next())).toMatchObject({ code: 'postgres-connection-lost' })
      await victim.close()
      await killer.close()
    }))

  it('does not crash when the connection is lost while nothing runs', () =>
    withTestDatabase(async (database) => {
      const [victim, killer] = [await database.connect(), await database.connect()]
      const pid = (await victim.query('select pg_backend_pid() as pid')).rows[0]?.pid ?? ''
      await killer.query('select pg_terminate_backend($1, 5000)', [pid])
      await delay(50)
      expect(await rejection(victim.query('select 1'))).toMatchObject({ code: 'postgres-connection-lost' })
      await victim.close()
      await killer.close()
    }))

  it('can be closed twice', () =>
    withTestDatabase(async (database) => {
      const connection = await database.connect()
      await connection.close()
      await expect(connection.close()).resolves.toBeUndefined()
    }))
})

describe('a connection that cannot be made', () => {
  it('says that the server asks for a proof that it cannot give', async () => {
    await withFaultyServer(
      (socket) => socket.end(askFor(7)),
      async (url) => {
        const [address] = addressesOfUrl(url)
        expect(await rejection(connect(address))).toMatchObject({
          code: 'postgres-refused',
          hint: expect.stringContaining('Kerberos'),
        })
      },
    )
  })

  const password = 'hunter2-secret'

  it.each([
    { change: { password }, code: 'postgres-refused', hint: 'password' },
    { change: { password: null }, code: 'postgres-refused', hint: 'asks for a password' },
    { change: { database: 'no_such_database' }, code: 'postgres-refused', hint: 'existing database' },
    { change: { tls: true }, code: 'postgres-refused', hint: 'sslmode=disable' },
    { change: { host: '127.0.0.1', port: 1 }, code: 'postgres-unreachable', hint: 'port' },
    { change: { host: 'no-such-host.invalid' }, code: 'postgres-unreachable', hint: 'host' },
    { change: { host: '/no/such/folder' }, code: 'postgres-unreachable', hint: 'running' },
  ])('is $code with $change', async ({ change, code, hint }) => {
    const error = await rejection(connect({ ...testServer().address, ...change }))
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) })
    expect(`${error.message} ${error.stack}`).not.toContain(password)
  })
})
