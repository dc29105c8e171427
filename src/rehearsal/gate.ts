import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { ERROR_CODES, type ErrorCode } from '../errors/rehearsal-error.ts'
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

/** What a door exits with after a run, so that the command line and the action agree. */
export function exitCodeOf(record: RunRecord, failOn: FailOn): ExitCode {
  const { error } = record.run
  if (error !== null) return isErrorCode(error.code) ? ERROR_CODES[error.code] : EXIT_CODES.internal
  return gateHolds(record, failOn) ? EXIT_CODES.ok : EXIT_CODES.gateFailed
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code)
}
