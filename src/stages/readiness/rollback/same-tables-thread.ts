import { closeSync, openSync } from 'node:fs'
import { type OpenDatabaseFile, openPages } from '../../../engines/sqlite/pages/open-pages.ts'
import { sameRows } from '../../../engines/sqlite/pages/same-rows.ts'
import type { Reply } from '../../../threads/serve-requests.ts'
import type { TreePair } from './copy-writer.ts'

// In a thread: compares the rows of tables by their bytes. See same-tables.ts.

export interface SameTablesRequest {
  /** Whoever asks closes it, and not before the answer or the end of the thread. */
  readonly original: OpenDatabaseFile
  /** Of the other file. */
  readonly path: string
  readonly trees: readonly TreePair[]
}

export interface SameTable {
  readonly table: string
  readonly rows: number
}

export async function handle({ original, path, trees }: SameTablesRequest): Promise<Reply> {
  const descriptor = openSync(path, 'r')
  try {
    const [one, other] = [openPages(original), openPages({ ...original, path, descriptor })]
    if (one === null || other === null) return { value: [], transfer: [] }
    const same = trees.flatMap(({ table, original: root, copy }): readonly SameTable[] => {
      const rows = sameRows({ file: one, root }, { file: other, root: copy })
      return rows === null ? [] : [{ table, rows }]
    })
    return { value: same, transfer: [] }
  } finally {
    closeSync(descriptor)
  }
}
