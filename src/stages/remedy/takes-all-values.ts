import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { TargetType } from '../target/target-schema.ts'

/**
 * Whether a derived type that follows the values, and not the declaration, takes every value of the column as it is: then
 * no remedy that gives values up has anything to save. False where only a look at the rows could tell.
 */
export function takesAllValues(type: TargetType, profile: ColumnProfile): boolean {
  const { integers, reals, texts, blobs, textsWithNul, textsInvalidUtf8 } = profile
  switch (type.kind) {
    case 'text':
      return blobs + textsWithNul + textsInvalidUtf8 === 0
    case 'bigint':
      return reals + texts + blobs === 0
    case 'double precision':
    case 'numeric':
      return texts + blobs === 0
    case 'bytea':
      return integers + reals === 0
    default:
      return false
  }
}
