import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import type { Column } from '../../catalog/catalog.ts'
import { renderType } from '../render-type.ts'
import type { TargetType } from '../target-schema.ts'
import type { MatchedTable } from './match-tables.ts'
import { readTargetType } from './read-target-type.ts'

const SHOWN_COLUMNS = 8

/** What the types of a target are compared with. */
export interface WantedTypes {
  /** The type that the source asks for; null where nothing is known. */
  readonly typeOf: (column: Column) => TargetType | null
  /** Whether the application can have both types for one thing, so that the difference is not worth a word. */
  readonly isAlike?: (column: Column, wanted: TargetType, given: TargetType) => boolean
}

interface Difference {
  readonly column: Column
  readonly wanted: TargetType
  readonly type: TargetType
  /** The type as PostgreSQL spells it, with its domain. */
  readonly given: string
}

/**
 * One issue a table that lists the columns whose type in the target is another than the one that the source asks for,
 * and one for each column of booleans that is of another type. Whether a value is lost by it is told by issues of
 * their own.
 */
export function diffTypes(
  { table, columns }: MatchedTable,
  { typeOf, isAlike }: WantedTypes,
): readonly PlannedIssue[] {
  const differing = columns.flatMap(({ column, facts }): Difference[] => {
    const wanted = typeOf(column)
    const type = readTargetType(facts.type, facts.enumLabels)
    const given = facts.domain === null ? renderType(type) : `${facts.domain.name} (${renderType(type)})`
    if (wanted === null || renderType(wanted) === given || isAlike?.(column, wanted, type) === true) return []
    return [{ column, wanted, type, given }]
  })
  const lost = differing.filter(losesBoolean)
  const others = differing.filter((one) => !losesBoolean(one))
  return [
    ...lost.map(({ column, type, given }) => lostBoolean(table.name, column.name, type, given)),
    ...(others.length === 0 ? [] : [listed(table.name, others)]),
  ]
}

function losesBoolean({ wanted, type }: Difference): boolean {
  return wanted.kind === 'boolean' && type.kind !== 'boolean'
}

const TEXTS: ReadonlySet<TargetType['kind']> = new Set(['text', 'varchar', 'char', 'enum'])

/**
 * The values arrive as 0 and 1, and the next statement of the application is refused or writes another word.
 * https://www.postgresql.org/docs/current/datatype-boolean.html; pgx refuses `true` for numeric:
 * https://github.com/netbirdio/netbird/issues/4326
 */
function lostBoolean(table: string, column: string, type: TargetType, given: string): PlannedIssue {
  const effect = TEXTS.has(type.kind)
    ? 'what is written as true or false is another text than the 0 and 1 of the source'
    : 'PostgreSQL takes no true or false there, nor does it as a condition'
  return planned('target-type-differs', {
    table,
    column,
    priority: 'MED',
    message: `The target has ${given} for the booleans of the source: ${effect}`,
    remedy: 'Make the column boolean in the target, unless the application writes and reads 0 and 1.',
  })
}

function listed(table: string, differing: readonly Difference[]): PlannedIssue {
  const shown = differing
    .slice(0, SHOWN_COLUMNS)
    .map(({ column, wanted, given }) => `${column.name} is ${given} instead of ${renderType(wanted)}`)
  const more = differing.length - SHOWN_COLUMNS
  const list = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
  return planned('target-type-differs', {
    table,
    message: `Types that the values alone would not ask for: ${list}`,
  })
}
