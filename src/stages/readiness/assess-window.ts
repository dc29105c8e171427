import type { Finding } from './finding.ts'
import type { Projection } from './project-downtime.ts'

/** Beyond it a projection is a guess. */
const LARGEST_STEP = 100
/** Sizes are written rounded. Below it, a production that is smaller than its own snapshot is a slip of the unit. */
const SMALLEST_STEP = 0.9

/**
 * Whether the move of the production database ends within the time that there is for it. A server that may lose its data
 * is faster than one that may not, so its times can show that the window is too short, never that it is long enough.
 *
 * @param isServerGiven somebody else runs the server, so that `durable` does not start another
 */
export function assessWindow(projection: Projection | null, isServerGiven: boolean): Finding {
  if (projection === null) return { status: 'unverified', evidence: 'There was nothing to measure.' }
  const { leastSeconds, mostSeconds, windowSeconds, durable } = projection
  const told = describeProjection(projection)
  if (leastSeconds > windowSeconds) return { status: 'fail', evidence: told }
  if (mostSeconds > windowSeconds) {
    return { status: 'unverified', evidence: `${told} That is too close to tell.` }
  }
  if (projection.productionBytes > LARGEST_STEP * projection.rehearsedBytes) {
    return { status: 'unverified', evidence: `${told} The snapshot is too small to tell.` }
  }
  if (projection.productionBytes < SMALLEST_STEP * projection.rehearsedBytes) {
    return { status: 'unverified', evidence: `${told} ${SMALLER}` }
  }
  if (!durable) {
    const evidence = `${told} The server was one that may lose its data; ${isServerGiven ? SWITCH_ON : TAKE_DURABLE}`
    return { status: 'unverified', evidence }
  }
  return { status: 'pass', evidence: told }
}

const SMALLER = 'production-size is less than the snapshot that was rehearsed: look at its unit.'
const TAKE_DURABLE = '`durable` measures with one that may not.'
const SWITCH_ON =
  'it would not with fsync and full_page_writes on. `durable` is for a server that the run starts.'

/** `Projected downtime: 12 min (9 to 16 min) for 40 GB …`. */
function describeProjection(projection: Projection): string {
  const { seconds, leastSeconds, mostSeconds, windowSeconds, productionBytes, rehearsedBytes } = projection
  const range = `${formatSeconds(leastSeconds)} to ${formatSeconds(mostSeconds)}`
  const measured = `measured ${formatBytes(projection.bytesPerSecond)}/s on ${formatBytes(rehearsedBytes)}`
  return (
    `Projected downtime, to load and compare ${formatBytes(productionBytes)}: ${formatSeconds(seconds)} ` +
    `(${range}; ${measured}). The window is ${formatSeconds(windowSeconds)}.`
  )
}

function formatSeconds(seconds: number): string {
  if (seconds <= 0) return 'under 0.1 s'
  if (seconds < 1) return `${Number(seconds.toPrecision(2))} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const amount = bytes / 1000 ** step
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toPrecision(2)} ${units[step]}`
}
