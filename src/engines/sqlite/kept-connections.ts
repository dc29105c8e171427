import type { SqliteDatabase } from './open-sqlite.ts'

/** Loans of a connection at least, for one table each. Its statements are freed with it, and else with the garbage, if ever. */
const MOST_LOANS = 50
/** Where there are many tables, a connection is lent for this part of them: each that is opened reads the definitions of all. */
const PART_OF_TABLES = 20

/**
 * Connections that are lent again instead of opened again: SQLite reads the whole schema with each of them, which for
 * 2000 tables takes 35 ms (measured), and a run asks for one a table.
 */
export class KeptConnections {
  readonly #open: () => SqliteDatabase
  readonly #idle: SqliteDatabase[] = []
  readonly #loans = new Map<SqliteDatabase, number>()
  readonly #mostLoans: number

  /** @param tables for which it is going to be asked */
  constructor(open: () => SqliteDatabase, tables: number) {
    this.#open = open
    this.#mostLoans = Math.max(MOST_LOANS, tables / PART_OF_TABLES)
  }

  /** A connection that nobody else has. */
  take(): SqliteDatabase {
    const database = this.#idle.pop() ?? this.#open()
    this.#loans.set(database, (this.#loans.get(database) ?? 0) + 1)
    return database
  }

  /** Whoever gives it back has no statement running on it, and nothing attached to it. */
  giveBack(database: SqliteDatabase): void {
    if ((this.#loans.get(database) ?? 0) < this.#mostLoans) {
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
