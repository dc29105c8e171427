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
  /** Command-line switches for the session, as in `PGOPTIONS`. */
  readonly options: string | null
}

/** The place of the server for messages: without user and password. */
export function addressLabel(address: ServerAddress): string {
  if (address.host.startsWith('/')) return address.host
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `${host}:${address.port}`
}
