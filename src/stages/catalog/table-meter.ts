import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { isDamage, messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { UnreadColumn } from './catalog.ts'
import type { ChunkProfile } from './chunk-profile.ts'
import { ColumnGroup } from './column-group.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import type { TableStructure } from './table-structure.ts'

/** Measures the columns of a table, but for those that cannot be read. */
export class TableMeter {
  readonly #database: SqliteDatabase
  readonly #table: TableStructure
  readonly #gathersTexts: boolean
  #unread: readonly UnreadColumn[]
  #columns: ColumnGroup

  /**
   * @param isUtf8 whether the texts of the database are UTF-8: those of a small chunk are gathered then
   */
  constructor(database: SqliteDatabase, table: TableStructure, isUtf8: boolean) {
    this.#database = database
    this.#table = table
    this.#gathersTexts = isUtf8 && table.storageKey.length > 0
    this.#unread = this.#unreadAmong(
      (column) => void database.prepare(`select ${column} from ${this.#name}`),
      ({ message }) => message,
    )
    this.#columns = this.#readable()
  }

  /**
   * Generated columns that SQLite cannot compute: their functions are those of the application, or fail on a value that it
   * has come to. They are not measured, and hold nothing that the other columns do not.
   */
  get unreadColumns(): readonly UnreadColumn[] {
    return this.#unread
  }

  /** @throws the driver's error where rows cannot be read; then none of the chunk is counted */
  measure(chunk: Chunk): ChunkProfile {
    try {
      return this.#measure(chunk)
    } catch (error) {
      if (sqliteResultCode(error) === null || isDamage(error) || !this.#leaveOutUnread(chunk)) throw error
      return this.#measure(chunk)
    }
  }

  get #name(): string {
    return quoteIdentifier(this.#table.name)
  }

  #measure(chunk: Chunk): ChunkProfile {
    const measured = this.#columns.measure(chunk)
    const readable = measured.profiles.values()
    const profiles = this.#table.columns.map(({ name }) =>
      this.#isUnread(name) ? EMPTY_PROFILE : (readable.next().value ?? EMPTY_PROFILE),
    )
    return { rows: measured.rows, profiles }
  }

  #isUnread(column: string): boolean {
    return this.#unread.some(({ name }) => name === column)
  }

  /** Whether there were generated columns that cannot be computed in the chunk; the next query does without them. */
  #leaveOutUnread({ condition, values }: Chunk): boolean {
    const compute = (column: string) =>
      void this.#database
        .prepare(
          `select sum(octet_length(${column}))
             from ${this.#name} not indexed
            where ${condition}`,
        )
        .get(...values)
    const found = this.#unreadAmong(compute, messageWithoutValue).filter(({ name }) => !this.#isUnread(name))
    if (found.length === 0) return false
    this.#unread = [...this.#unread, ...found]
    this.#columns = this.#readable()
    return true
  }

  /** @param explain what can be told of an error; only one that has seen rows may quote a value */
  #unreadAmong(read: (column: string) => void, explain: (error: Error) => string): readonly UnreadColumn[] {
    return this.#table.columns.flatMap(({ name, generated }) => {
      const error = generated === null ? null : failureOf(() => read(quoteIdentifier(name)))
      return error === null ? [] : [{ name, reason: explain(error) }]
    })
  }

  #readable(): ColumnGroup {
    const columns = this.#table.columns.filter(({ name }) => !this.#isUnread(name))
    return new ColumnGroup(this.#database, this.#table.name, columns, this.#gathersTexts)
  }
}

/** What SQLite says where it cannot compute something; null where it can, and where the file is damaged. */
function failureOf(compute: () => void): Error | null {
  try {
    compute()
    return null
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error
    return isDamage(error) ? null : error
  }
}
