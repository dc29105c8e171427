import { type PlannedIssue, planned } from '../../issues/planned-issue.ts'
import { deriveType } from './derive-type.ts'
import type { MatchedTable } from './match-tables.ts'
import { readTargetType } from './read-target-type.ts'
import { renderType } from './render-type.ts'

const SHOWN_COLUMNS = 8

/**
 * One issue a table that lists the columns whose type in the target is another than the one that their values ask for.
 * Whether a value is lost by it is told by issues of their own.
 */
export function diffTypes({ table, columns }: MatchedTable): readonly PlannedIssue[] {
  const differing = columns.flatMap(({ column, facts }) => {
    const derived = renderType(deriveType(table, column, false).type)
    const type = renderType(readTargetType(facts.type, facts.enumLabels))
    const given = facts.domain === null ? type : `${facts.domain.name} (${type})`
    return derived === given ? [] : [`${column.name} is ${given} instead of ${derived}`]
  })
  if (differing.length === 0) return []
  const more = differing.length - SHOWN_COLUMNS
  const list = [...differing.slice(0, SHOWN_COLUMNS), ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
  return [
    planned('target-type-differs', {
      table: table.name,
      message: `Types that the values alone would not ask for: ${list}`,
    }),
  ]
}
