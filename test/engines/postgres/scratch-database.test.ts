import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { connect } from '../../../src/engines/postgres/connect.ts'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { withScratchDatabase } from '../../../src/engines/postgres/scratch-database.ts'
import type { LeftDatabase, PostgresServer } from '../../../src/engines/postgres/server.ts'
import type { ServerAddress } from '../../../src/engines/postgres/server-address.ts'
import { RehearsalError } from '../../../src/errors/rehearsal-error.ts'
import { quoteIdentifier } from '../../../src/sql/quote.ts'
import { testServer } from '../../support/postgres.ts'
import { startChild } from './child.ts'
import { rejection } from './rejection.ts'

const SCRATCH = { keep: false, signal: new AbortController().signal }

async function asAdministrator<T>(use: (connection: PostgresConnection) => Promise<T>): Promise<T> {
  const connection = await connect(testServer().address)
  return use(connection).finally(connection.close)
}

async function databaseExists(name: string): Promise<boolean> {
  const sql = 'select from pg_database where datname = $1'
  return asAdministrator(async (connection) => (await connection.query(sql, [name])).rowCount === 1)
}

/** A name that a scratch database could have had in the year 2001. */
function oldScratchName(): string {
  return `pg_rehearsal_20010203040506_${randomBytes(4).toString('hex')}`
}

describe('a scratch database', () => {
  it('has nobody in it before its user connects, so that a command can drop it and create it anew', () =>
    withScratchDatabase(testServer(), SCRATCH, async ({ name }) => {
      await delay(200)
      await asAdministrator(async (connection) => {
        await connection.query(`drop database ${quoteIdentifier(name)}`)
        await connection.query(`create database ${quoteIdentifier(name)}`)
      })
    }))

  it('is empty, in UTF-8, ordered by bytes, and gone afterwards', async () => {
    const name = await withScratchDatabase(testServer(), SCRATCH, async (database) => {
      const connection = await database.connect()
      const result = await connection.query(`
        select current_database() as name, current_setting('server_encoding') as encoding,
               'Z' < 'a' as by_bytes, (select count(*) from pg_class where relnamespace = 'public'::regnamespace) as tables`)
      await connection.close()
      expect(result.rows).toEqual([{ name: database.name, encoding: 'UTF8', by_bytes: 't', tables: '0' }])
      expect(database.name).toMatch(/^pg_rehearsal_20\d{12}_[0-9a-f]{8}$/)
      return database.name
    })
    expect(await databaseExists(name)).toBe(false)
  })

  it('is another one for every run, also for runs at the same time', async () => {
    const names = await Promise.all(
      Array.from({ length: 4 }, () => withScratchDatabase(testServer(), SCRATCH, async ({ name }) => name)),
    )
    expect(new Set(names).size).toBe(4)
  })

  it('is dropped when the run fails, though sessions are still open', async () => {
    let name = ''
    const failure = new Error('the run has failed')
    const run = withScratchDatabase(testServer(), SCRATCH, async (database) => {
      name = database.name
      await database.connect()
      throw failure
    })
    expect(await rejection(run)).toBe(failure)
    expect(await databaseExists(name)).toBe(false)
  })

  it('stays with keep, also through later runs', async () => {
    const options = { ...SCRATCH, keep: true }
    const name = await withScratchDatabase(testServer(), options, async (database) => database.name)
    await withScratchDatabase(testServer(), SCRATCH, async () => {})
    expect(await databaseExists(name)).toBe(true)
    await asAdministrator((connection) => connection.query(`drop database ${quoteIdentifier(name)}`))
  })

  it('ends its sessions when the run is aborted, and gives the reason', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    let name = ''
    const run = withScratchDatabase(
      testServer(),
      { keep: false, signal: controller.signal },
      async (database) => {
        name = database.name
        const connection = await database.connect()
        setTimeout(() => controller.abort(reason), 50)
        await connection.query('select pg_sleep(3600)')
      },
    )
    expect(await rejection(run)).toBe(reason)
    expect(await databaseExists(name)).toBe(false)
  })

  it('is not made for a run that was aborted before', async () => {
    const options = { keep: false, signal: AbortSignal.abort(new Error('cancelled')) }
    expect(await rejection(withScratchDatabase(testServer(), options, async () => {}))).toMatchObject({
      message: 'cancelled',
    })
  })

  it('needs the right to create databases, and says how to give it', async () => {
    const role = `Role "${randomBytes(4).toString('hex')}"`
    await asAdministrator((connection) =>
      connection.query(`create role ${quoteIdentifier(role)} login password 'x'`),
    )
    const server = { ...testServer(), address: { ...testServer().address, user: role, password: 'x' } }
    const error = await rejection(withScratchDatabase(server, SCRATCH, async () => {}))
    await asAdministrator((connection) => connection.query(`drop role ${quoteIdentifier(role)}`))
    expect(error).toMatchObject({
      code: 'postgres-refused',
      hint: `Let the user create databases: ALTER ROLE ${quoteIdentifier(role)} CREATEDB;`,
    })
  })
})

