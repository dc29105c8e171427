import { issueId } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { type Fit, fits } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { TextEncoding } from '../snapshot/snapshot.ts'
import type {
  PlannedIssue,
  TargetColumn,
  TargetSchema,
  TargetTable,
  TargetType,
} from '../target/target-schema.ts'
import { chooseConversion } from './choose-conversion.ts'
import type { Conversion } from './conversion.ts'
import { mayMisfit } from './may-misfit.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from './migration-plan.ts'
import { rowOrder } from './row-order.ts'
import { largestRowBytes, meanRowBytes, mostRowBytes, tooLargeRows } from './row-size.ts'

/** Decides for every column of the target how the values of the source reach it. Pure. */
export function planMigration(catalog: Catalog, schema: TargetSchema, encoding: TextEncoding): MigrationPlan {
  const tables = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source)
    return table === undefined ? [] : [planTable(table, target, schema.issues, encoding)]
  })
  return { tables }
}

function planTable(
  table: Table,
  target: TargetTable,
  issues: readonly PlannedIssue[],
  encoding: TextEncoding,
): TablePlan {
  const columns = target.columns.flatMap((column) => {
    const source = table.columns.find(({ name }) => name === column.source)
    return source === undefined ? [] : [planColumn(table, source, column, issues, encoding)]
  })
  return {
    source: table.name,
    encoding,
    target: { schema: target.schema, name: target.name },
    columns,
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => (column === null ? [] : [column])) ?? [],
    order: rowOrder(table, columns),
    rowidName: table.rowidName,
    rowCount: table.rowCount,
    tooLarge: tooLargeRows(table, encoding),
    mostRowBytes: mostRowBytes(encoding),
    meanRowBytes: meanRowBytes(table),
    largestRowBytes: largestRowBytes(table),
  }
}

function planColumn(
  table: Table,
  column: Column,
  target: TargetColumn,
  issues: readonly PlannedIssue[],
  encoding: TextEncoding,
): ColumnPlan {
  const conversion = chooseConversion(column.profile, target.type)
  const fit = fitOf(conversion, target.type, encoding)
  return {
    source: column.name,
    target: target.name,
    type: target.type,
    conversion,
    generated: target.generated,
    misfit: mayMisfit(column.profile, fit) ? `not ${fits(fit, quoteIdentifier(column.name))}` : null,
    misfitIssues: issues.flatMap((planned) => misfitIssue(planned, table, column)),
  }
}

/** What a value has to fit, by its conversion and by the limits of the type behind it. */
function fitOf(conversion: Conversion, type: TargetType, encoding: TextEncoding): Fit {
  switch (conversion.kind) {
    case 'integer':
      return { kind: 'integer', bits: type.kind === 'smallint' ? 16 : type.kind === 'integer' ? 32 : 64 }
    case 'decimal':
      return type.kind === 'numeric'
        ? { kind: 'decimal', precision: type.precision, scale: type.scale }
        : { kind: 'decimal', precision: null, scale: null }
    case 'text':
    case 'rendered':
      return {
        kind: conversion.kind,
        maxLength: type.kind === 'varchar' || type.kind === 'char' ? type.length : null,
      }
    case 'bytes':
      return { kind: 'bytes', utf16: encoding !== 'UTF-8' }
    default:
      return conversion
  }
}

/** The kinds of issue whose rows cannot be loaded; the others change the type instead. */
const REJECTING: ReadonlySet<IssueCode> = new Set<IssueCode>([
  'nul-in-text',
  'invalid-utf8',
  'wrong-storage-class',
  'mixed-storage-classes',
  'invalid-date',
  'date-encodings-mixed',
  'boolean-spelling',
  'invalid-json',
  'blob-in-text',
])

function misfitIssue(
  { issue, rowsWhere }: PlannedIssue,
  table: Table,
  column: Column,
): ColumnPlan['misfitIssues'] {
  const concerns = issue.table === table.name && issue.column === column.name && REJECTING.has(issue.code)
  return concerns && rowsWhere !== null ? [{ id: issueId(issue), where: rowsWhere }] : []
}
