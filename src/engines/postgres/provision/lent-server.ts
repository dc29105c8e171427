import type { PostgresServer } from '../server.ts'

/** A server for one run, and how it is given back. */
export interface LentServer {
  readonly server: PostgresServer
  /** Stops and removes what was made for it. Never rejects. */
  readonly release: () => Promise<void>
}

/** For servers that are not ours to stop. */
export function lentOnly(server: PostgresServer): LentServer {
  return { server, release: async () => {} }
}
