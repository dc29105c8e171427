import type { ConnectionOptions } from 'node:tls'

/** Everything that is needed to open a session. It holds the password: never print it. */
export interface ServerAddress {
  /** A name, an IP address, or the directory of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  /** `null` for servers that ask for none. */
  readonly password: string | null
  readonly database: string
  readonly tls: boolean | ConnectionOptions
  /** Command-line switches for the session; where they are null, the driver takes `PGOPTIONS`. */
  readonly options: string | null
}

/** Of a server of our own, for which the user's `PGOPTIONS` are not meant: says what every session says anyway. */
export const OWN_OPTIONS = '-c client_encoding=UTF8'

/** The place of the server for messages: without user and password. */
export function addressLabel(address: ServerAddress): string {
  if (address.host.startsWith('/')) return address.host
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `${host}:${address.port}`
}

/**
 * The address as programs expect it in their environment. https://www.postgresql.org/docs/current/libpq-envars.html
 * `sslmode` says only whether there is TLS: the certificates of a URL are not handed on.
 */
export function addressVariables(address: ServerAddress): Readonly<Record<string, string>> {
  const { host, port, user, password, database, tls } = address
  const encoded = (text: string) => encodeURIComponent(text)
  const login = password === null ? encoded(user) : `${encoded(user)}:${encoded(password)}`
  const place = host.startsWith('/') ? '' : host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const parameters = [
    ...(host.startsWith('/') ? [`host=${encoded(host)}`, `port=${port}`] : []),
    ...(tls === false ? [] : ['sslmode=require']),
  ]
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`
  return {
    DATABASE_URL: `postgresql://${login}@${place}/${encoded(database)}${query}`,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    ...(password === null ? {} : { PGPASSWORD: password }),
    PGDATABASE: database,
    ...(tls === false ? {} : { PGSSLMODE: 'require' }),
  }
}
