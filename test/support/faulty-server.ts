import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** @param first nothing was answered yet */
export type FaultyAnswer = (socket: Socket, first: boolean) => void

/** A message of the server. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export function message(type: string, body: Buffer | string = ''): Buffer {
  const content = Buffer.from(body)
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length + 4)
  return Buffer.concat([Buffer.from(type), length, content])
}

/** The session may begin. */
export const LET_IN = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', 'I')])

/** Asks for a proof by its number; 7 is Kerberos. */
export const askFor = (proof: number) => message('R', Buffer.from([0, 0, 0, proof]))

/** Lends the URL of a server that speaks as a broken PostgreSQL or pooler might. */
export async function withFaultyServer(
  answer: FaultyAnswer,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let first = true
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', () => {
      answer(socket, first)
      first = false
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  try {
    await use(`postgres://a:b@127.0.0.1:${port}/c?sslmode=disable`)
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
}
