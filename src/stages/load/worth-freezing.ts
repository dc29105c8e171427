import type { TablePlan } from '../plan/migration-plan.ts'

/**
 * FREEZE wants the table truncated first, which makes three new files for it and leaves three to delete: tables of 100 kB take
 * half again as long by it, and those of 600 kB the same (measured). Into pages that are new in the transaction the rows also go
 * in the order in which they come, by which those of 2 MB are validated in a third of the time.
 */
const WORTH_FREEZING_BYTES = 256 << 10

/** Whether a table is loaded with FREEZE; others are small. */
export function isWorthFreezing({ rowCount, meanRowBytes }: TablePlan): boolean {
  return rowCount * meanRowBytes >= WORTH_FREEZING_BYTES
}
