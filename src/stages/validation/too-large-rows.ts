import { issue } from '../../issues/issue.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from '../plan/migration-plan.ts'

/**
 * Rows that another tool may have loaded, and that neither SQLite nor PostgreSQL can put into one line: they are not
 * compared. https://www.postgresql.org/docs/current/limits.html
 */
export function tooLargeIssues({ tables }: MigrationPlan): readonly PlannedIssue[] {
  return tables.flatMap(({ source, tooLarge, mostRowBytes }) => {
    const megabytes = mostRowBytes / 1_000_000
    const message = `Not compared: rows whose texts and blobs come to more than ${megabytes} MB`
    const found = issue('value-too-large', { table: source, message })
    return tooLarge === null ? [] : [{ issue: found, rowsWhere: tooLarge }]
  })
}

/** A PostgreSQL predicate for the rows of the target that are not too large; null where all are compared. */
export function comparableRows({ columns, tooLarge, encoding, mostRowBytes }: TablePlan): string | null {
  const sizes = columns.flatMap((column) => sizeOf(column, encoding !== 'UTF-8'))
  return tooLarge === null || sizes.length === 0 ? null : `${sizes.join(' + ')} <= ${mostRowBytes}`
}

/** As SQLite counts it: in UTF-16, texts have two bytes for each character. */
function sizeOf({ target, type }: ColumnPlan, utf16: boolean): readonly string[] {
  const value = quoteIdentifier(target)
  switch (type.kind) {
    case 'bytea':
      return [`coalesce(octet_length(${value}), 0)::bigint`]
    case 'text':
    case 'varchar':
    case 'char':
    case 'enum':
    case 'json':
    case 'jsonb':
    case 'other':
      return [`coalesce(${utf16 ? '2 * char_length' : 'octet_length'}(${value}::text), 0)::bigint`]
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double precision':
    case 'numeric':
    case 'boolean':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'uuid':
      return []
    default:
      return type satisfies never
  }
}
