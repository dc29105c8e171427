import type { KeptConnections } from '../../engines/sqlite/kept-connections.ts'
import { type LineBatch, readLines } from '../../engines/sqlite/read-lines.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { quickestQuery } from './binary-rows.ts'
import { isWorthFreezing } from './worth-freezing.ts'

/**
 * Reads the rows of a small table while PostgreSQL is at those of the one before. Else the server waits for the thread that
 * reads the small tables, and that for the server. Whoever loads a table may hold the next one, whole.
 */
export class RowsAhead {
  readonly #tables: readonly TablePlan[]
  readonly #sources: KeptConnections
  readonly #signal: AbortSignal
  readonly #begun = new Set<TablePlan>()
  readonly #rows = new Map<TablePlan, Promise<readonly LineBatch[]>>()
  #next = 0

  /** @param tables in the order in which they are loaded, the largest first */
  constructor(tables: readonly TablePlan[], sources: KeptConnections, signal: AbortSignal) {
    this.#tables = tables
    this.#sources = sources
    this.#signal = signal
  }

  /** Reads the next table, if that is a small one. Never throws: what goes wrong is for who loads it. */
  async readNext(): Promise<void> {
    const table = this.#firstNotBegun()
    if (table === undefined || isWorthFreezing(table)) return
    this.#begun.add(table)
    const rows = this.#readWhole(table)
    this.#rows.set(table, rows)
    await rows.catch(() => {})
  }

  /**
   * The rows of a table that is loaded now, by its `quickestQuery`, to be had once; null where they are still to be read.
   *
   * @throws the driver's error, and the reason of the signal
   */
  async take(table: TablePlan): Promise<readonly LineBatch[] | null> {
    this.#begun.add(table)
    const rows = this.#rows.get(table) ?? null
    this.#rows.delete(table)
    return await rows
  }

  #firstNotBegun(): TablePlan | undefined {
    for (;;) {
      const table = this.#tables[this.#next]
      if (table === undefined || !this.#begun.has(table)) return table
      this.#next += 1
    }
  }

  async #readWhole(table: TablePlan): Promise<readonly LineBatch[]> {
    const source = this.#sources.take()
    try {
      const rows: LineBatch[] = []
      for await (const batch of readLines(source, quickestQuery(table), this.#signal)) rows.push(batch)
      return rows
    } finally {
      this.#sources.giveBack(source)
    }
  }
}
