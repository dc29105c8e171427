import { type Issue, issue, type RowKey } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import { MAX_MISMATCHES } from './row-tally.ts'
import type { Mismatch, ValidationResult } from './validation-result.ts'

/**
 * What the rows are that a schema came with, from a comparison of the tables that have them with the source: the same,
 * different under the same key, or in the target only. One issue a table.
 */
export function presentRows(plan: MigrationPlan, { tables, mismatches }: ValidationResult): readonly Issue[] {
  return tables.flatMap(({ source, rowsTarget }) => {
    if (rowsTarget === 0) return []
    const own = mismatches.filter(({ table }) => table === source)
    const different = keysOf(own, 'value')
    const alone = keysOf(own, 'extra')
    const keyColumns = plan.tables.find((table) => table.source === source)?.keyColumns ?? []
    const [key] = keyColumns
    return issue('target-rows-present', {
      table: source,
      ...(key !== undefined && keyColumns.length === 1 ? { column: key } : {}),
      rows: rowsTarget,
      examples: [...different, ...alone].filter((row) => Object.keys(row).length > 0),
      priority: different.length + alone.length > 0 ? 'MED' : 'LOW',
      message:
        `The schema comes with ${amount(rowsTarget, 'row')}: ${counted(different)} with the key of another row of the source, ` +
        `${counted(alone)} that the source does not have. The table is emptied first`,
    })
  })
}

function keysOf(mismatches: readonly Mismatch[], kind: Mismatch['kind']): readonly RowKey[] {
  const keys = new Map(
    mismatches.filter((mismatch) => mismatch.kind === kind).map(({ key }) => [JSON.stringify(key), key]),
  )
  return [...keys.values()]
}

/** The list of mismatches is bounded. */
function counted(keys: readonly RowKey[]): string {
  return keys.length >= MAX_MISMATCHES ? `${keys.length} or more` : String(keys.length)
}
