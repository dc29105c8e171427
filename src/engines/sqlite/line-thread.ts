import { ownMemory } from '../../threads/own-memory.ts'
import type { Reply } from '../../threads/serve-requests.ts'
import { openSqlite, type SqliteDatabase } from './open-sqlite.ts'
import { type LineBatch, type LineQuery, readLines } from './read-lines.ts'
import { type AttachedSet, attachSet } from './row-identities.ts'

// In a thread: reads the lines of one query at a time. See read-lines-apart.ts.

export type LineRequest =
  | {
      readonly kind: 'open'
      readonly path: string
      readonly sets: readonly AttachedSet[]
      readonly query: LineQuery
    }
  | { readonly kind: 'next' }
  | { readonly kind: 'close' }

/** The answer to `next`; null at the end. */
export type LineAnswer = {
  readonly lines: Uint8Array<ArrayBuffer>
  readonly rows: number
  readonly firstRow: number
} | null

const NEVER = new AbortController().signal
const DONE: Reply = { value: null, transfer: [] }

let open: { readonly database: SqliteDatabase; readonly batches: AsyncGenerator<LineBatch> } | null = null

export async function handle(request: LineRequest): Promise<Reply> {
  switch (request.kind) {
    case 'open': {
      const database = openSqlite(request.path)
      for (const set of request.sets) attachSet(database, set)
      open = { database, batches: readLines(database, request.query, NEVER) }
      return DONE
    }
    case 'next': {
      const { value, done } = (await open?.batches.next()) ?? { done: true }
      return done === true ? DONE : answer(value)
    }
    case 'close': {
      const closing = open
      open = null
      await closing?.batches.return(undefined)
      closing?.database.close()
      return DONE
    }
    default:
      return request satisfies never
  }
}

/** The memory of a batch goes along. */
function answer({ lines, rows, firstRow }: LineBatch): Reply {
  const own = ownMemory(lines)
  const value: LineAnswer = { lines: own, rows, firstRow }
  return { value, transfer: [own.buffer] }
}
