import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Where a server of our own listens. */
export interface Endpoint {
  /** The directory of a Unix socket, or an IP address. */
  readonly host: string
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
}

/** Part of the socket's file name; nothing listens there. */
const SOCKET_PORT = 5432

/** Bytes with the final NUL: 104 on macOS, 108 on Linux. https://man7.org/linux/man-pages/man7/unix.7.html */
const SOCKET_PATH_LIMIT = 104

/** A socket in the folder, which nobody else can enter; a free port of the loopback device where that cannot be. */
export async function endpointIn(folder: string): Promise<Endpoint> {
  const socketPath = join(folder, `.s.PGSQL.${SOCKET_PORT}`)
  if (process.platform !== 'win32' && Buffer.byteLength(socketPath) < SOCKET_PATH_LIMIT) {
    const settings = { unix_socket_directories: folder, listen_addresses: '', port: String(SOCKET_PORT) }
    return { host: folder, port: SOCKET_PORT, settings }
  }
  const host = '127.0.0.1'
  const port = await freePort(host)
  return { host, port, settings: { unix_socket_directories: '', listen_addresses: host, port: String(port) } }
}

/** A port that nobody listens on. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has no port.')
  return address.port
}
