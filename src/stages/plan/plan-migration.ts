import { issueId } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { isCoreDataTable } from '../../sql/core-data.ts'
import { decimalLimits } from '../../sql/declared-type.ts'
import { type Fit, fits, isNull } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'
import type { TargetColumn, TargetSchema, TargetTable } from '../target/target-schema.ts'
import { chooseConversion } from './choose-conversion.ts'
import { fitOf } from './fit-of.ts'
import { mayMisfit } from './may-misfit.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from './migration-plan.ts'
import { rowOrder } from './row-order.ts'
import {
  largestRowBytes,
  largestShortRowBytes,
  longRows,
  meanRowBytes,
  mostRowBytes,
  tooLargeColumn,
  tooLargeRows,
} from './row-size.ts'

/** Decides for every column of the target how the values of the source reach it. Pure. */
export function planMigration(catalog: Catalog, schema: TargetSchema, encoding: TextEncoding): MigrationPlan {
  const tables = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source)
    return table === undefined ? [] : [planTable(table, target, schema, encoding)]
  })
  return { tables }
}

function planTable(
  table: Table,
  target: TargetTable,
  schema: TargetSchema,
  encoding: TextEncoding,
): TablePlan {
  const own = { ...schema, issues: schema.issues.filter(({ issue }) => issue.table === table.name) }
  const columns = target.columns.flatMap((column) => {
    const source = table.columns.find(({ name }) => name === column.source)
    return source === undefined ? [] : [planColumn(table, source, column, own, encoding)]
  })
  return {
    source: table.name,
    encoding,
    target: { schema: target.schema, name: target.name },
    partitioned: target.partitioned ?? false,
    columns,
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => (column === null ? [] : [column])) ?? [],
    order: rowOrder(table, columns),
    rowidName: table.rowidName,
    storageKey: table.storageKey,
    rowCount: table.rowCount,
    tooLarge: tooLargeRows(table, encoding),
    tooLargeColumn: tooLargeColumn(table, encoding),
    longRows: longRows(table),
    mostRowBytes: mostRowBytes(encoding),
    meanRowBytes: meanRowBytes(table),
    largestRowBytes: largestRowBytes(table),
    largestShortRowBytes: largestShortRowBytes(table),
  }
}

function planColumn(
  table: Table,
  column: Column,
  target: TargetColumn,
  schema: TargetSchema,
  encoding: TextEncoding,
): ColumnPlan {
  const given = schema.origin !== 'derived'
  const conversion = chooseConversion(column.profile, target.type, given, isCoreDataTable(table))
  const fit = fitOf(conversion, target.type, encoding, given)
  return {
    source: column.name,
    target: target.name,
    type: target.type,
    conversion,
    plainTexts: column.profile.textsPlain && column.profile.blobs === 0,
    generated: target.generated,
    misfit: misfitOf(column, target, fit),
    misfitIssues: schema.issues.flatMap((planned) => misfitIssue(planned, table, column, given)),
    ...(target.domain === undefined ? {} : { domain: target.domain }),
  }
}

/** A NULL is one where the target does not take it; a derived column takes those that there are. */
function misfitOf({ name, profile, declaredType }: Column, target: TargetColumn, fit: Fit): string | null {
  const value = quoteIdentifier(name)
  const soundTexts = profile.textsWithNul + profile.textsInvalidUtf8 === 0
  const tests = [
    ...(mayMisfit(profile, fit, decimalLimits(declaredType)) ? [`not ${fits(fit, value, soundTexts)}`] : []),
    ...(target.notNull && profile.nulls > 0 ? [isNull(value)] : []),
  ]
  return tests.length === 0 ? null : `(${tests.join(' or ')})`
}

/** The kinds of issue whose rows cannot be loaded; the others change a derived type instead. */
const REJECTING: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'nul-in-text',
  'invalid-utf8',
  'wrong-storage-class',
  'mixed-storage-classes',
  'invalid-date',
  'date-encodings-mixed',
  'boolean-spelling',
  'invalid-json',
  'sqlite-jsonb',
  'uuid-bytes',
  'binary-in-text',
  'time-beyond-day',
])

function misfitIssue(
  { issue, rowsWhere }: PlannedIssue,
  table: Table,
  column: Column,
  given: boolean,
): ColumnPlan['misfitIssues'] {
  const isOurs = issue.table === table.name && issue.column === column.name
  const concerns = isOurs && (given || REJECTING.has(issue.code))
  return concerns && rowsWhere !== null ? [{ id: issueId(issue), where: rowsWhere }] : []
}
