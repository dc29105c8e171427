import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { withTestConnection, withTestDatabase } from '../../support/postgres.ts'
import { rejection } from './rejection.ts'

const COPY_IN = 'copy t from stdin'

function withTable<T>(use: (connection: PostgresConnection) => Promise<T>): Promise<T> {
  return withTestConnection(async (connection) => {
    await connection.query('create table t (a int primary key, b text)')
    return use(connection)
  })
}

async function rowsOf(connection: PostgresConnection): Promise<readonly unknown[]> {
  return (await connection.query('select a from t order by a')).rows.map((row) => row.a)
}

async function textOf(pieces: AsyncIterable<Buffer>): Promise<string> {
  const collected: Buffer[] = []
  for await (const piece of pieces) collected.push(piece)
  return Buffer.concat(collected).toString()
}

describe('COPY FROM STDIN', () => {
  it('takes data whose pieces do not end at a line, and counts the rows', () =>
    withTable(async (connection) => {
      const sink = connection.copyIn(COPY_IN)
      for (const piece of ['1\tone\n2', '\ttw', '', 'o\n', '3\t\\N\n']) await sink.write(Buffer.from(piece))
      expect(await sink.end()).toBe(3)
      expect((await connection.query('table t')).rows).toEqual([
        { a: '1', b: 'one' },
        { a: '2', b: 'two' },
        { a: '3', b: null },
      ])
    }))

  it('takes no data at all', () =>
    withTable(async (connection) => {
      expect(await connection.copyIn(COPY_IN).end()).toBe(0)
    }))

  it.each([
    { title: 'in the last line', filler: 0 },
    { title: 'before 50 MB that follow', filler: 50 },
  ])('rejects with the line of a bad value $title, and the session goes on', ({ filler }) =>
    withTable(async (connection) => {
      const sink = connection.copyIn(COPY_IN)
      const refusal = await rejection(
        (async () => {
          await sink.write(Buffer.from('1\tone\n2\ttwo\nthree\tthree\n'))
          const megabyte = Buffer.from(`4\t${'x'.repeat(1_000_000)}\n`)
          for (let sent = 0; sent < filler; sent++) await sink.write(megabyte)
          await sink.end()
        })(),
      )
      expect(refusal).toMatchObject({
        name: 'PostgresRefusal',
        fields: { sqlstate: '22P02', where: 'COPY t, line 3, column a: "three"' },
      })
      await sink.abort()
      expect(await rowsOf(connection)).toEqual([])
      const second = connection.copyIn(COPY_IN)
      await second.write(Buffer.from('1\tone\n'))
      expect(await second.end()).toBe(1)
    }),
  )

  it('rejects every call after a refusal with that refusal', () =>
    withTable(async (connection) => {
      const sink = connection.copyIn('copy no_such_table from stdin')
      const first = await rejection(sink.write(Buffer.from('1\n')))
      expect(first).toMatchObject({ fields: { sqlstate: '42P01' } })
      expect(await rejection(sink.write(Buffer.from('2\n')))).toBe(first)
      expect(await rejection(sink.end())).toBe(first)
    }))

  it('rejects the end when only the end shows the mistake', () =>
    withTable(async (connection) => {
      const sink = connection.copyIn(COPY_IN)
      await sink.write(Buffer.from('1\tone\n1\tagain\n'))
      expect(await rejection(sink.end())).toMatchObject({
        fields: { sqlstate: '23505', constraint: 't_pkey', where: 'COPY t, line 2' },
      })
    }))

  it.each([
    { title: 'before the first write', pieces: [] },
    { title: 'after some data', pieces: ['1\tone\n', '2\t'] },
  ])('can be given up $title, and nothing of it stays', ({ pieces }) =>
    withTable(async (connection) => {
      const sink = connection.copyIn(COPY_IN)
      for (const piece of pieces) await sink.write(Buffer.from(piece))
      await sink.abort()
      await sink.abort()
      expect(await rowsOf(connection)).toEqual([])
    }),
  )

  it('makes the writer wait while PostgreSQL takes no data', () =>
    withTestDatabase(async (database) => {
      const [blocker, writer] = [await database.connect(), await database.connect()]
      await blocker.query('create table t (a int primary key, b text)')
      await blocker.query('begin; lock table t')
      const sink = writer.copyIn(COPY_IN)
      const write = sink.write(Buffer.from('1\tone\n')).then(() => 'written')
      expect(await Promise.race([write, delay(200, 'waiting')])).toBe('waiting')
      await blocker.query('commit')
      expect(await write).toBe('written')
      expect(await sink.end()).toBe(1)
      await blocker.close()
      await writer.close()
    }))
})

describe('COPY TO STDOUT', () => {
  it('gives all bytes, and the session goes on', () =>
    withTestConnection(async (connection) => {
      const sql = `copy (select i, repeat('é', 100) from generate_series(1, 20000) i) to stdout`
      const text = await textOf(connection.copyOut(sql))
      const expected = Array.from({ length: 20_000 }, (_, i) => `${i + 1}\t${'é'.repeat(100)}\n`).join('')
      expect(text === expected).toBe(true)
      expect((await connection.query('select 1 as one')).rows).toEqual([{ one: '1' }])
    }))

  it('gives nothing for no rows', () =>
    withTestConnection(async (connection) => {
      expect(await textOf(connection.copyOut('copy (select 1 where false) to stdout'))).toBe('')
    }))

  it('rejects when PostgreSQL fails half-way, and the session goes on', () =>
    withTestConnection(async (connection) => {
      const sql = 'copy (select 1 / (5000 - i) from generate_series(1, 10000) i) to stdout'
      expect(await rejection(textOf(connection.copyOut(sql)))).toMatchObject({
        fields: { sqlstate: '22012' },
      })
      expect((await connection.query('select 1 as one')).rows).toEqual([{ one: '1' }])
    }))

  it('ends the session of a reader that leaves early', () =>
    withTestDatabase(async (database) => {
      const connection = await database.connect()
      for await (const piece of connection.copyOut('copy (select generate_series(1, 10000000)) to stdout')) {
        expect(piece.length).toBeGreaterThan(0)
        break
      }
      expect(await rejection(connection.query('select 1'))).toMatchObject({
        code: 'postgres-connection-lost',
      })
      await connection.close()
    }))

  it('holds little in memory when the reader is slow', () =>
    withTestDatabase(async (database) => {
      const connection = await database.connect()
      const before = process.memoryUsage().arrayBuffers
      const pieces = connection.copyOut(
        `copy (select repeat('x', 1000) from generate_series(1, 200000)) to stdout`,
      )
      for await (const _piece of pieces) {
        await delay(300)
        break
      }
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024)
      await connection.close()
    }))
})
