import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { Client, type ClientConfig } from 'pg'

/**
 * A client of the driver that tells of whatever ends its session to who waits for it, and ends nothing else: neither a
 * connection that is lost between two statements, nor words that the driver does not know, which it throws where nobody can
 * catch them. A pooler says such things, and a server that asks for Kerberos.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class SessionClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config)
    // without a listener it would end the process; statements in flight reject on their own
    this.on('error', () => {})
    guard(this.connection.stream)
    const connection: EventEmitter = this.connection
    connection.on('sslconnect', () => guard(this.connection.stream))
  }
}

/** What a listener throws at the data of the server is an error of the connection. */
function guard(stream: Duplex): void {
  const emit = stream.emit.bind(stream) as (event: string | symbol, ...given: unknown[]) => boolean
  stream.emit = (event: string | symbol, ...given: unknown[]) => {
    if (event !== 'data') return emit(event, ...given)
    try {
      return emit(event, ...given)
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)))
      return true
    }
  }
}
