import { expect, it } from 'vitest'
import { findingOf } from '../../support/checklist.ts'
import { askFor, type FaultyAnswer, LET_IN, message, withFaultyServer } from '../../support/faulty-server.ts'

const ONE = 'create table t (id integer primary key); insert into t values (1), (2)'

const fatal = (text: string) => message('E', `SFATAL\0C08P01\0M${text}\0\0`)
const after =
  (say: (...[socket]: Parameters<FaultyAnswer>) => void): FaultyAnswer =>
  (socket, first) => {
    if (first) socket.write(LET_IN)
    else say(socket, first)
  }

it.each<readonly [string, FaultyAnswer]>([
  ['hangs up at once', (socket) => socket.destroy()],
  ['speaks another protocol', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['refuses how a session begins', (socket) => socket.end(fatal('unsupported startup parameter: options'))],
  ['asks for a proof that nobody can give', (socket) => socket.end(askFor(99))],
  [
    'ends the session in its first statement',
    after((socket) => socket.end(fatal('server login has failed'))),
  ],
  ['ends the session without a word', after((socket) => socket.destroy())],
  ['says what no server says', after((socket) => socket.end(message('~', 'what')))],
  ['says less than it announces', after((socket) => socket.end(message('T', '\0')))],
])('a pooler that %s fails connection-pooling, and is no bug', async (_, answer) => {
  await withFaultyServer(answer, async (url) => {
    const written = { 'pooler-url': url, clients: 2, connections: 2 }
    const finding = await findingOf('connection-pooling', ONE, written)
    expect(finding.evidence).toMatch(/^2 clients at once: \d errors \S+ over the pooler/)
    expect(finding.status).toBe('fail')
  })
})
