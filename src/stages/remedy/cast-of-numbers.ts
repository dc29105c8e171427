import type { CastSource } from '../../issues/remedy.ts'
import { integersUnit, LEAST_MILLISECONDS, mixedEpochs, numbersUnit } from '../../sql/epoch.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'

/** What the numbers of a date column are, told from the lowest and the highest; null where they could be several things. */
export function castOfNumbers(profile: ColumnProfile): CastSource | null {
  const { integerMin, integerMax, realMin, realMax } = profile
  if (profile.reals > 0 && profile.reals === profile.realsLikeSeconds && numbersUnit(profile) === 'seconds')
    return 'epoch-seconds'
  if (integerMin === null || integerMax === null) {
    return realMin !== null && realMax !== null && within(realMin, realMax, JULIAN) ? 'julian-day' : null
  }
  if (profile.reals > 0) return null
  const unit = integersUnit(profile)
  if (unit !== null) return `epoch-${unit}`
  const found = RANGES.find(([, range]) => within(integerMin, integerMax, range))
  return found?.[0] ?? null
}

/** The count that most numbers of a date column are in, where {@link castOfNumbers} leaves open what all are. */
export function likelyCast(profile: ColumnProfile): CastSource {
  const unit = mixedEpochs(profile)?.majority
  if (unit !== undefined) return `epoch-${unit}`
  return (profile.integerMax ?? 0n) >= LEAST_MILLISECONDS ? 'epoch-milliseconds' : 'epoch-seconds'
}

type Range = readonly [number, number]

/** 1900 to 2132. */
const JULIAN: Range = [2_415_020, 2_500_000]

/** From 1973 to 2100 for the counts; days and seconds of the years 1900 to 2100 for the compact forms. */
const RANGES: readonly (readonly [CastSource, Range])[] = [
  ['epoch-microseconds', [100_000_000_000_000, 4_102_444_800_000_000]],
  ['epoch-nanoseconds', [100_000_000_000_000_000, 4_102_444_800_000_000_000]],
  ['compact-date', [19_000_101, 21_001_231]],
  ['compact-date', [19_000_101_000_000, 21_001_231_235_959]],
  ['julian-day', JULIAN],
]

function within(min: bigint | number, max: bigint | number, [from, to]: Range): boolean {
  return min >= from && max <= to
}
