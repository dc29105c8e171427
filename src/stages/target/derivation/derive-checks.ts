import { issue } from '../../../issues/issue.ts'
import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import { amount } from '../../../progress/amount.ts'
import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { mentionedNames } from '../../../sql/mentioned-names.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import { ROWID_NAMES } from '../../../sql/rowid-names.ts'
import { sameName } from '../../../sql/same-name.ts'
import { selectableExpression } from '../../../sql/selectable-expression.ts'
import {
  type ExpressionName,
  type Translation,
  translateCondition,
} from '../../../sql/translation/translate-expression.ts'
import type { Check } from '../../catalog/catalog.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import { constraintNameIssues } from '../names/name-tables.ts'
import { objectName, otherName } from '../names/object-name.ts'
import type { SchemaPart } from '../schema-part.ts'
import { namedInRows } from './derive-column.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'
import { isKeptByType } from './kept-by-type.ts'

/** @param constraints the names of constraints that the table has already */
export function deriveChecks(table: DerivedTable, constraints: NameRegistry): readonly SchemaPart[] {
  const named = namedInRows(table)
  return table.table.checks.flatMap((check) => {
    const wanted = check.name ?? usualName(table, check)
    const name = constraints.take(wanted)
    const object = objectName(wanted, check.name ?? usualName(ofSource(table), check), name)
    const issues = constraintNameIssues(check.name, name, table.table.name)
    return [deriveCheck(table, check, named, { name, object }), { issues }]
  })
}

function deriveCheck(
  table: DerivedTable,
  check: Check,
  named: readonly ExpressionName[],
  { name, object }: { readonly name: string; readonly object: string },
): SchemaPart {
  const head = check.name === null ? '' : `CONSTRAINT ${formatIdentifier(check.name)} `
  const sql = `${head}CHECK (${check.expression})`
  const column = soleColumn(table, check)
  const entry = { type: 'check', name: object, table: table.table.name, sql } as const
  if (column !== undefined && isKeptByType(check, column)) {
    const reason = `the type ${column.type.kind} takes nothing else`
    return { ledger: [{ ...entry, status: 'translated', reason }] }
  }
  const cast = castColumns(table, check)
  const translation = translateChecked(check, named, cast)
  if (!translation.ok) {
    const message = `CHECK (${check.expression}) is not in the target: ${translation.reason}`
    const place = {
      table: table.table.name,
      ...(column === undefined ? {} : { column: column.column.name }),
      object,
    }
    return {
      ledger: [{ ...entry, status: 'dropped', reason: translation.reason }],
      issues: [
        planned('check-not-translated', { ...place, message }),
        ...(cast.length > 0 ? [] : breakers(table, check, place)),
      ],
    }
  }
  const qualified = formatQualified(table)
  return {
    postData: [
      {
        kind: 'check',
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ${qualified}\n    ADD CONSTRAINT ${formatIdentifier(name)} CHECK (${translation.sql}) NOT VALID`,
        validateSql: `ALTER TABLE ${qualified} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: column === undefined ? [] : [quoteIdentifier(column.name)],
        expression: translation.sql,
        entry: { ...entry, status: 'translated', reason: otherName(object, name)[0] ?? null },
      },
    ],
  }
}

/** The columns that a remedy has cast: of those a CHECK was written for other values. */
function castColumns({ columns }: DerivedTable, { expression }: Check): readonly DerivedColumn[] {
  const names = mentionedNames(expression)
  return columns.filter(
    ({ column }) => column.sourceType !== undefined && names.some((name) => sameName(name, column.name)),
  )
}

/** Of bytes that were texts, SQLite and PostgreSQL would agree about a rule that the source has not. */
function translateChecked(
  { expression }: Check,
  named: readonly ExpressionName[],
  cast: readonly DerivedColumn[],
): Translation {
  const translation = translateCondition(expression, named)
  const isSame = translation.ok && cast.every(({ type }) => type.kind !== 'bytea')
  if (cast.length === 0 || isSame) return translation
  const names = cast.map(({ column }) => column.name).join(', ')
  return { ok: false, reason: `it is about the values that ${names} had before the cast` }
}

/** A source can hold rows that break its own CHECK; the one that somebody writes by hand will meet them. */
function breakers(
  table: DerivedTable,
  { expression }: Check,
  place: { readonly table: string; readonly object: string },
): readonly PlannedIssue[] {
  const rowids = table.table.withoutRowid ? [] : ROWID_NAMES.map(rowidColumn)
  const condition = selectableExpression(expression, [...table.table.columns, ...rowids])
  if (condition === null) return []
  const message = (rows: number) =>
    `${amount(rows, 'row breaks', 'rows break')} the CHECK ${place.object}, which is not in the target`
  return [
    {
      issue: issue('check-violated', { ...place, priority: 'MED', message: '' }),
      rowsWhere: `not (${condition})`,
      counted: { distinct: null, message },
    },
  ]
}

function rowidColumn(name: string) {
  return { name, notNull: false, profile: { nulls: 0 } }
}

/** The column that a CHECK stands at, or the only one that it names. */
function soleColumn(table: DerivedTable, { column, expression }: Check): DerivedColumn | undefined {
  if (column !== null) return findColumn(table, column)
  const named = new Set(mentionedNames(expression).flatMap((name) => findColumn(table, name) ?? []))
  return named.size === 1 ? [...named][0] : undefined
}

/** With the names of the source. */
function ofSource(table: DerivedTable): DerivedTable {
  const columns = table.columns.map((column) => ({ ...column, name: column.column.name }))
  return { ...table, name: table.table.name, columns }
}

/** As PostgreSQL would call it. */
function usualName(table: DerivedTable, { column }: Check): string {
  const target = column === null ? undefined : findColumn(table, column)
  return target === undefined ? `${table.name}_check` : `${table.name}_${target.name}_check`
}
