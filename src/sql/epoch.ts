/** What a number counts since 1970-01-01 UTC. */
export const EPOCH_UNITS = ['seconds', 'milliseconds'] as const
export type EpochUnit = (typeof EPOCH_UNITS)[number]

/** 2100-01-01 in seconds since 1970-01-01 UTC. */
const LATEST_SECONDS = 4_102_444_800n
/** 1900-01-01 in the same count. */
const EARLIEST_SECONDS = -2_208_988_800n

/** 2050-01-01 in the same count. */
const LATEST_FIRST = 2_524_608_000n

/** In seconds, numbers from here on are later than the year 5138; in milliseconds, than 1973. */
export const LEAST_MILLISECONDS = 100_000_000_000n

/**
 * What the integers of a date column count since 1970-01-01 UTC, judged by the lowest and the highest; null where they
 * could mean something else, or count both. Compact dates such as 20180406034959 lie beyond both windows on purpose.
 *
 * The highest lies between 1973 and 2100 in either count, and the two windows do not overlap. The lowest lies before
 * 2050: what counts from 1904, as HFS does, would all be later.
 *
 * @param likeSeconds how many of them {@link looksLikeSeconds} finds: beside milliseconds neither reading is right for all
 */
export function epochUnit(min: bigint, max: bigint, likeSeconds = 0): EpochUnit | null {
  if (min >= LATEST_FIRST && (max <= LATEST_SECONDS || min >= LATEST_FIRST * 1000n)) return null
  if (max >= 100_000_000n && max <= LATEST_SECONDS && min >= EARLIEST_SECONDS) return 'seconds'
  const areMilliseconds =
    max >= LEAST_MILLISECONDS && max <= LATEST_SECONDS * 1000n && min >= EARLIEST_SECONDS * 1000n
  const isMixed = likeSeconds > 0 || (min >= 100_000_000n && min <= LATEST_SECONDS)
  return areMilliseconds && !isMixed ? 'milliseconds' : null
}

/** The first and the last second of the years 1 to 9999. */
const FIRST_SECOND = -62_135_596_800n
const LAST_SECOND = 253_402_300_799n

/**
 * A SQLite predicate for the first and the last moments that calendars know, by which programs say that something never
 * was or never ends. They tell nothing of what the other numbers count.
 */
export function isOutermostMoment(value: string): string {
  return `${value} in (${OUTERMOST.join(', ')})`
}

/** The same of a whole number that is at hand. */
export function isOutermost(count: number): boolean {
  return OUTERMOST_COUNTS.has(count)
}

const OUTERMOST = [
  FIRST_SECOND,
  LAST_SECOND,
  FIRST_SECOND * 1000n,
  LAST_SECOND * 1000n,
  LAST_SECOND * 1000n + 999n,
] as const
const OUTERMOST_COUNTS: ReadonlySet<number> = new Set(OUTERMOST.map(Number))

/**
 * A SQLite predicate for integers that are moments of the years 1 to 1966 or 1973 to 9999 in seconds, with the first and
 * the last that programs know. In milliseconds they would all lie within eight years of 1970.
 */
export function looksLikeSeconds(value: string): string {
  return `(${value} between 100000000 and ${LAST_SECOND} or ${value} between ${FIRST_SECOND} and -100000000)`
}

/** The same of a whole number that is at hand. */
export function isLikeSeconds(count: number): boolean {
  return Math.abs(count) >= 100_000_000 && count >= Number(FIRST_SECOND) && count <= Number(LAST_SECOND)
}

/** Moments from 1973 to 2100 in seconds; in milliseconds they would all lie within the first seven weeks of 1970. */
export function arePlausibleSeconds(count: number): boolean {
  return count >= EARLIEST_PLAUSIBLE && count <= Number(LATEST_SECONDS)
}

/** 1973-03-03 in seconds, the first that {@link arePlausibleSeconds} takes. */
const EARLIEST_PLAUSIBLE = 100_000_000

/** `2020-09-13T12:26:40.000Z`; null outside of the years 1 to 9999. */
export function momentOfEpoch(count: bigint, unit: EpochUnit): string | null {
  const milliseconds = unit === 'seconds' ? count * 1000n : count
  if (milliseconds < FIRST_SECOND * 1000n || milliseconds >= (LAST_SECOND + 1n) * 1000n) return null
  return new Date(Number(milliseconds)).toISOString()
}

