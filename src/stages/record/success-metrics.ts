import { formatCount } from '../../progress/amount.ts'
import type { ReadinessItem } from '../readiness/assess-readiness.ts'
import type { RunFacts } from './run-facts.ts'
import type { RunRecord } from './run-record.ts'

type Metric = RunRecord['metrics'][number]

/** Milliseconds. */
const HOUR_MS = 3_600_000

/** The success metrics of the methodology, in its order and words. What was not measured is neither met nor missed. */
export function successMetrics(
  {
    readiness,
    timings,
    status,
    projection,
  }: Pick<RunFacts, 'readiness' | 'timings' | 'status' | 'projection'>,
  { rowsSource, rowsLoaded, cellsCompared, mismatches, validation }: RunRecord['summary'],
): readonly Metric[] {
  const finished = status === 'finished' && validation !== 'NOT RUN'
  const item = (id: string) => readiness.items.find((candidate) => candidate.id === id)
  return [
    {
      ...metric('data-accuracy', 'Data Accuracy', '100% record count match'),
      measured: `${formatCount(rowsLoaded)} of ${formatCount(rowsSource)} rows`,
      met: finished ? rowsLoaded === rowsSource : null,
    },
    {
      ...metric('data-quality', 'Data Quality', '0 corruption events'),
      measured: `${formatCount(mismatches)} differences in ${formatCount(cellsCompared)} compared cells`,
      met: finished ? mismatches === 0 && validation === 'PASS' : null,
    },
    {
      ...metric('performance', 'Performance', '≤ 2x query time vs SQLite'),
      ...said(item('query-performance')),
    },
    {
      ...metric('availability', 'Availability', '< 1 hour downtime'),
      ...(projection == null ? downtime(timings, finished) : projectedDowntime(projection, finished)),
    },
    {
      ...metric('confidence', 'Confidence Level', 'High team confidence'),
      ...said(readiness.people['team-confidence']),
    },
    { ...metric('documentation', 'Documentation', 'Complete and accurate'), ...said(item('documentation')) },
    { ...metric('rollback-plan', 'Rollback Plan', 'Tested and verified'), ...said(item('rollback-plan')) },
    {
      ...metric('team-training', 'Team Training', 'Staff ready for operations'),
      ...said(readiness.people['team-training']),
    },
  ]
}

function metric(id: Metric['id'], title: string, target: string): Pick<Metric, 'id' | 'title' | 'target'> {
  return { id, title, target }
}

/** While the application has to stand still: from the snapshot to the last constraint. */
function downtime(timings: RunFacts['timings'], finished: boolean): Pick<Metric, 'measured' | 'met'> {
  const { snapshot = 0, catalog = 0, load = 0 } = timings
  const total = snapshot + catalog + load
  return {
    measured: `${(total / 60_000).toFixed(1)} minutes from the snapshot to the last constraint, with this snapshot on this machine`,
    met: finished ? total < HOUR_MS : null,
  }
}

/** Beyond it a projection is a guess. */
const LARGEST_STEP = 100

/**
 * The move of the production database, where this run has measured enough to tell. Only all of its range can meet an hour
 * or miss it; and a server that may lose its data is faster than production, so its times can only miss it.
 */
function projectedDowntime(
  projection: NonNullable<RunFacts['projection']>,
  finished: boolean,
): Pick<Metric, 'measured' | 'met'> {
  const { seconds, leastSeconds, mostSeconds, productionBytes, rehearsedBytes, durable } = projection
  const isLarger = productionBytes !== rehearsedBytes
  const size = isLarger
    ? `the production size of ${bytes(productionBytes)}, projected from ${bytes(rehearsedBytes)}`
    : `${bytes(rehearsedBytes)}, the size of this snapshot (the settings name no other production-size)`
  const doubt = durable ? '' : ', on a server that may lose its data and is faster for it'
  const isProof = durable && productionBytes <= LARGEST_STEP * rehearsedBytes
  const misses = leastSeconds * 1000 >= HOUR_MS
  const meets = mostSeconds * 1000 < HOUR_MS && isProof
  return {
    measured: `${minutes(seconds)} minutes (${minutes(leastSeconds)} to ${minutes(mostSeconds)}) to load and compare ${size}${doubt}`,
    met: finished && (misses || meets) ? meets : null,
  }
}

const minutes = (seconds: number) => (seconds / 60).toFixed(1)

function bytes(amount: number): string {
  return amount < 1e9 ? `${(amount / 1e6).toFixed(1)} MB` : `${(amount / 1e9).toFixed(1)} GB`
}

function said(
  found: Pick<ReadinessItem, 'status' | 'evidence'> | undefined,
): Pick<Metric, 'measured' | 'met'> {
  const { status = 'unverified', evidence = '' } = found ?? {}
  const measured = `${status}: ${evidence}`
  switch (status) {
    case 'pass':
    case 'attested':
      return { measured, met: true }
    case 'fail':
      return { measured, met: false }
    case 'unverified':
    case 'not-applicable':
      return { measured, met: null }
    default:
      return status satisfies never
  }
}
