/** Where a PostgreSQL came from. */
export type Provision = 'url' | 'service' | 'docker' | 'installed' | 'embedded'

/** The rows of one statement. Integers beyond 2^53 and all other types come as PostgreSQL spells them. */
export interface QueryResult {
  readonly rows: readonly Readonly<Record<string, string | null>>[]
  /** Rows that the statement touched, as its command tag says. */
  readonly rowCount: number
}

/** A value of a column, as PostgreSQL spells it. */
export type PostgresValue = string | null

/** The rows of one query by the places of their columns, so that two columns may share a name. */
export interface TypedRows {
  /** The object ids of the columns' types. https://www.postgresql.org/docs/current/catalog-pg-type.html */
  readonly types: readonly number[]
  readonly rows: readonly (readonly PostgresValue[])[]
}

/** What is kept of a result; the rest is read and thrown away. `bytes` are those of its texts. */
export interface ReadLimits {
  readonly rows: number
  readonly bytes: number
}

/** The rows of one query that were kept. */
export interface CutRows extends TypedRows {
  /** Of the whole result. */
  readonly rowCount: number
  /** What its columns are called. */
  readonly names: readonly string[]
}

/** Receives the data of one `COPY … FROM STDIN`. */
export interface CopySink {
  /** Resolves when more data may be sent. Rejects when PostgreSQL has refused the data. */
  readonly write: (data: Buffer) => Promise<void>
  /** Whether all that was written has left the process, so that nobody reads its memory any more. */
  readonly isFlushed: () => boolean
  /** Ends the data and gives the number of rows that PostgreSQL has taken. */
  readonly end: () => Promise<number>
  /** Gives up; PostgreSQL discards what was sent. Never rejects. */
  readonly abort: () => Promise<void>
}

/** What the server says beside its answer. It can quote values. */
export interface ServerNotice {
  readonly message: string
  /** Where it was at work: `COPY t`. */
  readonly where: string | null
}

/** One session. All of them run with UTF-8, time zone UTC and ISO dates. */
export interface PostgresConnection {
  readonly query: (sql: string, values?: readonly (string | number | bigint | null)[]) => Promise<QueryResult>
  /** Runs one query, by the extended protocol where it has parameters. */
  readonly read: (sql: string, values?: readonly (string | null)[]) => Promise<TypedRows>
  /** The same for a result that may be large: what is over the limits is counted and not kept. */
  readonly readCut: (sql: string, values: readonly (string | null)[], limits: ReadLimits) => Promise<CutRows>
  readonly copyIn: (sql: string, onNotice?: (notice: ServerNotice) => void) => CopySink
  /** The data of one `COPY … TO STDOUT`, in pieces that need not end at a line. */
  readonly copyOut: (sql: string) => AsyncIterable<Buffer>
  /** Never rejects. */
  readonly close: () => Promise<void>
}

/** A database that this run may use. */
export interface PostgresDatabase {
  readonly name: string
  /** The database that the URL of the server names, where this one was made beside it. */
  readonly ownName: string
  /** `18.4` */
  readonly serverVersion: string
  readonly majorVersion: number
  readonly provision: Provision
  /** For messages: without user and password. */
  readonly label: string
  /** `DATABASE_URL` and `PG…` for the user's own programs. They hold the password: never print them. */
  readonly variables: Readonly<Record<string, string>>
  readonly connect: () => Promise<PostgresConnection>
}
