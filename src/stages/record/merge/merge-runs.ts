import { worst } from '../order.ts'
import type { RunRecord } from '../run-record.ts'

/** From the first start to the last end; with the error of one that has failed. */
export function mergeRuns(records: readonly RunRecord[], first: RunRecord): RunRecord['run'] {
  const runs = records.map(({ run }) => run)
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt))
  const ends = runs.map(({ durationMs }, index) => (starts[index] ?? 0) + durationMs)
  const broken = runs.find(({ error }) => error !== null)
  return {
    ...(broken ?? first.run),
    number: Math.max(...runs.map(({ number }) => number)),
    startedAt: new Date(Math.min(...starts)).toISOString(),
    durationMs: Math.max(...ends) - Math.min(...starts),
    status: worst(
      runs.map(({ status }) => status),
      ['error', 'cancelled', 'finished'],
    ),
    phase: worst(
      runs.map(({ phase }) => phase),
      ['discovery', 'resolution', 'validation', 'readiness'],
    ),
  }
}

/** The stages of shards and legs run side by side. */
export function mergeTimings(records: readonly RunRecord[]): RunRecord['timings'] {
  const most = (of: keyof RunRecord['timings']) => Math.max(...records.map(({ timings }) => timings[of]))
  return {
    snapshot: most('snapshot'),
    catalog: most('catalog'),
    postgres: most('postgres'),
    load: most('load'),
    validation: most('validation'),
    performance: most('performance'),
    readiness: most('readiness'),
  }
}
