import type { RunRecord } from '../run-record.ts'
import type { Kind } from './named-record.ts'

type Projection = NonNullable<RunRecord['projection']>

/**
 * Each shard has projected its share of one move, so the move takes as long as all of them one after another. Legs are
 * moves of their own; the one that leaves the least of its time speaks for all. null when one was not measured.
 */
export function mergeProjections(records: readonly RunRecord[], kind: Kind): Projection | null {
  const all = records.map(({ projection }) => projection).filter((one) => one !== null)
  const [first, ...others] = all
  if (first === undefined || all.length < records.length) return null
  const share = ({ mostSeconds, windowSeconds }: Projection) => mostSeconds / windowSeconds
  return kind === 'legs'
    ? others.reduce((tightest, one) => (share(one) > share(tightest) ? one : tightest), first)
    : others.reduce(together, first)
}

function together(a: Projection, b: Projection): Projection {
  const secondsOf = ({ rehearsedBytes, bytesPerSecond }: Projection) =>
    rehearsedBytes / Math.max(1, bytesPerSecond)
  const seconds = secondsOf(a) + secondsOf(b)
  const rows = a.rowsPerSecond * secondsOf(a) + b.rowsPerSecond * secondsOf(b)
  return {
    ...a,
    bytesPerSecond: Math.round(a.rehearsedBytes / seconds),
    rowsPerSecond: Math.round(rows / seconds),
    seconds: a.seconds + b.seconds,
    leastSeconds: a.leastSeconds + b.leastSeconds,
    mostSeconds: a.mostSeconds + b.mostSeconds,
    durable: a.durable && b.durable,
    windowSeconds: Math.min(a.windowSeconds, b.windowSeconds),
  }
}
