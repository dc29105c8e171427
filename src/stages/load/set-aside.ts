import { setImmediate } from 'node:timers/promises'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { issueId } from '../../issues/issue.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Reject } from './load-result.ts'
import type { RejectWriter } from './reject-writer.ts'

/**
 * A SQLite predicate for the rows that can be sent: none of their values is a known misfit. Null when that is
 * every row.
 */
export function loadableRows(table: TablePlan): string | null {
  const misfits = misfitPredicates(table)
  return misfits.length === 0
    ? null
    : `not (${misfits.map((misfit) => `coalesce(${misfit}, false)`).join(' or ')})`
}

/**
 * Rejects every row that the profile knows to be unloadable, before the first COPY: a million bad rows are one
 * scan, not a million refusals.
 */
export async function setAsideMisfits(
  database: SqliteDatabase,
  table: TablePlan,
  rejects: RejectWriter,
  options: { readonly showValues: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const loadable = loadableRows(table)
  if (loadable === null) return
  const suspects = table.columns.filter((column) => column.misfit !== null)
  const keys = keyExpressions(table)
  const statement = database
    .prepare(`
      select ${[...keys, ...suspects.flatMap((column) => describeMisfit(column, table, options.showValues))].join(', ')}
        from ${quoteIdentifier(table.source)}
       where not (${loadable})`)
    .raw()
  let count = 0
  for (const row of statement.iterate() as IterableIterator<unknown[]>) {
    await rejects.write(toReject(table, suspects, row, keys.length, options.showValues))
    count += 1
    if (count % 1000 === 0) {
      await setImmediate()
      options.signal.throwIfAborted()
    }
  }
}

function misfitPredicates(table: TablePlan): readonly string[] {
  const misfits = table.columns.flatMap((column) => (column.misfit === null ? [] : [`(${column.misfit})`]))
  return table.tooLarge === null ? misfits : [...misfits, `(${table.tooLarge})`]
}

const FIELDS_PER_COLUMN = 3

/** Issue id (null when the value fits), storage class and length of one suspect column; then its value. */
function describeMisfit(column: ColumnPlan, table: TablePlan, showValues: boolean): readonly string[] {
  const value = quoteIdentifier(column.source)
  const cases = column.misfitIssues.map(({ id, where }) => `when ${where} then ${quoteLiteral(id)}`).join(' ')
  const fallback = issueId({
    category: 'quality',
    code: 'row-refused',
    table: table.source,
    column: column.source,
    object: null,
  })
  const named = cases === '' ? quoteLiteral(fallback) : `case ${cases} else ${quoteLiteral(fallback)} end`
  const fields = [
    `iif(coalesce(${column.misfit}, false), ${named}, null)`,
    `typeof(${value})`,
    `case typeof(${value}) when 'text' then length(${value}) when 'blob' then length(${value}) end`,
  ]
  return showValues ? [...fields, shownValue(value)] : fields
}

function shownValue(value: string): string {
  return `case typeof(${value}) when 'blob' then 'x''' || hex(${value}) || '''' else ${value} end`
}

/** The row is rejected for the first of its values that does not fit. */
function toReject(
  table: TablePlan,
  suspects: readonly ColumnPlan[],
  row: readonly unknown[],
  keyCount: number,
  showValues: boolean,
): Reject {
  const key = rowKey(table, row.slice(0, keyCount))
  const width = showValues ? FIELDS_PER_COLUMN + 1 : FIELDS_PER_COLUMN
  for (const [index, column] of suspects.entries()) {
    const [issue, storageClass, length, value] = row.slice(
      keyCount + index * width,
      keyCount + (index + 1) * width,
    )
    if (typeof issue !== 'string') continue
    return {
      key,
      column: column.source,
      storageClass: storageClass as Reject['storageClass'],
      length: length === null ? null : Number(length),
      sqlstate: expectedSqlstate(issue),
      issue,
      ...(showValues ? { value: plainValue(value) } : {}),
    }
  }
  const issue = issueId({
    category: 'quality',
    code: 'value-too-large',
    table: table.source,
    column: null,
    object: null,
  })
  return { key, column: null, storageClass: null, length: null, sqlstate: '54000', issue }
}

/** What PostgreSQL answers to such a value. https://www.postgresql.org/docs/current/errcodes-appendix.html */
function expectedSqlstate(issue: string): string {
  if (issue.includes('/nul-in-text:') || issue.includes('/invalid-utf8:')) return '22021'
  if (issue.includes('/invalid-date:') || issue.includes('/date-encodings-mixed:')) return '22007'
  return '22P02'
}

function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return typeof value === 'number' ? value : String(value)
}
