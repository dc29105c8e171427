import { DatabaseError } from 'pg'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { PostgresRefusal } from './postgres-error.ts'
import { addressLabel, type ServerAddress } from './server-address.ts'

/**
 * Connection exceptions, and the codes with which a server ends sessions; 08P01 is about one message of ours.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SESSION_ENDED = /^(08(?!P01)|57P0)/

/**
 * What PostgreSQL said about a statement; `null` when it said nothing because the session has ended.
 * A full disk is not about the statement, so it is a RehearsalError.
 */
export function statementRefused(error: unknown): PostgresRefusal | RehearsalError | null {
  // without a code it is the driver that speaks, of words that it does not know
  if (!(error instanceof DatabaseError) || error.code === undefined || SESSION_ENDED.test(error.code))
    return null
  if (error.code === '53100') {
    return new RehearsalError('postgres-disk-full', 'The disk of the PostgreSQL server is full.', {
      hint: 'Free space where the server keeps its data (for the embedded server: the temporary folder), then run again.',
      cause: error,
    })
  }
  const fields = {
    sqlstate: error.code,
    message: error.message,
    detail: error.detail ?? null,
    where: error.where ?? null,
    constraint: error.constraint ?? null,
    table: error.table ?? null,
    column: error.column ?? null,
    position: error.position === undefined ? null : Number(error.position),
  }
  return new PostgresRefusal(fields, error)
}

/** The session has ended before the statement did. */
export function connectionLost(error: unknown, label: string): RehearsalError {
  return new RehearsalError(
    'postgres-connection-lost',
    `The connection to PostgreSQL at ${label} was lost.`,
    {
      hint: 'Look into the log of the server: it was stopped, it crashed or it ran out of memory, or the network failed.',
      cause: error,
    },
  )
}

/** No session came about. */
export function connectionRefused(error: unknown, address: ServerAddress): RehearsalError {
  const label = addressLabel(address)
  const refused = refusalHint(error, address)
  if (refused !== null) {
    return new RehearsalError(
      'postgres-refused',
      `PostgreSQL at ${label} refused the connection: ${reason(error)}.`,
      {
        hint: refused,
        cause: error,
      },
    )
  }
  return new RehearsalError('postgres-unreachable', `No PostgreSQL answers at ${label}: ${reason(error)}.`, {
    hint: 'Check the host and the port of the URL, and that the server is running and reachable from here.',
    cause: error,
    timedOut: isTimeout(error),
  })
}

/** `null` when the failure was not a refusal but silence. */
function refusalHint(error: unknown, address: ServerAddress): string | null {
  const code = errorCode(error) ?? ''
  const message = error instanceof Error ? error.message : ''
  if (SESSION_ENDED.test(code)) return null
  if (code === '3D000') return `Name an existing database in the URL, for example /postgres.`
  if (code === '28P01') return `Check the user and the password of the URL.`
  if (code === '28000' && !address.tls) return `If the server asks for TLS, add ?sslmode=require to the URL.`
  if (message.startsWith('unsupported startup parameter')) {
    return 'That is a pooler, which passes on no options: name the port of PostgreSQL itself in the URL.'
  }
  if (code === '53300') return `Wait for other sessions to end, or raise max_connections.`
  if (message.startsWith('Unknown authenticationOk')) {
    return 'The server asks for Kerberos or another proof that this program cannot give: name a user who logs in with a password.'
  }
  if (message.startsWith('SASL:')) return `The server asks for a password: put it into the URL.`
  if (message.includes('does not support SSL')) return `Use ?sslmode=disable in the URL.`
  if (isCertificateError(code)) {
    return `Name the certificate authority with ?sslrootcert=FILE, or use ?sslmode=require to trust any certificate.`
  }
  return error instanceof DatabaseError ? `Check the URL and the server's pg_hba.conf.` : null
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/.test(code)
}

function reason(error: unknown): string {
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return first instanceof Error ? first.message.replace(/\.$/, '') : String(first)
}

/** Of the driver's own clock, which has no code, or of the network. */
function isTimeout(error: unknown): boolean {
  const isOfDriver = error instanceof Error && /\btimeout\b/.test(error.message)
  return isOfDriver || errorCode(error) === 'ETIMEDOUT'
}
