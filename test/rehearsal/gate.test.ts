import { expect, test } from 'vitest'
import { exitCodeOf, gateHolds, withGate } from '../../src/rehearsal/gate.ts'
import { buildRunRecord } from '../../src/stages/record/build-run-record.ts'
import { FAIL_ON, type FailOn } from '../../src/stages/record/gate-record.ts'
import { EMPTY_HISTORY } from '../../src/stages/record/history.ts'
import type { RunFacts } from '../../src/stages/record/run-facts.ts'
import type { IssueRecord, RunRecord } from '../../src/stages/record/run-record.ts'
import { renderMarkdown } from '../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../src/stages/report/render-terminal.ts'
import { savedRecord } from '../cli/saved-record.ts'
import { exampleRun, WRONG_CLASS } from '../stages/record/example-run.ts'

const lossWaiver = { issue: 'quality/*', reason: 'old rows', owner: null, expires: '2026-11-23' }
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

test.each<[FailOn, RunRecord, string | null]>([
  ['never', savedRecord({ result: 'failure' }), null],
  ['failure', savedRecord(), null],
  ['failure', savedRecord({ result: 'failure' }), 'the result is failure'],
  ['partial', savedRecord({ result: 'partial' }), 'the result is partial'],
  ['new-issues', withIssue({ state: 'new' }), '1 new issue'],
  ['new-issues', withIssue({ state: 'regressed' }), '1 regressed issue'],
  ['new-issues', differing(), 'the validation is FAIL'],
  ['not-ready', savedRecord({ result: 'failure' }), 'the result is failure'],
  ['not-ready', savedRecord(), 'the checklist is not ready'],
])('the record says whether %s holds, and why not', (failOn, record, reason) => {
  expect(withGate(record, failOn).gate).toEqual({ failOn, holds: reason === null, reason })
})

test('nothing was asked of a run that did not come to its end', () => {
  const { run } = savedRecord()
  const error = { code: 'postgres-unreachable', message: 'Gone.', hint: 'Start it.' }
  const record = savedRecord({ result: 'error', run: { ...run, status: 'error', error } })
  expect(withGate(record, 'never').gate).toBeNull()
})

test.each<[string, number, Partial<RunFacts>, RunRecord['result'], readonly FailOn[]]>([
  ['a loss', 1, {}, 'failure', ['never']],
  ['a waived loss', 1, { waivers: [lossWaiver] }, 'partial', ['failure', 'new-issues', 'never']],
  [
    'a loss whose waiver ended',
    1,
    { waivers: [{ ...lossWaiver, expires: '2026-11-22' }] },
    'failure',
    ['never'],
  ],
  ['an unused waiver', 0, { issues: [], waivers: [lossWaiver] }, 'complete', ['failure', 'partial', 'never']],
  ['no issue', 0, { issues: [] }, 'complete', ['failure', 'partial', 'new-issues', 'never']],
])(
  'of %s, the exit code, the record and the report say the same',
  (_, rejected, changes, result, holding) => {
    const tables = Array.from({ length: 20 }, (_, index) => ({ name: `t${index}`, rows: 100 }))
    const facts = exampleRun([...tables, { name: 'players', rows: 100, rejected }], {
      issues: [WRONG_CLASS],
      ...changes,
    })
    const record = buildRunRecord(facts, EMPTY_HISTORY)
    expect(record.result).toBe(result)
    expect(FAIL_ON.filter((failOn) => exitCodeOf(record, failOn) === 0)).toEqual(holding)
    const found = record.issues.filter(({ waived }) => waived === null).length
    expect(record.summary.issues.new).toBe(found)
    expect(gateHolds(record, 'new-issues')).toBe(found === 0)
    const reports = [renderMarkdown(record), renderTerminal(record, { color: false, width: 80 })]
    for (const report of reports) expect(report).toContain(`\nNew Issues Found: ${found}\n`)
  },
)

function differing(): RunRecord {
  const { summary } = savedRecord()
  return savedRecord({ result: 'failure', summary: { ...summary, mismatches: 1, validation: 'FAIL' } })
}

function withIssue(changes: Partial<IssueRecord>): RunRecord {
  const issue: IssueRecord = {
    id: 'quality/text-with-nul:players.nickname',
    leg: null,
    category: 'quality',
    code: 'text-with-nul',
    priority: 'HIGH',
    state: 'new',
    firstSeenRun: 1,
    table: 'players',
    column: 'nickname',
    declaredType: 'TEXT',
    targetType: 'text',
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
