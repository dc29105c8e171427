import type { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { NoticeMessage } from 'pg-protocol/dist/messages.js'
import type { CopySink, ServerNotice } from './database.ts'

/** Turns an error of the driver into one of ours. */
type Explain = (error: unknown) => Error

/** Sends the data of `COPY … FROM STDIN`. Calls must not overlap. */
export function openCopyIn(
  client: Client,
  sql: string,
  explain: Explain,
  onNotice?: (notice: ServerNotice) => void,
): CopySink {
  const stream = client.query(copyFrom(sql))
  const hear = ({ message, where }: NoticeMessage) =>
    onNotice?.({ message: message ?? '', where: where ?? null })
  if (onNotice !== undefined) client.on('notice', hear)
  let failure: Error | null = null
  let ended = false
  let interrupt: (error: Error) => void = () => {}

  // The driver emits the refusal between two writes as readily as during one, and never destroys the stream.
  stream.on('error', (error) => {
    failure ??= explain(error)
    client.off('notice', hear)
    interrupt(failure)
  })
  const unlessRefused = (step: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure)
      interrupt = reject
      step(resolve)
    })

  return {
    write: (data) => unlessRefused((done) => void stream.write(data, done)),
    isFlushed: () => client.connection.stream.writableLength === 0,
    end: async () => {
      await unlessRefused((done) => void stream.end(done))
      ended = true
      client.off('notice', hear)
      return stream.rowCount
    },
    abort: async () => {
      if (ended || failure !== null) return
      client.off('notice', hear)
      const closed = new Promise<void>((resolve) => stream.once('close', resolve))
      stream.destroy()
      await closed
    },
  }
}

/**
 * Receives the data of `COPY … TO STDOUT` with bounded memory. PostgreSQL cannot be told to stop half-way without a
 * second session, so a reader that leaves early ends the session.
 */
export async function* openCopyOut(client: Client, sql: string, explain: Explain): AsyncGenerator<Buffer> {
  const stream = client.query(copyTo(sql))
  stream.on('error', () => {})
  let finished = false
  try {
    for await (const piece of stream) yield piece
    finished = true
  } catch (error) {
    finished = true
    throw explain(error)
  } finally {
    if (!finished) await client.end()
  }
}