/** A SQLite predicate for reals that {@link arePlausibleSeconds}. */
export function plausibleSeconds(real: string): string {
  return `${real} between ${EARLIEST_PLAUSIBLE}.0 and ${LATEST_SECONDS}.0`
}

/** What is known of the integers of a date column. */
export interface CountedIntegers {
  readonly integers: number
  readonly integerMin: bigint | null
  readonly integerMax: bigint | null
  /** Without those that {@link isOutermostMoment} finds; null where there is no other, or nobody has looked. */
  readonly momentMin: bigint | null
  readonly momentMax: bigint | null
  readonly integersLikeSeconds: number
}

/** What is known of the numbers of a date column. */
export interface CountedNumbers extends CountedIntegers {
  readonly reals: number
  readonly realMin: number | null
  readonly realMax: number | null
  readonly realsInfinite: number
}

/** As {@link epochUnit}, beside the outermost moments of the same count. */
export function integersUnit(column: CountedIntegers): EpochUnit | null {
  const { integerMin: first, integerMax: last } = column
  if (first === null || last === null) return null
  const unit = epochUnit(column.momentMin ?? first, column.momentMax ?? last, column.integersLikeSeconds)
  return unit === 'seconds' && !areSeconds(first, last) ? null : unit
}

function areSeconds(first: bigint, last: bigint): boolean {
  return first >= FIRST_SECOND && last <= LAST_SECOND
}

/** Whether the least and the greatest of some integers tell alone what all of them count. */
export function areBoundsTelling(min: bigint, max: bigint): boolean {
  if (max <= LATEST_SECONDS) return min >= EARLIEST_SECONDS
  return min >= LEAST_MILLISECONDS && max <= LATEST_SECONDS * 1000n
}

/**
 * As {@link integersUnit}, of integers and reals. Reals count seconds with a fraction, as time.time() of Python gives them,
 * where all of them are moments from 1973 to 2100 and the integers count seconds too; with others the unit is null.
 */
export function numbersUnit(numbers: CountedNumbers): EpochUnit | null {
  const { reals, realMin, realMax, integers } = numbers
  if (reals === 0) return integersUnit(numbers)
  if (realMin === null || realMax === null || numbers.realsInfinite > 0) return null
  if (!arePlausibleSeconds(realMin) || !arePlausibleSeconds(realMax)) return null
  const [least, most] = [BigInt(Math.floor(realMin)), BigInt(Math.ceil(realMax))]
  if (integers === 0) return epochUnit(least, most)
  const { momentMin, momentMax } = numbers
  const unit = integersUnit({
    ...numbers,
    momentMin: momentMin === null || momentMin > least ? least : momentMin,
    momentMax: momentMax === null || momentMax < most ? most : momentMax,
  })
  return unit === 'seconds' ? unit : null
}

/** The count of which there are more among integers that count seconds and milliseconds, and the rest of them. */
export interface MixedEpochs {
  readonly majority: EpochUnit
  /** A SQLite predicate for the integers of the other count. */
  readonly isOther: (value: string) => string
}

/** Null where the integers of a date column are not of both counts, as far as the outermost and their number tell. */
export function mixedEpochs(column: CountedIntegers): MixedEpochs | null {
  const { integers, integerMin: first, integerMax: last, integersLikeSeconds: likeSeconds } = column
  if (first === null || last === null || likeSeconds === 0) return null
  const [least, most] = [column.momentMin ?? first, column.momentMax ?? last]
  const hasMilliseconds = most >= LEAST_MILLISECONDS || !areSeconds(first, last)
  if (!hasMilliseconds || most > LATEST_SECONDS * 1000n) return null
  // milliseconds of the seventies look like seconds that lie beyond 2100
  if (least > LATEST_SECONDS && likeSeconds === integers) return null
  return likeSeconds * 2 > integers
    ? { majority: 'seconds', isOther: isOfMilliseconds }
    : { majority: 'milliseconds', isOther: isOfSeconds }
}

function isOfMilliseconds(value: string): string {
  return `(abs(${value}) >= ${LEAST_MILLISECONDS} and ${value} <> ${LAST_SECOND})`
}

function isOfSeconds(value: string): string {
  return `(${value} between 100000000 and ${LATEST_SECONDS} or ${value} in (${FIRST_SECOND}, ${LAST_SECOND}))`
}
