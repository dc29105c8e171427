import type { RunRecord } from '../stages/record/run-record.ts'
import type { Baseline } from '../stages/report/baseline.ts'
import { originOf } from './github-run.ts'
import { summaryOfRun } from './job-summary.ts'
import { outputsOf, type Places } from './outputs.ts'
import { publish } from './publish.ts'
import type { Step } from './step.ts'

/** A run without secrets, and what it is compared with. */
export interface Shown {
  readonly record: RunRecord
  readonly baseline: Baseline
  /** The output folder. */
  readonly directory: string
}

/** Outputs and job summary; again, when more places are known. Never rejects. */
export async function showRun(
  { run, settings, runner }: Step,
  { record, baseline, directory }: Shown,
  places: Places,
): Promise<void> {
  const origin = originOf(run, settings, places)
  const outputs = outputsOf({ record, directory, ...places })
  await publish(outputs, summaryOfRun(record, origin, baseline), runner.environment)
}
