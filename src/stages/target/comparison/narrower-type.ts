import { decimalLimits, parseDeclaredType } from '../../../sql/declared-type.ts'
import { readTargetType } from '../read-target-type.ts'
import { renderType } from '../render-type.ts'
import type { ColumnFacts } from '../schema-facts.ts'
import { planned } from '../schema-part.ts'
import type { PlannedIssue, TargetType } from '../target-schema.ts'
import type { TablePair } from './pair-tables.ts'

/**
 * A column that cannot hold all that its declaration in the source promises. SQLite keeps no declaration, but the
 * application relies on its own: the values that are there may fit, and the next one is refused or rounded.
 */
export function narrowerType(
  pair: TablePair,
  { source, actual }: { readonly source: string; readonly actual: ColumnFacts },
): readonly PlannedIssue[] {
  const declared = pair.table.columns.find(({ name }) => name === source)?.declaredType ?? ''
  const type = readTargetType(actual.type, actual.enumLabels)
  if (!isNarrower(type, declared)) return []
  const message = `The target has ${renderType(type)}, and the source declares ${declared}`
  return [planned('target-type-narrower', { table: pair.table.name, column: source, message })]
}

const TEXTS = /^(?:N?VARCHAR2?|N?CHAR|CHARACTER(?: VARYING)?|VARYING CHARACTER|NATIVE CHARACTER|STRING|TEXT)$/
/** Of the integers alone: SQLite applications say INTEGER for all of them. */
const WIDE_INTEGERS = /^(?:BIGINT|BIG INT|INT8)$/
const DOUBLES = /^(?:REAL|DOUBLE|DOUBLE PRECISION|FLOAT|FLOAT8)$/

function isNarrower(type: TargetType, declared: string): boolean {
  const { name, arguments: limits } = parseDeclaredType(declared)
  const [length = 0] = limits
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return TEXTS.test(name) && type.length < length
    case 'smallint':
      return WIDE_INTEGERS.test(name) || hasMoreDigits(declared, 4, 0)
    case 'integer':
      return hasMoreDigits(declared, 9, 0)
    case 'real':
      return DOUBLES.test(name) || hasMoreDigits(declared, 6, 6)
    case 'numeric':
      return (
        type.precision !== null &&
        hasMoreDigits(declared, type.precision - (type.scale ?? 0), type.scale ?? 0)
      )
    default:
      return false
  }
}

/** Whether a declared decimal has more digits before the point, or behind it. */
function hasMoreDigits(declared: string, before: number, behind: number): boolean {
  const limits = decimalLimits(declared)
  return limits !== null && (limits.precision - limits.scale > before || limits.scale > behind)
}
