import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from '../../../../src/engines/postgres/connect.ts'
import { withCopiedCluster } from '../../../../src/engines/postgres/provision/copied-cluster.ts'
import type { ServerAddress } from '../../../../src/engines/postgres/server-address.ts'
import { withEmbeddedServer } from '../../../support/embedded-server.ts'

const NEVER = new AbortController().signal

test('a server starts on files that were copied while others wrote and made checkpoints', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const writer = await connect(server.address)
    await writer.query('create table kept as select n from generate_series(1, 1000) n')
    let isCopying = true
    const write = async () => {
      for (let n = 0; isCopying; n += 1) {
        await writer.query(
          `create table t${n} as select n, repeat('x', 500) as x from generate_series(1, 200) n`,
        )
        await writer.query('checkpoint')
      }
    }
    const writing = write()
    try {
      for (let time = 0; time < 5; time += 1) {
        const rows = await withCopiedCluster(server, 'postgres', NEVER, async (copy) => {
          const connection = await connect(copy.server.address)
          const { rows: found } = await connection
            .query('select count(*) as n from kept')
            .finally(connection.close)
          return found
        })
        expect(rows).toEqual([{ n: '1000' }])
      }
    } finally {
      isCopying = false
      await writing
      await writer.close()
    }
  }))

test('a copy has the database that was asked for, and no other', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const session = await connect(server.address)
    await session.query('create database one')
    const { rows } = await session
      .query(`select oid from pg_database where datname = 'one'`)
      .finally(session.close)
    await withCopiedCluster(server, 'one', NEVER, async (copy) => {
      expect(copy.server.address.database).toBe('one')
      const folders = await readdir(join(await dataDirectory(copy.server.address), 'base'))
      expect(folders.filter((name) => /^\d+$/.test(name))).toEqual(rows.map(({ oid }) => oid))
    })
  }))

test('a server starts on a copy without the databases into which others wrote meanwhile', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const writer = await connect(server.address)
    await writer.query('create database one')
    let isCopying = true
    const write = async () => {
      for (let n = 0; isCopying; n += 1) await writer.query(`create table t${n} as select 1 as one`)
    }
    const writing = write()
    try {
      await withCopiedCluster(server, 'one', NEVER, async ({ server: { address } }) => {
        expect(await dataDirectory(address)).toMatch(/data$/)
      })
    } finally {
      isCopying = false
      await writing
      await writer.close()
    }
  }))

async function dataDirectory(address: ServerAddress): Promise<string> {
  const connection = await connect(address)
  const { rows } = await connection.query('show data_directory').finally(connection.close)
  return rows[0]?.data_directory ?? ''
}
