import type { NameRegistry } from '../names/name-registry.ts'
import { droppedPart, type SchemaPart } from '../schema-part.ts'
import { deriveType } from '../types/derive-type.ts'
import type { MomentHabits } from '../types/moment-habits.ts'
import { deriveChecks } from './derive-checks.ts'
import { deriveColumn } from './derive-column.ts'
import { deriveForeignKeys, type ParentOf } from './derive-foreign-keys.ts'
import { deriveIndexes } from './derive-indexes.ts'
import { deriveKeys } from './derive-keys.ts'
import type { DerivedTable } from './derived-table.ts'

/**
 * What a table is taken without, as the ledger lists it: each generated column that SQLite cannot compute, and each object that is
 * declared over one. They are derived as if they were there, for their names, and then dropped.
 *
 * @param constraints the names of constraints that the table has already
 */
export function leftOutParts(
  derived: DerivedTable,
  parentOf: ParentOf,
  relations: NameRegistry,
  constraints: NameRegistry,
  habits: MomentHabits,
): readonly SchemaPart[] {
  const { leftOut } = derived.table
  if (leftOut === undefined) return []
  const { reasons, columns, uniques, indexes, checks, foreignKeys } = leftOut
  const lost = columns.map((column) => ({
    column,
    name: column.name,
    ...deriveType(derived.table, column, false, habits),
  }))
  const whole: DerivedTable = {
    ...derived,
    columns: [...derived.columns, ...lost],
    table: { ...derived.table, primaryKey: null, uniques, indexes, checks, foreignKeys },
  }
  const names = reasons.map(({ name }) => name).join(', ')
  const reason = `it is declared over ${names}, which SQLite cannot compute`
  return [
    ...lost.flatMap((column) => {
      const why = reasons.find(({ name }) => name === column.column.name)?.reason ?? ''
      const { parts } = deriveColumn(whole, column, relations)
      return parts.map((part) => droppedPart(part, `SQLite cannot compute the column: ${why}`))
    }),
    ...[
      ...deriveKeys(whole, relations, constraints),
      ...deriveIndexes(whole, new Map(indexes.map((index) => [index, index.name]))),
      ...deriveChecks(whole, constraints),
      ...deriveForeignKeys(whole, parentOf, constraints),
    ].map((part) => droppedPart(part, reason)),
  ]
}
