import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { ERROR_CODES, type ErrorCode } from '../errors/rehearsal-error.ts'
import { amount } from '../progress/amount.ts'
import type { FailOn } from '../stages/record/gate-record.ts'
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
  return objections(record, failOn).length === 0
}

/** The record with the gate that it was asked for: what is made of it says the same as the exit code. */
export function withGate(record: RunRecord, failOn: FailOn): RunRecord {
  if (record.run.error !== null) return { ...record, gate: null }
  const reason = reasonAgainst(record, failOn)
  return { ...record, gate: { failOn, holds: reason === null, reason } }
}

/** Why the run is not good enough for `--fail-on`; null where it is. */
export function reasonAgainst(record: RunRecord, failOn: FailOn): string | null {
  const against = objections(record, failOn)
  return against.length === 0 ? null : against.join(', ')
}

/** Why the gate does not hold; empty where it does. */
function objections(record: RunRecord, failOn: FailOn): readonly string[] {
  const { result, readiness } = record
  if (failOn === 'never') return []
  if (result === 'error') return ['the run did not come to its end']
  switch (failOn) {
    case 'failure':
      return result === 'failure' ? [resultIs(result)] : []
    case 'partial':
      return result === 'complete' ? [] : [resultIs(result)]
    case 'new-issues':
      return newSince(record)
    case 'not-ready':
      if (result === 'failure') return [resultIs(result)]
      return readiness.verdict === 'ready' ? [] : openLines(readiness)
    default:
      return failOn satisfies never
  }
}

function resultIs(result: RunRecord['result']): string {
  return `the result is ${result}`
}

function newSince({ summary, issues }: RunRecord): readonly string[] {
  const count = (wanted: string) =>
    issues.filter(({ state, waived }) => state === wanted && waived === null).length
  const [found, back] = [count('new'), count('regressed')]
  return [
    summary.validation === 'PASS' ? null : `the validation is ${summary.validation}`,
    found === 0 ? null : amount(found, 'new issue'),
    back === 0 ? null : amount(back, 'regressed issue'),
  ].filter((part) => part !== null)
}

function openLines({ items }: RunRecord['readiness']): readonly string[] {
  const lines = (wanted: string) => {
    const many = items.filter(({ status }) => status === wanted).length
    return many === 0 ? [] : [`${many} of ${amount(items.length, 'line')} of the checklist`]
  }
  const open = [
    ...lines('fail').map((text) => `${text}: fail`),
    ...lines('unverified').map((text) => `${text}: unverified`),
  ]
  return open.length === 0 ? ['the checklist is not ready'] : open
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
