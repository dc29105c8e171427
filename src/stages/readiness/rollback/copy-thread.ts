import { releaseMemory } from '../../../threads/release-memory.ts'
import { type Reply, serveRequests } from '../../../threads/serve-requests.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { compareCopies } from './compare-copies.ts'
import type { Original } from './compare-table.ts'
import { CopyWriter, type Counter } from './copy-writer.ts'
import type { SameTables } from './same-tables.ts'
import type { Known } from './spelling.ts'

// The first file of a thread that writes a SQLite file and compares it with another: see probe-rollback.ts.

export type CopyRequest =
  | {
      readonly kind: 'create'
      readonly sourcePath: string
      readonly path: string
      readonly tables: readonly string[]
    }
  /** Answered with the COPY that prints its rows. */
  | {
      readonly kind: 'begin-table'
      readonly table: TablePlan
      readonly known: ReadonlyMap<string, Known>
      readonly byPages: boolean
    }
  | { readonly kind: 'rows'; readonly piece: Uint8Array<ArrayBuffer> }
  /** Answered with whether it has its rows. */
  | { readonly kind: 'end-table'; readonly table: string }
  /** Answered with a {@link TreePair} for each. */
  | { readonly kind: 'trees' }
  | { readonly kind: 'finish'; readonly counters: readonly Counter[] }
  /** Answered with a {@link CopyComparison}. */
  | {
      readonly kind: 'compare'
      readonly original: string
      readonly copy: string
      readonly tables: readonly Original[]
      readonly excluded: readonly string[]
      readonly same: SameTables
      readonly checksFile: boolean
    }

let writer: CopyWriter | null = null

serveRequests<CopyRequest>(
  async (request) => ({ value: await answer(request), transfer: [] }) satisfies Reply,
)

async function answer(request: CopyRequest): Promise<unknown> {
  switch (request.kind) {
    case 'create':
      writer = new CopyWriter(request.sourcePath, request.path, request.tables)
      return await writer.createTables()
    case 'begin-table':
      return writer?.beginTable(request.table, request.known, request.byPages)
    case 'rows':
      writer?.write(Buffer.from(request.piece.buffer))
      return releaseMemory(request.piece)
    case 'end-table':
      return writer?.endTable(request.table)
    case 'trees':
      return writer?.trees()
    case 'finish':
      return await writer?.finish(request.counters)
    case 'compare':
      return compareCopies(
        request.original,
        request.copy,
        request.tables,
        request.excluded,
        request.same,
        request.checksFile,
      )
    default:
      return request satisfies never
  }
}
