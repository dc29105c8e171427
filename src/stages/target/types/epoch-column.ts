import { type EpochUnit, numbersUnit } from '../../../sql/epoch.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { valueCount } from './followers.ts'

/** Whether a column holds numbers, and nothing else. */
export function isAllNumbers(profile: ColumnProfile): boolean {
  const numbers = profile.integers + profile.reals
  return numbers > 0 && numbers === valueCount(profile)
}

/** What the numbers count that became the moments of a column; null where it holds no such numbers. */
export function epochOf(type: TargetType, profile: ColumnProfile): EpochUnit | null {
  return type.kind === 'timestamptz' && isAllNumbers(profile) ? numbersUnit(profile) : null
}
