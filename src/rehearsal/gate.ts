import type { FailOn } from '../settings/options.ts'
import type { RunRecord } from '../stages/record/run-record.ts'

/**
 * Whether the run is good enough for `--fail-on`. Every level but `never` also refuses a failure:
 *
 * - `partial`: only a complete result will do
 * - `new-issues`: no issue is new or came back, unless it is waived
 * - `not-ready`: the whole pre-production checklist is fulfilled
 */
export function gateHolds(record: RunRecord, failOn: FailOn): boolean {
  if (failOn === 'never') return true
  if (record.result === 'failure' || record.result === 'error') return false
  switch (failOn) {
    case 'failure':
      return true
    case 'partial':
      return record.result === 'complete'
    case 'new-issues':
      return record.issues.every(({ state, waived }) => state === 'remaining' || waived !== null)
    case 'not-ready':
      return record.readiness.verdict === 'ready'
    default:
      return failOn satisfies never
  }
}
