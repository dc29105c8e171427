import { type Arrival, arrivingValue } from '../../sql/arriving-value.ts'
import { formatIdentifier } from '../../sql/format-identifier.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { selectableExpression } from '../../sql/selectable-expression.ts'
import type { Index, Table } from '../catalog/catalog.ts'
import type { LedgerEntry, PostDataStatement } from '../target/target-schema.ts'
import type { ColumnPlan, TablePlan } from './migration-plan.ts'

/** A table of the source, and how its rows reach the target. */
export interface PlannedTable {
  readonly table: Table
  readonly plan: TablePlan
}

/**
 * SQLite expressions for what a key or an index compares, by the equality of PostgreSQL; null where one of them is not
 * understood.
 */
export function keyTerms(statement: PostDataStatement, planned: PlannedTable): readonly string[] | null {
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

export function arrivalOf(column: ColumnPlan, { encoding }: TablePlan): Arrival {
  return {
    kind: column.conversion.kind,
    misfit: column.misfit,
    padded: column.type.kind === 'char',
    utf16: encoding !== 'UTF-8',
  }
}

function keyTerm(
  sql: string,
  at: number,
  statement: PostDataStatement,
  planned: PlannedTable,
): string | null {
  const plain = arriving(sql, planned.plan)
  if (plain !== null) return plain
  return sourceTerm(at, statement, planned) ?? foldedTerm(sql, planned.plan)
}

/** The index of the source that the one in the target was made of. */
export function ownIndex(entry: LedgerEntry, { indexes }: Table): Index | undefined {
  return entry.type === 'index'
    ? indexes.find(({ name, sql }) => name === entry.name && sql === entry.sql)
    : undefined
}

function arriving(quoted: string, plan: TablePlan): string | null {
  const column = columnOf(quoted, plan)
  return column === undefined ? null : arrivingValue(quoteIdentifier(column.source), arrivalOf(column, plan))
}

/** The expression of the source's own index of that name, which the one in the target was made of. */
function sourceTerm(at: number, { entry }: PostDataStatement, { table }: PlannedTable): string | null {
  const index = ownIndex(entry, table)
  const expression = index?.parts[at]?.expression
  if (expression == null) return null
  const selectable = selectableExpression(
    expression,
    table.columns.map(({ name }) => name),
  )
  return selectable === null ? null : `((${selectable}) collate binary)`
}

/** The forms of lower() and rtrim() that a derived schema has, and those that PostgreSQL spells for one column. */
const FOLDED_FORMS: readonly { readonly form: RegExp; readonly fold: (value: string) => string }[] = [
  { form: /^lower\((.+) COLLATE "C"\)$/, fold: (value) => `(lower(${value}) collate binary)` },
  { form: /^rtrim\((.+), ' '::text\)$/, fold: (value) => `(rtrim(${value}, ' ') collate binary)` },
  { form: /^lower\(\((.+)\)::text\)$/, fold: (value) => `fold_case(${value})` },
  { form: /^lower\((.+)\)$/, fold: (value) => `fold_case(${value})` },
]

function foldedTerm(sql: string, plan: TablePlan): string | null {
  for (const { form, fold } of FOLDED_FORMS) {
    const value = arriving(form.exec(sql)?.[1] ?? '', plan)
    if (value !== null) return fold(value)
  }
  return null
}
