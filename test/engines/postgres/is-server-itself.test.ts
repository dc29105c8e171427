import { once } from 'node:events'
import { connect as connectTo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { isServerItself } from '../../../src/engines/postgres/is-server-itself.ts'
import { withTlsServer } from '../../../src/engines/postgres/provision/tls-server.ts'
import { addressesOfUrl } from '../../../src/engines/postgres/provision/url.ts'
import { withFaultyServer } from '../../support/faulty-server.ts'
import { testServer } from '../../support/postgres.ts'

test('a server is itself, on its socket and over TCP with TLS', async () => {
  const { address, majorVersion } = testServer()
  expect(await isServerItself(address)).toBe(true)
  await withTlsServer(majorVersion, new AbortController().signal, async (secure) => {
    expect(await isServerItself(secure)).toBe(true)
  })
})

test('what passes on all that it hears is not, though nothing is wrong with it', async () => {
  const { majorVersion } = testServer()
  await withTlsServer(majorVersion, new AbortController().signal, async (secure) => {
    const between = createServer((socket) => {
      const server = connectTo(secure.port, secure.host)
      socket.pipe(server).pipe(socket)
      for (const end of [socket, server]) end.on('error', () => {})
    }).listen(0, secure.host)
    await once(between, 'listening')
    const place = between.address()
    const port = typeof place === 'object' ? (place?.port ?? 0) : 0
    expect(await isServerItself({ ...secure, port })).toBe(false)
    between.close()
  })
})

test('nothing is certain of what does not let us in', async () => {
  await withFaultyServer(
    (socket) => socket.destroy(),
    async (url) => {
      expect(await isServerItself(addressesOfUrl(url)[0])).toBe(false)
    },
  )
})
