import { type Issue, issue } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { RowComparison } from './row-tally.ts'

/**
 * The columns of a loaded table whose values the target itself has made into others: it computes them, or its type keeps
 * less than they say, in a way that only PostgreSQL knows. Of what it would change in a known way the rows are rejected.
 * A table without a key has no pairs of rows that could tell. Pure.
 */
export function changedByTarget(table: TablePlan, { changed, mismatches }: RowComparison): readonly Issue[] {
  return table.columns.flatMap((column) => {
    const rows = changed.get(column.source) ?? 0
    if (rows === 0) return []
    const examples = mismatches
      .filter((mismatch) => mismatch.kind === 'value' && mismatch.column === column.source)
      .map(({ key }) => key)
    return changedColumn(table.source, column, { rows, examples })
  })
}

function changedColumn(
  table: string,
  { source: column, type, generated }: ColumnPlan,
  told: Pick<Issue, 'rows' | 'examples'>,
): readonly Issue[] {
  const values = amount(told.rows, 'value is', 'values are')
  const place = { table, column, priority: 'HIGH', ...told } as const
  if (generated)
    return [
      issue('target-column-generated', {
        ...place,
        message: `The target computes the column: ${values} other than in the source`,
        remedy: 'Correct the expression, or make it an ordinary column.',
      }),
    ]
  if (type.kind !== 'other') return []
  const message = `${values} not kept whole by the type ${type.name}`
  return [issue('target-type-narrower', { ...place, message })]
}
