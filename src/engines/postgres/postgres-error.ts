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
  /** The character of the statement, counted from 1, that the error is about; null where it is about no place of it. */
  readonly position: number | null
}

/**
 * PostgreSQL's own messages that name objects and no values. Data exceptions (22) quote values, but for those of fixed words:
 * a length below 0, a division by 0, logarithms and powers, LIMIT and OFFSET. So may what functions of the owner raise, as
 * `P0001` or under a code of their own. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const QUOTES_NO_VALUES = /^(?:0|2[^2]|[345]|F0|HV|XX|2201[12EFWX])/

/** Of those that quote values otherwise, the words of a calculation. */
const OF_A_CALCULATION = /^(smallint|integer|bigint) out of range$/

/** What PostgreSQL says without a cell value: its message, or only `SQLSTATE 22P02`. */
export function publicMessage({ sqlstate, message }: PostgresErrorFields): string {
  return QUOTES_NO_VALUES.test(sqlstate) || OF_A_CALCULATION.test(message) ? message : `SQLSTATE ${sqlstate}`
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
