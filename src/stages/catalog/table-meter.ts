import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { ColumnGroup, type LearnedColumn } from './column-group.ts'
import type { ColumnProfile } from './column-profile.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import type { ColumnStructure, TableStructure } from './read-table.ts'

/** The rows of one chunk, measured. */
export interface ChunkProfile {
  readonly rows: number
  /** In the order of the columns. */
  readonly profiles: readonly ColumnProfile[]
}

/** A result has at most 2000 columns (SQLITE_MAX_COLUMN), and one column of a table takes up to 30 of them. */
const COLUMNS_PER_QUERY = 20

/** Measures all columns of a table, as many in one query as SQLite allows. */
export class TableMeter {
  /** Generated columns that SQLite cannot compute: their functions are those of the application. */
  readonly unreadColumns: readonly string[]
  readonly #columns: readonly ColumnStructure[]
  readonly #groups: readonly ColumnGroup[]

  /**
   * @param isUtf8 whether the texts of the database are UTF-8: those of a small chunk are gathered then
   * @param learned by another meter of the same table; null where none has
   */
  constructor(
    database: SqliteDatabase,
    table: TableStructure,
    isUtf8: boolean,
    learned: readonly LearnedColumn[] | null = null,
  ) {
    const sampled = isUtf8 && table.storageKey.length > 0
    const isUnread = (column: ColumnStructure) =>
      column.generated !== null && !canRead(database, table.name, column.name)
    this.#columns = table.columns
    this.unreadColumns = table.columns.filter(isUnread).map((column) => column.name)
    const readable = table.columns.filter((column) => !this.unreadColumns.includes(column.name))
    const starts = Array.from(
      { length: Math.max(1, Math.ceil(readable.length / COLUMNS_PER_QUERY)) },
      (_, index) => index * COLUMNS_PER_QUERY,
    )
    this.#groups = starts.map((start) => {
      const end = start + COLUMNS_PER_QUERY
      const known = learned?.slice(start, end) ?? null
      return new ColumnGroup(database, table.name, readable.slice(start, end), sampled, known)
    })
  }

  /** What the chunks have taught so far. */
  get learned(): readonly LearnedColumn[] {
    return this.#groups.flatMap((group) => group.learned)
  }

  /** @throws the driver's error where rows cannot be read; then none of the chunk is counted */
  measure(chunk: Chunk): ChunkProfile {
    const results = this.#groups.map((group) => group.measure(chunk))
    const readable = results.flatMap(({ profiles }) => profiles)[Symbol.iterator]()
    const profiles = this.#columns.map((column) =>
      this.unreadColumns.includes(column.name) ? EMPTY_PROFILE : (readable.next().value ?? EMPTY_PROFILE),
    )
    return { rows: results[0]?.rows ?? 0, profiles }
  }
}

function canRead(database: SqliteDatabase, table: string, column: string): boolean {
  try {
    database.prepare(`select ${quoteIdentifier(column)} from ${quoteIdentifier(table)}`)
    return true
  } catch {
    return false
  }
}
