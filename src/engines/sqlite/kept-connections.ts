import type { SqliteDatabase } from './open-sqlite.ts'

/**
 * Connections that are lent again instead of opened again: SQLite reads the whole schema with each of them, which for
 * 2000 tables takes 35 ms (measured), and a run asks for one a table.
 */
export class KeptConnections {
  readonly #open: () => SqliteDatabase
  readonly #idle: SqliteDatabase[] = []

  constructor(open: () => SqliteDatabase) {
    this.#open = open
  }

  /** A connection that nobody else has. */
  take(): SqliteDatabase {
    return this.#idle.pop() ?? this.#open()
  }

  /** Whoever gives it back has no statement running on it, and nothing attached to it. */
  giveBack(database: SqliteDatabase): void {
    this.#idle.push(database)
  }

  /** Closes those that nobody has. */
  close(): void {
    for (const database of this.#idle.splice(0)) database.close()
  }
}
