import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from 'node:tls'
import { connect } from '../../../engines/postgres/connect.ts'
import { makeAuthority } from '../../../engines/postgres/provision/throw-away-authority.ts'
import { withTlsServer } from '../../../engines/postgres/provision/tls-server.ts'
import { addressesOfUrl } from '../../../engines/postgres/provision/url.ts'
import type { ServerAddress } from '../../../engines/postgres/server-address.ts'
import { errorCode } from '../../../errors/error-code.ts'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { ConnectionSettings } from '../checklist-settings.ts'
import { type Finding, fail, pass, unverified } from '../finding.ts'
import { NEEDS } from '../not-executed.ts'
import type { SecondServer } from '../second-server.ts'
import type { Subject } from '../subject.ts'

/**
 * Opens a session with TLS and asks the server whether it is one; as a client of another authority and as one that looks
 * for another host, which both must refuse the certificate; and without TLS, which the server must refuse where the
 * settings say so.
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
  return unverified(`The server of the run has no TLS. ${NEEDS['connection-security']}`)
}

async function examine(
  address: ServerAddress,
  where: string,
  plaintext: ConnectionSettings['plaintext'],
): Promise<Finding> {
  if (address.tls === false) return fail('The URL asks for no TLS: sslmode=verify-full does.')
  const tls = address.tls === true ? {} : address.tls
  if (tls.rejectUnauthorized === false) {
    return fail('The certificate is not verified: sslmode=verify-full and sslrootcert do.')
  }
  // the driver puts a check that accepts every name here for verify-ca, and for require with sslrootcert
  if (tls.checkServerIdentity !== undefined) {
    return fail('The host name is not compared with the certificate: sslmode=verify-full does.')
  }
  const session = await askServer(address)
  if (session instanceof RehearsalError) return fail(`No session with TLS on ${where}: ${session.message}`)
  if (session.ssl !== 't') return fail(`The session on ${where} is without TLS, by pg_stat_ssl.`)
  const accepted = await acceptedStrangers(address, tls)
  if (accepted !== null) return accepted(where)
  const bare = await askServer({ ...address, tls: false })
  const refused = bare instanceof RehearsalError
  if (refused && !isForWantOfTls(bare)) {
    return unverified(`Whether ${where} refuses a session without TLS could not be told: ${bare.message}`)
  }
  if (!refused && plaintext === 'refused') return fail(`On ${where} a session without TLS was let in.`)
  return pass(
    `On ${where} pg_stat_ssl shows ${session.version} with ${session.cipher}; the certificate and its host name were verified, and refused by a client of another authority and by one that looked for another host; a session without TLS was ${refused ? 'refused' : 'let in, which the settings allow'}.`,
  )
}

/** No certificate can be for it. https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const NO_HOST = 'pg-rehearsal.invalid'

/** Proves that the certificate is looked at, by two clients that must refuse it. Null where both did, and for that. */
async function acceptedStrangers(
  address: ServerAddress,
  right: ConnectionOptions,
): Promise<((where: string) => Finding) | null> {
  const isOtherName = (_: string, certificate: PeerCertificate) => checkServerIdentity(NO_HOST, certificate)
  const strangers: Readonly<Record<string, ConnectionOptions>> = {
    'an authority that has not signed it': { ...right, ca: makeAuthority().authority },
    'a host that it does not name': { ...right, checkServerIdentity: isOtherName },
  }
  for (const [whom, tls] of Object.entries(strangers)) {
    const session = await askServer({ ...address, tls })
    if (!(session instanceof RehearsalError)) {
      return (where) => fail(`The certificate of ${where} was accepted for ${whom}.`)
    }
    if (!ABOUT_CERTIFICATE.test(errorCode(session.cause) ?? '')) {
      return (where) =>
        unverified(
          `Whether the certificate of ${where} is refused for ${whom} could not be told: ${session.message}`,
        )
    }
  }
  return null
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ABOUT_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/

/**
 * PostgreSQL says 28000 where no line of `pg_hba.conf` takes the session, PgBouncer 08P01. Everything else, a wrong
 * password or too many sessions, came after the session without TLS was accepted or has nothing to do with it.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isForWantOfTls(error: RehearsalError): boolean {
  return ['28000', '08P01'].includes(errorCode(error.cause) ?? '')
}

interface TlsSession {
  readonly ssl: string | null
  readonly version: string | null
  readonly cipher: string | null
}

/** Gives what the server says of the session, or why there is none. */
async function askServer(address: ServerAddress): Promise<TlsSession | RehearsalError> {
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
    if (error instanceof RehearsalError) return error
    throw error
  }
}
