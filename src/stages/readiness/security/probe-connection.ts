import { connect } from '../../../engines/postgres/connect.ts'
import { makeAuthority } from '../../../engines/postgres/provision/throw-away-authority.ts'
import { withTlsServer } from '../../../engines/postgres/provision/tls-server.ts'
import { addressesOfUrl } from '../../../engines/postgres/provision/url.ts'
import type { ServerAddress } from '../../../engines/postgres/server-address.ts'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { ConnectionSettings } from '../checklist-settings.ts'
import { type Finding, fail, pass, unverified } from '../finding.ts'
import type { SecondServer } from '../second-server.ts'
import type { Subject } from '../subject.ts'

/**
 * Opens a session with TLS and asks the server whether it is one; with the wrong authority, which must be refused by us;
 * and without TLS, which the server must refuse where the settings say so.
 *
 * @param second a server that is there anyway, for a rehearsal
 */
export async function probeConnection(
  { server }: Subject,
  { url, rehearse, plaintext }: ConnectionSettings,
  second: SecondServer | null,
  signal: AbortSignal,
): Promise<Finding> {
  if (url !== null) return await examine(addressesOfUrl(url)[0], 'the server of the settings', plaintext)
  if (rehearse) {
    const look = (address: ServerAddress) =>
      examine(address, 'a server of our own with a throw-away authority', plaintext)
    if (second !== null) return await look((await second.take(signal)).tlsAddress)
    return await withTlsServer(server.majorVersion, signal, look)
  }
  if (server.address.tls !== false) return await examine(server.address, 'the server of the run', plaintext)
  return unverified(
    'The server of the run has no TLS. Name that of the application in connection-security.url, or rehearse it with connection-security.rehearse: true.',
  )
}

async function examine(
  address: ServerAddress,
  where: string,
  plaintext: ConnectionSettings['plaintext'],
): Promise<Finding> {
  if (address.tls === false) return fail('The URL asks for no TLS: sslmode=verify-full does.')
  const { tls } = address
  if (tls !== true && tls.rejectUnauthorized === false) {
    return fail('The certificate is not verified: sslmode=verify-full and sslrootcert do.')
  }
  const session = await askServer(address)
  if (typeof session === 'string') return fail(`No session with TLS on ${where}: ${session}`)
  if (session.ssl !== 't') return fail(`The session on ${where} is without TLS, by pg_stat_ssl.`)
  const other = { ...(tls === true ? {} : tls), ca: makeAuthority().authority }
  if (typeof (await askServer({ ...address, tls: other })) !== 'string') {
    return fail(`The certificate of ${where} was accepted for an authority that has not signed it.`)
  }
  const bare = await askServer({ ...address, tls: false })
  const refused = typeof bare === 'string'
  if (!refused && plaintext === 'refused') return fail(`On ${where} a session without TLS was let in.`)
  const named = tls !== true && tls.checkServerIdentity !== undefined ? ', its host name not compared' : ''
  return pass(
    `On ${where} pg_stat_ssl shows ${session.version} with ${session.cipher}; the certificate was verified${named}, and refused by a client of another authority; a session without TLS was ${refused ? 'refused' : 'let in, which the settings allow'}.`,
  )
}

interface TlsSession {
  readonly ssl: string | null
  readonly version: string | null
  readonly cipher: string | null
}

/** Gives what the server says of the session, or why there is none. */
async function askServer(address: ServerAddress): Promise<TlsSession | string> {
  try {
    const connection = await connect(address)
    try {
      const { rows } = await connection.query(
        'select ssl, version, cipher from pg_catalog.pg_stat_ssl where pid = pg_backend_pid()',
      )
      return { ssl: rows[0]?.ssl ?? null, version: rows[0]?.version ?? null, cipher: rows[0]?.cipher ?? null }
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (error instanceof RehearsalError) return error.message
    throw error
  }
}
