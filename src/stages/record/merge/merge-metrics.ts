import { unique, worst } from '../order.ts'
import type { RunRecord } from '../run-record.ts'
import { successMetrics } from '../success-metrics.ts'
import { mergeTimings } from './merge-runs.ts'
import type { Kind } from './named-record.ts'

type Metric = RunRecord['metrics'][number]

/** What people say is not in the lines of the checklist, and so it is kept as the records have it. */
const OF_PEOPLE: readonly Metric['id'][] = ['confidence', 'team-training']

/** The success metrics, measured anew over all records. */
export function mergeMetrics(
  records: readonly RunRecord[],
  kind: Kind,
  { run, summary, readiness, projection }: Pick<RunRecord, 'run' | 'summary' | 'readiness' | 'projection'>,
): RunRecord['metrics'] {
  const timings = kind === 'shards' ? oneAfterAnother(records) : mergeTimings(records)
  const nobody = { status: 'unverified', evidence: '' } as const
  const people = { 'team-confidence': nobody, 'team-training': nobody }
  const measured = successMetrics(
    { readiness: { ...readiness, people }, timings, status: run.status, projection },
    summary,
  )
  return measured.map((metric) => (OF_PEOPLE.includes(metric.id) ? heard(metric, records) : metric))
}

/** The shares of a move load one after another what a single run loads. */
function oneAfterAnother(records: readonly RunRecord[]): RunRecord['timings'] {
  const load = records.reduce((sum, { timings }) => sum + timings.load, 0)
  return { ...mergeTimings(records), load }
}

/** Said of all only where it is said of each. */
function heard(metric: Metric, records: readonly RunRecord[]): Metric {
  const said = records.map(({ metrics }) => metrics.find(({ id }) => id === metric.id))
  const met = worst(
    said.map((one) => one?.met ?? null),
    [false, null, true],
  )
  const measured = unique(
    said.filter((one) => (one?.met ?? null) === met).flatMap((one) => one?.measured ?? []),
    (text) => text,
  )
  return { ...metric, met, measured: measured.join(' ') }
}
