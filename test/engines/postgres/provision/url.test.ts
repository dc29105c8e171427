import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { withPostgres } from '../../../../src/engines/postgres/provision/provision.ts'
import { addressesOfUrl, openServerAtUrl } from '../../../../src/engines/postgres/provision/url.ts'
import { testServer } from '../../../support/postgres.ts'
import { rejection } from '../rejection.ts'

const PASSWORD = 'hunter2-secret'
const UNVERIFIED = { rejectUnauthorized: false }

/** The server of this test run as a URL with these parameters. */
function testUrl(parameters: Readonly<Record<string, string>> = {}): string {
  const { host, port, user, password, database } = testServer().address
  const query = new URLSearchParams({
    host,
    port: String(port),
    user,
    password: password ?? '',
    ...parameters,
  })
  return `postgres:///${database}?${query}`
}

/**
 * Lends a TCP port that leads to the socket of the test server, since sockets know no TLS. `alter` may change what the
 * server says, byte for byte.
 */
async function withTcpPort<T>(
  use: (port: number) => Promise<T>,
  alter = (bytes: string): string => bytes,
): Promise<T> {
  const { host, port } = testServer().address
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const proxy = createServer((socket) => {
    const server = connect(target)
    socket.pipe(server)
    server.on('data', (data) => socket.write(alter(data.toString('latin1')), 'latin1'))
    server.on('end', () => socket.end())
    for (const end of [socket, server]) end.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return use((proxy.address() as AddressInfo).port).finally(() => proxy.close())
}

describe('a PostgreSQL URL', () => {
  it.each([
    {
      url: 'postgres://u:p%40%2F@h:5433/d',
      host: 'h',
      port: 5433,
      user: 'u',
      password: 'p@/',
      database: 'd',
    },
    { url: 'postgresql://u:p@[::1]/d', host: '::1', port: 5432, user: 'u', password: 'p', database: 'd' },
    { url: 'postgres://u@h', host: 'h', port: 5432, user: 'u', password: null, database: 'u' },
    {
      url: 'postgres://u:p@%2Frun%2Fpg/d',
      host: '/run/pg',
      port: 5432,
      user: 'u',
      password: 'p',
      database: 'd',
    },
    {
      url: 'postgres://u:p@/d?host=/run/pg',
      host: '/run/pg',
      port: 5432,
      user: 'u',
      password: 'p',
      database: 'd',
    },
    {
      url: 'postgres://u:p@h/d%20e?user=a@b',
      host: 'h',
      port: 5432,
      user: 'a@b',
      password: 'p',
      database: 'd e',
    },
  ])('is understood: $url', ({ url, ...expected }) => {
    expect(addressesOfUrl(url)[0]).toMatchObject(expected)
  })

  it('passes session options on', () => {
    expect(addressesOfUrl('postgres://u@h/d?options=-c%20work_mem%3D64MB')[0].options).toBe(
      '-c work_mem=64MB',
    )
  })

  it.each([
    { parameters: '', first: false, second: UNVERIFIED },
    { parameters: '?sslmode=disable', first: false, second: null },
    { parameters: '?sslmode=allow', first: false, second: UNVERIFIED },
    { parameters: '?sslmode=prefer', first: UNVERIFIED, second: false },
    { parameters: '?sslmode=require', first: UNVERIFIED, second: null },
    { parameters: '?sslmode=no-verify', first: UNVERIFIED, second: null },
    { parameters: '?sslmode=verify-full', first: {}, second: null },
  ])('with "$parameters" tries TLS as libpq does', ({ parameters, first, second }) => {
    const [preferred, fallback] = addressesOfUrl(`postgres://u:p@h/d${parameters}`)
    expect([preferred.tls, fallback?.tls ?? null]).toEqual([first, fallback === null ? null : second])
  })

  it.each([
    { url: `localhost:5432/${PASSWORD}`, why: 'does not begin with postgres://' },
    { url: `mysql://u:${PASSWORD}@h/d`, why: 'does not begin with postgres://' },
    { url: `postgres://u:12/${PASSWORD}@h/d`, why: 'is not percent-encoded' },
    { url: `postgres://u:12#${PASSWORD}@h/d`, why: 'is not percent-encoded' },
    { url: `postgres://u:12?${PASSWORD}@h/d`, why: 'is not percent-encoded' },
    { url: `postgres://u:${PASSWORD}@h:port/d`, why: 'cannot be understood' },
    { url: `postgres://u:${PASSWORD}@h:99999/d`, why: 'cannot be understood' },
    { url: `postgres://u:${PASSWORD}@h/d?sslmode=verify-ca`, why: 'cannot be understood' },
    { url: `postgres://u:${PASSWORD}@h/d?sslmode=on`, why: 'sslmode is unknown' },
    { url: `postgres://u:${PASSWORD}@h/d?sslrootcert=/no/such.pem`, why: '/no/such.pem' },
    { url: `postgres://u:%E0%A4@${PASSWORD}h/d`, why: 'cannot be understood' },
  ])('is refused without its password: $url', async ({ url, why }) => {
    const error = await rejection(openServerAtUrl(url))
    expect(error).toMatchObject({ code: 'usage-invalid', message: expect.stringContaining(why) })
    expect(error.cause).toBeUndefined()
    expect(`${error.message} ${error.stack}`).not.toContain(PASSWORD)
  })
})

describe('a server named by a URL', () => {
  it('is opened with its version', async () => {
    const server = await openServerAtUrl(testUrl())
    expect(server).toMatchObject({ provision: 'url', version: testServer().version })
  })

  it('that has no TLS is opened without it when TLS is only preferred', () =>
    withTcpPort(async (port) => {
      const url = testUrl({ host: '127.0.0.1', port: String(port), sslmode: 'prefer' })
      expect((await openServerAtUrl(url)).address.tls).toBe(false)
    }))

  it('that has no TLS is refused when TLS is required', () =>
    withTcpPort(async (port) => {
      const url = testUrl({ host: '127.0.0.1', port: String(port), sslmode: 'require' })
      expect(await rejection(openServerAtUrl(url))).toMatchObject({ code: 'postgres-refused' })
    }))

  it('must not be older than the oldest supported version', () => {
    // A value such as 180004 follows its length in bytes.
    const major = `\x06${testServer().majorVersion}`
    return withTcpPort(
      async (port) => {
        const url = testUrl({ host: '127.0.0.1', port: String(port), sslmode: 'disable' })
        expect(await rejection(openServerAtUrl(url))).toMatchObject({
          code: 'postgres-unsupported',
          message: expect.stringContaining('the oldest supported version is 14'),
        })
      },
      (bytes) => bytes.replace(major, '\x0613'),
    )
  })

  it('must have the version that was asked for', async () => {
    const version = testServer().majorVersion - 1
    const run = withPostgres({ url: testUrl(), version }, new AbortController().signal, async () => {})
    expect(await rejection(run)).toMatchObject({ code: 'postgres-unsupported' })
  })

  it('is lent to the run', async () => {
    const options = { url: testUrl(), version: testServer().majorVersion }
    const version = await withPostgres(
      options,
      new AbortController().signal,
      async (server) => server.version,
    )
    expect(version).toBe(testServer().version)
  })
})
