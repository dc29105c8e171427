import { arrivalOf, arrivingValue } from '../../sql/arriving-value.ts'
import { isNull } from '../../sql/fits.ts'
import { formatIdentifier } from '../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { selectableExpression } from '../../sql/selectable-expression.ts'
import type { Index, Table } from '../catalog/catalog.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { PostDataStatement } from '../target/post-data.ts'
import type { ColumnPlan, TablePlan } from './migration-plan.ts'

/** A table of the source, and how its rows reach the target. */
export interface PlannedTable {
  readonly table: Table
  readonly plan: TablePlan
}

/** A part of a key, as SQLite expressions. */
export interface KeyTerm {
  /** Equal for two rows when PostgreSQL finds the part equal. */
  readonly value: string
  /** True where the value is not NULL, told as cheaply as can be; null where it never is. */
  readonly present: string | null
}

/** What a key or an index compares; null where one of its parts is not understood. */
export function keyTerms(statement: PostDataStatement, planned: PlannedTable): readonly KeyTerm[] | null {
  const terms = statement.columns.map((column, at) => keyTerm(column, at, statement, planned))
  return terms.every((term) => term !== null) ? terms : null
}

/** The column that a part of a key is about, also where it is folded; undefined for other expressions. */
export function partColumn(sql: string, plan: TablePlan): ColumnPlan | undefined {
  const folded = FOLDED_FORMS.flatMap(({ form }) => columnOf(form.exec(sql)?.[1] ?? '', plan) ?? [])
  return columnOf(sql, plan) ?? folded[0]
}

/** The column of the plan that PostgreSQL calls by this quoted name. */
export function columnOf(quoted: string, { columns }: TablePlan): ColumnPlan | undefined {
  return columns.find(
    ({ target }) => quoted === quoteIdentifier(target) || quoted === formatIdentifier(target),
  )
}

function keyTerm(
  sql: string,
  at: number,
  statement: PostDataStatement,
  planned: PlannedTable,
): KeyTerm | null {
  const column = columnOf(sql, planned.plan)
  if (column !== undefined) return columnTerm(column, planned)
  const value = sourceTerm(at, statement, planned) ?? foldedTerm(sql, planned)
  return value === null ? null : { value, present: `${value} is not null` }
}

/** The index of the source that the one in the target was made of. */
export function ownIndex(entry: LedgerEntry, { indexes }: Table): Index | undefined {
  return entry.type === 'index'
    ? indexes.find(({ name, sql }) => name === entry.name && sql === entry.sql)
    : undefined
}

function columnTerm(column: ColumnPlan, { plan, table }: PlannedTable): KeyTerm {
  const quoted = quoteIdentifier(column.source)
  const value = arrivingValue(quoted, arrivalOf(column, plan.encoding))
  if (column.misfit !== null) return { value, present: `${value} is not null` }
  return { value, present: column.source === table.rowidAlias ? null : `not ${isNull(quoted)}` }
}

/** The expression of the source's own index of that name, which the one in the target was made of. */
function sourceTerm(at: number, { entry }: PostDataStatement, { table }: PlannedTable): string | null {
  const index = ownIndex(entry, table)
  const expression = index?.parts[at]?.expression
  if (expression == null) return null
  const selectable = selectableExpression(expression, table.columns)
  return selectable === null ? null : `((${selectable}) collate binary)`
}

/** The forms of lower() and rtrim() that a derived schema has, and those that PostgreSQL spells for one column. */
const FOLDED_FORMS: readonly { readonly form: RegExp; readonly fold: (value: string) => string }[] = [
  { form: /^lower\((.+) COLLATE "C"\)$/, fold: (value) => `(lower(${value}) collate binary)` },
  { form: /^rtrim\((.+), ' '::text\)$/, fold: (value) => `(rtrim(${value}, ' ') collate binary)` },
  { form: /^lower\(\((.+)\)::text\)$/, fold: (value) => `fold_case(${value})` },
  { form: /^lower\((.+)\)$/, fold: (value) => `fold_case(${value})` },
]

function foldedTerm(sql: string, planned: PlannedTable): string | null {
  for (const { form, fold } of FOLDED_FORMS) {
    const column = columnOf(form.exec(sql)?.[1] ?? '', planned.plan)
    if (column !== undefined) return fold(columnTerm(column, planned).value)
  }
  return null
}
