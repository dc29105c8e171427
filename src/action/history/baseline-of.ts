import { ownRuns } from '../../stages/record/own-runs.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { Baseline } from '../../stages/report/baseline.ts'

/** The baseline without the runs of other databases that jobs of the same name have rehearsed. */
export function baselineOf(record: RunRecord, baseline: Baseline): Baseline {
  if (baseline.kind === 'none') return baseline
  const [first, ...others] = ownRuns(baseline.runs, record)
  return first === undefined
    ? { kind: 'none', reason: 'the runs before were of another database.' }
    : { ...baseline, runs: [first, ...others] }
}
