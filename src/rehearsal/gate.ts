import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { ERROR_CODES, type ErrorCode } from '../errors/rehearsal-error.ts'
import type { FailOn } from '../settings/options.ts'
import type { RunRecord } from '../stages/record/run-record.ts'

/**
 * Whether the run is good enough for `--fail-on`:
 *
 * - `failure`: the result is no failure
 * - `partial`: only a complete result will do
 * - `new-issues`: no issue is new or came back, unless it is waived, and no loaded cell differs; issues that remain
 *   are allowed, so that a team can begin with the ones it knows
 * - `not-ready`: no failure, and the whole pre-production checklist is fulfilled
 * - `never`: everything holds
 */
export function gateHolds(record: RunRecord, failOn: FailOn): boolean {
  const { result, summary, issues, readiness } = record
  if (failOn === 'never') return true
  if (result === 'error') return false
  switch (failOn) {
    case 'failure':
      return result !== 'failure'
    case 'partial':
      return result === 'complete'
    case 'new-issues':
      return (
        summary.validation === 'PASS' &&
        issues.every(({ state, waived }) => state === 'remaining' || waived !== null)
      )
    case 'not-ready':
      return result !== 'failure' && readiness.verdict === 'ready'
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
