import type { SqliteDatabase } from './open-sqlite.ts'

/** A loan is for one table: its statements are freed with the connection, and else when garbage is collected, if ever. */
const MOST_LOANS = 50

/**
 * Connections that are lent again instead of opened again: SQLite reads the whole schema with each of them, which for
 * 2000 tables takes 35 ms (measured), and a run asks for one a table.
 */
export class KeptConnections {
  readonly #open: () => SqliteDatabase
  readonly #idle: SqliteDatabase[] = []
  readonly #loans = new Map<SqliteDatabase, number>()

  constructor(open: () => SqliteDatabase) {
    this.#open = open
  }

  /** A connection that nobody else has. */
  take(): SqliteDatabase {
    const database = this.#idle.pop() ?? this.#open()
    this.#loans.set(database, (this.#loans.get(database) ?? 0) + 1)
    return database
  }

  /** Whoever gives it back has no statement running on it, and nothing attached to it. */
  giveBack(database: SqliteDatabase): void {
    if ((this.#loans.get(database) ?? 0) < MOST_LOANS) {
      this.#idle.push(database)
    } else {
      this.#loans.delete(database)
      database.close()
    }
  }

  /** Closes those that nobody has. */
  close(): void {
    for (const database of this.#idle.splice(0)) database.close()
  }
}
