import { inOrder } from '../../engines/sqlite/in-order.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineQuery } from '../../engines/sqlite/read-lines.ts'
import { foundDamage } from '../../engines/sqlite/sqlite-error.ts'

/**
 * Reads single rows of a query by their place, which only grows. So the whole table is passed once, however many rows
 * are asked for; a row by its offset would pass over all those before it each time.
 */
export class RowCursor {
  readonly #rows: IterableIterator<unknown[]>
  #next = 0
  #current: readonly unknown[] = []

  /** @param expressions what is read of a row */
  constructor(database: SqliteDatabase, query: LineQuery, expressions: readonly string[]) {
    this.#rows = database
      .prepare(`select ${expressions.join(', ')} from ${inOrder(query)}`)
      .raw()
      .iterate() as IterableIterator<unknown[]>
  }

  /**
   * @param place counted from 0, and not before that of the last call
   * @throws SqliteError where there is no such row: the file gave it before, and so it is damaged
   */
  at(place: number): readonly unknown[] {
    while (this.#next <= place) {
      const { value, done } = this.#rows.next()
      if (done === true) throw foundDamage('a row that was read is not there any more')
      this.#current = value
      this.#next += 1
    }
    return this.#current
  }

  /** The connection cannot be closed before. */
  close(): void {
    this.#rows.return?.()
  }
}
