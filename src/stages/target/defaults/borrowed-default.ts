import type { Expression } from '../../../sql/parsing/expression.ts'
import type { TargetType } from '../target-schema.ts'

/** A function of PostgreSQL that SQLite has not, as the DEFAULT of a column. */
export interface BorrowedDefault {
  /** Null where the column does not take what it gives. */
  readonly sql: string | null
  readonly reason: string
}

/**
 * `now()` and `gen_random_uuid()`. The schema was written for PostgreSQL, or the application gives SQLite functions by these
 * names; either way what is meant is that of PostgreSQL, which all supported versions have. Null for any other tree.
 * https://www.postgresql.org/docs/current/functions-datetime.html https://www.postgresql.org/docs/current/functions-uuid.html
 */
export function borrowedDefault(tree: Expression, type: TargetType): BorrowedDefault | null {
  const name = tree.kind === 'call' && tree.args.length === 0 ? tree.name.toLowerCase() : null
  if (name !== 'now' && name !== 'gen_random_uuid') return null
  const sql = name === 'now' ? momentFor(type) : uuidFor(type)
  const unknown = `SQLite has no function ${name}() of its own`
  return sql === null
    ? { sql, reason: `${unknown}, and that of PostgreSQL gives another type` }
    : { sql, reason: `${unknown}; that of PostgreSQL has its place` }
}

/** As PostgreSQL assigns it: without a zone, it is the time of the session's. */
function momentFor({ kind }: TargetType): string | null {
  return kind === 'timestamptz' || kind === 'timestamp' || kind === 'date' || kind === 'time' ? 'now()' : null
}

function uuidFor(type: TargetType): string | null {
  if (type.kind === 'uuid') return 'gen_random_uuid()'
  const isHeld = type.kind === 'text' || (type.kind === 'varchar' && type.length >= LENGTH_OF_UUID)
  return isHeld ? 'gen_random_uuid()::text' : null
}

const LENGTH_OF_UUID = 36
