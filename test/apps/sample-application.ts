/** A small application on one ORM. The same code runs on SQLite and on PostgreSQL. */
export interface SampleApplication {
  /** The folder of the application below `test/apps`. */
  readonly orm: 'knex' | 'drizzle' | 'typeorm'
  /** The tables of the product; those in which the ORM keeps its own account are not among them. */
  readonly tables: readonly string[]
  /** The column that each engine fills in by a default, as `table.column`. */
  readonly filledIn: string
  /** What `readObjects` gives after `writeObjects`, without the moments that the database fills in. */
  readonly objects: object
  /**
   * Opens a database, which need not have a schema yet.
   *
   * @param target the path of a SQLite file, or a URL of PostgreSQL
   */
  open(target: string): Promise<OpenApplication>
}

export interface OpenApplication {
  /** Runs the migrations that this database does not have. */
  migrate(): Promise<void>
  /** What the ORM has noted about migrations: one row for each that ran here. */
  bookkeeping(): Promise<readonly object[]>
  writeObjects(): Promise<void>
  /** All objects of the product as the application sees them, in a fixed order. */
  readObjects(): Promise<object>
  /** Lets the database number a new object, and reads it back. */
  insertNext(): Promise<{ readonly id: number }>
  close(): Promise<void>
}

/** libpq takes both schemes: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS */
export function isPostgres(target: string): boolean {
  return /^postgres(ql)?:\/\//.test(target)
}
