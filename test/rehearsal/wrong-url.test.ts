import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { testServer } from '../support/postgres.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/** Listens where a URL leads, treats each guest in this way, and counts them. */
async function listener(treat: (guest: Socket) => void) {
  let guests = 0
  const server = createServer((guest) => {
    guests += 1
    guest.on('error', () => {})
    treat(guest)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { port, guests: () => guests }
}

function hangUp(guest: Socket): void {
  guest.destroy()
}

/** To the server of the tests, which is asked by a password that it does not know. */
function forward(guest: Socket): void {
  const { host, port } = testServer().address
  const server = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host)
  server.on('error', () => guest.destroy())
  guest.pipe(server).pipe(guest)
}

test.each([
  ['a password that is wrong', forward, 'postgres-refused'],
  ['somebody else who hangs up', hangUp, 'postgres-unreachable'],
] as const)('%s is tried once', async (_, treat, code) => {
  const { port, guests } = await listener(treat)
  const { user } = testServer().address
  const url = `postgres://${user}:wrong-horse-battery@127.0.0.1:${port}/postgres?sslmode=disable`
  const snapshot = await sqliteFromSql('create table notes (id integer primary key)')
  const settings = await testSettings(snapshot, { postgres: { url, version: null } })
  const { run, tables } = await rehearse(settings, quietContext(), { commit: null })
  expect(run).toMatchObject({ status: 'error', error: { code } })
  expect(tables.map(({ name }) => name)).toEqual(['notes'])
  expect(guests()).toBe(1)
})
