import { setImmediate } from 'node:timers/promises'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { issueId } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { joinBalanced } from '../../sql/join-balanced.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Reject } from './load-result.ts'
import type { RejectWriter } from './reject-writer.ts'

/**
 * A SQLite predicate for the rows that can be sent: none of their values is a known misfit. Null when that is
 * every row.
 */
export function loadableRows(table: TablePlan): string | null {
  const misfits = misfitRows(table)
  return misfits === null && table.tooLarge === null ? null : rowsThat(table, misfits ?? '0', false)
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
  await setAsideTooLarge(database, table, rejects)
  const misfits = misfitRows(table)
  if (misfits === null) return
  const keys = keyExpressions(table)
  const statement = database
    .prepare(`
      select ${[...describeMisfit(table, options.showValues), ...keys].join(', ')}
        from ${quoteIdentifier(table.source)}
       where ${rowsThat(table, misfits, true)}`)
    .raw()
  let count = 0
  for (const row of statement.iterate() as IterableIterator<MisfitRow>) {
    await rejects.write(toReject(table, row, options.showValues))
    count += 1
    if (count % 1000 === 0) {
      await setImmediate()
      options.signal.throwIfAborted()
    }
  }
}

/** Too large to be read, such a row has only its key to show. */
async function setAsideTooLarge(
  database: SqliteDatabase,
  table: TablePlan,
  rejects: RejectWriter,
): Promise<void> {
  if (table.tooLarge === null) return
  const keys = keyExpressions(table)
  const rows = database
    .prepare(`
      select ${['null', ...keys].join(', ')}
        from ${quoteIdentifier(table.source)} not indexed
       where ${table.tooLarge}`)
    .raw()
  const column = table.tooLargeColumn
  const issue = issueId({
    category: 'quality',
    code: 'value-too-large',
    table: table.source,
    column,
    object: null,
  })
  for (const row of rows.iterate() as IterableIterator<unknown[]>) {
    const key = rowKey(table, row.slice(1))
    await rejects.write({ key, column, storageClass: null, length: null, sqlstate: '54000', issue })
  }
}

/** A SQLite predicate for the rows with a known misfit; null where there are none. */
export function misfitRows(table: TablePlan): string | null {
  const misfits = table.columns.flatMap(({ misfit }) => (misfit === null ? [] : [`coalesce(${misfit}, 0)`]))
  return misfits.length === 0 ? null : joinBalanced(misfits, 'or')
}

/** CASE, because it alone promises not to look at the values of a row that is too large. */
export function rowsThat(table: TablePlan, misfits: string, areMisfits: boolean): string {
  const wanted = areMisfits ? `(${misfits})` : `not (${misfits})`
  return table.tooLarge === null ? wanted : `case when ${table.tooLarge} then 0 else ${wanted} end`
}

/** A row is rejected for the first of its values that does not fit: column, issue, storage class, length and value. */
function describeMisfit(table: TablePlan, showValues: boolean): readonly string[] {
  const suspects = table.columns.filter(({ misfit }) => misfit !== null)
  const ofFirst = (field: (column: ColumnPlan, value: string) => string) =>
    firstCase(suspects.map((column) => [column.misfit ?? '0', field(column, quoteIdentifier(column.source))]))
  return [
    ofFirst(({ source }) => quoteLiteral(source)),
    ofFirst((column) => misfitIssue(column, table)),
    ofFirst((_, value) => `typeof(${value})`),
    ofFirst((_, value) => `iif(typeof(${value}) in ('text', 'blob'), length(${value}), null)`),
    showValues ? ofFirst((_, value) => shownValue(value)) : 'null',
  ]
}

/** One of the cases is true of each row, so the last one needs no test. */
function firstCase(cases: readonly (readonly [test: string, result: string])[]): string {
  const [last = ['', 'null'], ...before] = cases.toReversed()
  const tested = before.toReversed().map(([test, result]) => `when ${test} then ${result}`)
  return tested.length === 0 ? last[1] : `case ${tested.join(' ')} else ${last[1]} end`
}

function misfitIssue({ source, misfitIssues }: ColumnPlan, table: TablePlan): string {
  const place = { table: table.source, column: source, object: null }
  const fallback = quoteLiteral(issueId({ category: 'quality', code: 'row-refused', ...place }))
  const cases = misfitIssues.map(({ id, where }) => `when ${where} then ${quoteLiteral(id)}`)
  return cases.length === 0 ? fallback : `case ${cases.join(' ')} else ${fallback} end`
}

function shownValue(value: string): string {
  return `case typeof(${value}) when 'blob' then 'x''' || hex(${value}) || '''' else ${value} end`
}

type MisfitRow = readonly [
  column: string,
  issue: string,
  storageClass: Reject['storageClass'],
  length: bigint | null,
  value: unknown,
  ...keys: unknown[],
]

function toReject(table: TablePlan, row: MisfitRow, showValues: boolean): Reject {
  const [column, issue, storageClass, length, value, ...keys] = row
  return {
    key: rowKey(table, keys),
    column,
    storageClass,
    length: length === null ? null : Number(length),
    sqlstate: expectedSqlstate(issue),
    issue,
    ...(showValues ? { value: plainValue(value) } : {}),
  }
}

/**
 * What PostgreSQL answers to such a value; 01004 where it would take it and change it.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATES: Readonly<Partial<Record<IssueCode, string>>> = {
  'null-in-not-null': '23502',
  'nul-in-text': '22021',
  'invalid-utf8': '22021',
  'invalid-date': '22007',
  'interval-unclear': '22007',
  'date-encodings-mixed': '22007',
  'date-encoding-unknown': '22007',
  'integer-out-of-range': '22003',
  'integer-beyond-64-bits': '22003',
  'decimal-overflow': '22003',
  'varchar-overflow': '22001',
  'trailing-blanks-lost': '01004',
  'json-not-jsonb': '01004',
  'time-part-lost': '01004',
  'time-zone-lost': '01004',
  'timespan-text': '01004',
  'sub-microsecond': '01004',
  'float-precision-lost': '01004',
}

function expectedSqlstate(issue: string): string {
  const code = issue.slice(issue.indexOf('/') + 1, issue.indexOf(':'))
  return (SQLSTATES as Readonly<Partial<Record<string, string>>>)[code] ?? '22P02'
}

function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return typeof value === 'number' ? value : String(value)
}