/** Lends a server as a user that makes databases and roles, and the address of another user whose sessions it may not end. */
async function asLimitedUser(
  use: (server: PostgresServer, other: ServerAddress) => Promise<void>,
): Promise<void> {
  const [user, stranger] = [0, 1].map(() => `limited_${randomBytes(4).toString('hex')}`) as [string, string]
  const { address } = testServer()
  await asAdministrator((connection) =>
    connection.query(
      `create role ${user} login createdb createrole password 'x'; create role ${stranger} login password 'x'`,
    ),
  )
  const as = (name: string) => ({ ...address, user: name, password: 'x' })
  try {
    await use({ ...testServer(), address: as(user) }, as(stranger))
  } finally {
    await asAdministrator((connection) => connection.query(`drop role ${user}, ${stranger}`))
  }
}

describe('a scratch database with a session that the user may not end', () => {
  it('waits a moment for it', async () => {
    await asLimitedUser(async (server, other) => {
      const left: LeftDatabase[] = []
      const told = { ...server, tellLeft: (one: LeftDatabase) => left.push(one) }
      const name = await withScratchDatabase(told, SCRATCH, async (database) => {
        const session = await connect({ ...other, database: database.name })
        setTimeout(() => void session.close(), 1000)
        return database.name
      })
      expect(left).toEqual([])
      expect(await databaseExists(name)).toBe(false)
    })
  })

  it('is told with its name when it stays, and by later runs until it is gone', async () => {
    await asLimitedUser(async (server, other) => {
      const left: LeftDatabase[] = []
      const told = { ...server, tellLeft: (one: LeftDatabase) => left.push(one) }
      const { name, session } = await withScratchDatabase(told, SCRATCH, async (database) => ({
        name: database.name,
        session: await connect({ ...other, database: database.name }),
      }))
      expect(left).toEqual([{ name, message: expect.stringContaining(`DROP DATABASE "${name}"`) }])
      expect(left[0]?.message).toMatch(/with what this run put into it is still at .*SQLSTATE 55006/)
      await withScratchDatabase(told, SCRATCH, async () => {})
      expect(left[1]).toEqual({
        name,
        message: expect.stringMatching(/^An earlier run seems to have left .* sessions are open in it/),
      })
      await session.close()
      await expect
        .poll(async () => {
          await withScratchDatabase(server, SCRATCH, async () => {})
          return databaseExists(name)
        })
        .toBe(false)
    })
  })
})

it('says to a user whose transactions only read what helps in its own sessions', async () => {
  await asLimitedUser(async (server) => {
    const { user } = server.address
    await asAdministrator((connection) =>
      connection.query(`alter role ${user} set default_transaction_read_only = on`),
    )
    const error = await rejection(withScratchDatabase(server, SCRATCH, async () => {}))
    if (!(error instanceof RehearsalError)) throw error
    const statements = error.hint.match(/(?:SET|ALTER ROLE) [^;]*;/g) ?? []
    expect(statements).toHaveLength(2)
    const session = await connect(server.address)
    for (const statement of statements) await session.query(statement)
    await session.close()
    await withScratchDatabase(server, SCRATCH, async () => {})
  })
})

describe('what a killed run left behind', () => {
  it('is dropped by the next run, but not while that run lives', async () => {
    const child = await startChild('scratch-child.ts', [JSON.stringify(testServer())])
    const name = String(child.message)
    await withScratchDatabase(testServer(), SCRATCH, async () => {})
    expect(await databaseExists(name)).toBe(true)

    child.process.kill('SIGKILL')
    await child.exited
    await expect
      .poll(async () => {
        await withScratchDatabase(testServer(), SCRATCH, async () => {})
        return databaseExists(name)
      })
      .toBe(false)
  })

  it.each([
    { title: 'without a comment', comment: 'null', name: oldScratchName() },
    {
      title: 'with a comment of somebody else',
      comment: `'the scratch database of Anna'`,
      name: oldScratchName(),
    },
    {
      title: 'with our comment but another name',
      comment: `'pg-rehearsal scratch database'`,
      name: `pg_rehearsal_${randomBytes(4).toString('hex')}`,
    },
  ])('is not taken to be a database $title', async ({ comment, name }) => {
    const quoted = quoteIdentifier(name)
    await asAdministrator(async (connection) => {
      await connection.query(`create database ${quoted}`)
      await connection.query(`comment on database ${quoted} is ${comment}`)
    })
    await withScratchDatabase(testServer(), SCRATCH, async () => {})
    expect(await databaseExists(name)).toBe(true)
    await asAdministrator((connection) => connection.query(`drop database ${quoted}`))
  })
})
