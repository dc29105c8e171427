import { expect, test } from 'vitest'
import { gateHolds } from '../../src/rehearsal/gate.ts'
import { FAIL_ON, type FailOn } from '../../src/settings/options.ts'
import type { IssueRecord, RunRecord } from '../../src/stages/record/run-record.ts'
import { savedRecord } from '../cli/saved-record.ts'

const waiver = { reason: 'old rows', owner: 'ann', expires: '2027-01-01' }

const cases: readonly (readonly [string, RunRecord, readonly FailOn[]])[] = [
  ['a failure', savedRecord({ result: 'failure' }), ['new-issues', 'never']],
  ['a difference', differing(), ['never']],
  ['an error', savedRecord({ result: 'error' }), ['never']],
  ['a partial result', savedRecord({ result: 'partial' }), ['failure', 'new-issues', 'never']],
  ['a complete result', savedRecord(), ['failure', 'partial', 'new-issues', 'never']],
  ['a ready one', savedRecord({ readiness: { verdict: 'ready', items: [] } }), FAIL_ON],
  [
    'a failure that calls itself ready',
    savedRecord({ result: 'failure', readiness: { verdict: 'ready', items: [] } }),
    ['new-issues', 'never'],
  ],
  ['a new issue', withIssue({ state: 'new' }), ['failure', 'partial', 'never']],
  ['a regressed issue', withIssue({ state: 'regressed' }), ['failure', 'partial', 'never']],
  ['a remaining issue', withIssue({ state: 'remaining' }), ['failure', 'partial', 'new-issues', 'never']],
  ['a waived new issue', withIssue({ waived: waiver }), ['failure', 'partial', 'new-issues', 'never']],
]

test.each(cases)('%s holds exactly the gates that allow it', (_, record, holding) => {
  expect(FAIL_ON.filter((failOn) => gateHolds(record, failOn))).toEqual(holding)
})

function differing(): RunRecord {
  const { summary } = savedRecord()
  return savedRecord({ result: 'failure', summary: { ...summary, mismatches: 1, validation: 'FAIL' } })
}

function withIssue(changes: Partial<IssueRecord>): RunRecord {
  const issue: IssueRecord = {
    id: 'quality/text-with-nul:players.nickname',
    category: 'quality',
    code: 'text-with-nul',
    priority: 'HIGH',
    state: 'new',
    firstSeenRun: 1,
    table: 'players',
    column: 'nickname',
    object: null,
    rows: 1,
    examples: [],
    message: 'One text holds NUL.',
    remedy: 'Remove it.',
    waived: null,
    ...changes,
  }
  return savedRecord({ issues: [issue] })
}
