/** What PostgreSQL says about a refused statement. https://www.postgresql.org/docs/current/protocol-error-fields.html */
export interface PostgresErrorFields {
  readonly sqlstate: string
  readonly message: string
  readonly detail: string | null
  /** The call stack of the server, for example `COPY t, line 3, column a: "x"`. It can hold cell values. */
  readonly where: string | null
  readonly constraint: string | null
  readonly table: string | null
  readonly column: string | null
}

/** PostgreSQL refused a statement. The session goes on. */
export class PostgresRefusal extends Error {
  override readonly name = 'PostgresRefusal'
  readonly fields: PostgresErrorFields

  constructor(fields: PostgresErrorFields, cause: unknown) {
    super(fields.message, { cause })
    this.fields = fields
  }
}
