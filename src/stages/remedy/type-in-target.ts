import type { TargetSchema, TargetType } from '../target/target-schema.ts'

/** What a column of the source is in the target; null where it is not there. Pure. */
export function typeInTarget(
  { tables }: TargetSchema,
  table: string | null,
  column: string | null,
): TargetType | null {
  const target = tables.find(({ source }) => source === table)
  return target?.columns.find(({ source }) => source === column)?.type ?? null
}
