/** 2100-01-01 in seconds since 1970-01-01 UTC. */
const LATEST_SECONDS = 4_102_444_800n
/** 1900-01-01 in the same count. */
const EARLIEST_SECONDS = -2_208_988_800n

/**
 * What the integers of a date column count since 1970-01-01 UTC, judged by the largest of them; null where they
 * could mean something else, or count both. Compact dates such as 20180406034959 lie beyond both windows on purpose.
 *
 * The largest lies between 1973 and 2100 in either count, and the two windows do not overlap.
 */
export function epochUnit(min: bigint, max: bigint): 'seconds' | 'milliseconds' | null {
  if (max >= 100_000_000n && max <= LATEST_SECONDS && min >= EARLIEST_SECONDS) return 'seconds'
  const areMilliseconds =
    max >= 100_000_000_000n && max <= LATEST_SECONDS * 1000n && min >= EARLIEST_SECONDS * 1000n
  return areMilliseconds && !looksLikeSeconds(min) ? 'milliseconds' : null
}

/** Some rows in seconds and some in milliseconds: neither reading is right for all. */
function looksLikeSeconds(min: bigint): boolean {
  return min >= 100_000_000n && min <= LATEST_SECONDS
}
