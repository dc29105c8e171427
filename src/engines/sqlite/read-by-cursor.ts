import { setImmediate } from 'node:timers/promises'
import { inOrder } from './in-order.ts'
import { asBytes, endedLine, toBuffer } from './line-bytes.ts'
import type { SqliteDatabase } from './open-sqlite.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'

const BATCH_BYTES = 1 << 20

/** Row by row, in any order. */
export async function* readByCursor(
  database: SqliteDatabase,
  query: LineQuery,
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const rows = database
    .prepare(`
      select ${asBytes(endedLine(query.line, query), query)}
        from ${inOrder(query)}`)
    .raw()
    .iterate() as IterableIterator<[Buffer | string]>
  let firstRow = 0
  let pending: Buffer[] = []
  let bytes = 0
  for (const [line] of rows) {
    const buffer = toBuffer(line)
    pending.push(buffer)
    bytes += buffer.length
    if (bytes < BATCH_BYTES && pending.length < query.batchRows) continue
    yield { lines: Buffer.concat(pending), rows: pending.length, firstRow }
    firstRow += pending.length
    pending = []
    bytes = 0
    await setImmediate()
    signal.throwIfAborted()
  }
  if (pending.length > 0) yield { lines: Buffer.concat(pending), rows: pending.length, firstRow }
}
