import { type EpochUnit, numbersUnit } from '../../sql/epoch.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { valueCount } from './followers.ts'
import type { TargetType } from './target-schema.ts'

/** Whether a column holds numbers, and nothing else. */
export function isAllNumbers(profile: ColumnProfile): boolean {
  const numbers = profile.integers + profile.reals
  return numbers > 0 && numbers === valueCount(profile)
}

/** What the numbers of a column of dates count, where they are most of its values; null where that is not known. */
export function epochOfMost(profile: ColumnProfile): EpochUnit | null {
  const numbers = profile.integers + profile.reals
  const isExact = profile.reals <= profile.realsLikeSeconds
  return numbers * 2 > valueCount(profile) && isExact ? numbersUnit(profile) : null
}

/** What the numbers count that became the moments of a column; null where it holds no such numbers. */
export function epochOf(type: TargetType, profile: ColumnProfile): EpochUnit | null {
  return type.kind === 'timestamptz' ? epochOfMost(profile) : null
}
