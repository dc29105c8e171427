import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from '../../../../src/engines/postgres/connect.ts'
import { withCopiedCluster } from '../../../../src/engines/postgres/provision/copied-cluster.ts'
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
        const rows = await withCopiedCluster(server, NEVER, async (copy) => {
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

test('a copy has all databases but the templates, of which a run has nothing', () =>
  withEmbeddedServer(null, NEVER, async (server) => {
    const session = await connect(server.address)
    const listed = 'select oid from pg_database where not datistemplate order by oid'
    await session.query('create database one')
    const { rows } = await session.query(listed).finally(session.close)
    await withCopiedCluster(server, NEVER, async (copy) => {
      const connection = await connect({ ...copy.server.address, database: 'one' })
      const [folder] = (await connection.query('show data_directory').finally(connection.close)).rows
      const folders = await readdir(join(folder?.data_directory ?? '', 'base'))
      expect(folders.filter((name) => /^\d+$/.test(name)).toSorted()).toEqual(
        rows.map(({ oid }) => oid).toSorted(),
      )
    })
  }))
