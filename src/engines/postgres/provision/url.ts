import { statSync } from 'node:fs'
import { Client, type ClientConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { errorCode } from '../../../errors/error-code.ts'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { openServer, type PostgresServer } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { requireOwnSessions } from './require-own-sessions.ts'

/**
 * The server that a connection URL names. What the URL leaves out comes from `PGHOST`, `PGPASSWORD` and so on.
 *
 * @throws RehearsalError `usage-invalid` for a malformed URL, and what {@link requireOwnSessions} and
 *   {@link openServer} throw
 */
export async function openServerAtUrl(url: string): Promise<PostgresServer> {
  const [preferred, fallback] = addressesOfUrl(url)
  try {
    return await openOwn(preferred)
  } catch (error) {
    if (fallback === null || !isAboutTls(error)) throw error
    return openOwn(fallback).catch((second) => {
      throw isAboutTls(second) ? error : second
    })
  }
}

async function openOwn(address: ServerAddress): Promise<PostgresServer> {
  await requireOwnSessions(address)
  return await openServer(address, 'url')
}

/**
 * The address to try first, and the one to try when that fails for its use or want of TLS. Follows `sslmode` as libpq
 * does, because a URL that works in psql should work here; only without `sslmode` TLS comes second, not first.
 * https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
 */
export function addressesOfUrl(url: string): readonly [ServerAddress, ServerAddress | null] {
  const config = parseUrl(url)
  const address = addressOf(config)
  if (address.host.startsWith('/')) return [{ ...address, tls: false }, null]
  const plain = { ...address, tls: false }
  const encrypted = { ...address, tls: { rejectUnauthorized: false } }
  switch (config.sslmode) {
    case undefined:
      return [address, address.tls === false ? encrypted : null]
    case 'allow':
      return [plain, encrypted]
    case 'prefer':
      return [encrypted, plain]
    case 'no-verify':
      return [encrypted, null]
    case 'disable':
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return [address, null]
    default:
      throw malformed('its sslmode is unknown')
  }
}

function parseUrl(url: string): ClientConfig & { readonly sslmode?: unknown } {
  if (!/^postgres(ql)?:\/\//.test(url)) throw malformed('it does not begin with postgres://')
  if (hasBareSeparator(url)) throw malformed('a /, ? or # in its user or password is not percent-encoded')
  try {
    const pipe = tlsFiles(url).find((path) => statSync(path, { throwIfNoEntry: false })?.isFIFO())
    if (pipe !== undefined) throw malformed(`the file ${pipe} of its TLS parameters is not a regular file`)
    return toClientConfig(parse(url, { useLibpqCompat: true }))
  } catch (error) {
    if (error instanceof RehearsalError) throw error
    if (isMissingFile(error)) throw malformed(`the file ${error.path} of its TLS parameters cannot be read`)
    throw malformed('its parts cannot be understood')
  }
}

/** The parser reads these at once, and would hold up the process, also against a signal, until somebody writes. */
function tlsFiles(url: string): readonly string[] {
  const parameters = new URLSearchParams(/\?(.*)$/s.exec(url)?.[1])
  return ['sslcert', 'sslkey', 'sslrootcert'].flatMap((name) => parameters.getAll(name))
}

/**
 * An `@` after the first `/`, `?` or `#` shows that it was part of a password. Read on, one part of the password would
 * become the name of the host or the database, and would be printed.
 */
function hasBareSeparator(url: string): boolean {
  return /^\w+:\/\/[^/?#]*(#|\/[^?]*[@#]|\?[^=]*@)/.test(url)
}

/** The parser's errors are not kept as causes: some of them hold the URL. */
function malformed(why: string): RehearsalError {
  return new RehearsalError('usage-invalid', `The PostgreSQL URL is not valid: ${why}.`, {
    hint: 'Write postgres://user:password@host:5432/database, with special characters percent-encoded (@ is %40, / is %2F).',
  })
}

function isMissingFile(error: unknown): error is Error & { readonly path: string } {
  return error instanceof Error && 'path' in error && 'syscall' in error
}

/** Lets the driver fill in its defaults; it connects to nothing yet. */
function addressOf(config: ClientConfig): ServerAddress {
  const { host, port, user = '', password, database = user, ssl } = new Client(config)
  return { host, port, user, password: password ?? null, database, tls: ssl, options: config.options ?? null }
}

/** The server wants TLS and was not offered it (28000), or does not have it. */
function isAboutTls(error: unknown): boolean {
  if (!(error instanceof RehearsalError) || !(error.cause instanceof Error)) return false
  return errorCode(error.cause) === '28000' || error.cause.message.includes('does not support SSL')
}
