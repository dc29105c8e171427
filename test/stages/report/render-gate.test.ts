import { expect, test } from 'vitest'
import { withGate } from '../../../src/rehearsal/gate.ts'
import { parseRunRecord } from '../../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { parseSections } from '../../../src/stages/report/comment/comment-document.ts'
import { renderComment, renderSections } from '../../../src/stages/report/comment/render-comment.ts'
import { renderHtml } from '../../../src/stages/report/render-html.ts'
import { renderMarkdown } from '../../../src/stages/report/render-markdown.ts'
import { renderSummary } from '../../../src/stages/report/render-summary.ts'
import { renderTerminal } from '../../../src/stages/report/render-terminal.ts'
import { savedRecord } from '../../cli/saved-record.ts'

const READINESS = {
  verdict: 'not-ready',
  items: ['fail', 'unverified', 'unverified', 'pass'].map((status, index) => ({
    ...{ id: `line-${index}`, group: 'data', title: `Line ${index}`, evidence: 'seen' },
    status: status as 'fail' | 'unverified' | 'pass',
  })),
} as RunRecord['readiness']
const RECORD = savedRecord({ readiness: READINESS })
const WORDS = 'complete success, but the gate does not hold'
const REASON =
  '(fail-on: not-ready): 1 of 4 lines of the checklist: fail, 2 of 4 lines of the checklist: unverified.'

const ORIGIN = {
  ...{ runId: 1, attempt: 1, job: 'ci.yml/rehearse', step: 'rehearse', leg: '', sha: 'b'.repeat(40) },
  ...{ runUrl: null, jobUrl: null, artifactUrl: null, pageUrl: null },
}
const BASELINE = { kind: 'none', reason: null } as const
const sectionOf = (record: RunRecord, leg = '') => ({
  record,
  origin: { ...ORIGIN, leg },
  baseline: BASELINE,
  previous: null,
})

const FORMS: readonly (readonly [string, (record: RunRecord) => string])[] = [
  ['terminal', (record) => renderTerminal(record, { color: false, width: 300 })],
  ['report.md', renderMarkdown],
  ['report.html', (record) => renderHtml(record).replace(/^[\s\S]*<\/head>/, '')],
  ['job summary', (record) => renderSummary(record, ORIGIN, BASELINE)],
  ['comment', (record) => renderComment('key', sectionOf(record), [])],
]

test.each(FORMS)('the %s begins with a gate that does not hold, and why', (_, render) => {
  const [start = ''] = render(withGate(RECORD, 'not-ready')).split('Test Run #')
  expect(start).toContain(`Migration rehearsal: ${WORDS}`)
  expect(start).toContain(`The gate does not hold ${REASON}`)
  expect(start).not.toContain('✅')
})

test.each(FORMS)('the %s says nothing of a gate that holds', (_, render) => {
  const text = (record: RunRecord) => render(record).replaceAll(/pg-rehearsal:section \S+/g, '')
  expect(text(withGate(RECORD, 'failure'))).toBe(text(RECORD))
})

test.each(FORMS)('a failure is one, and the %s says that it is asked for', (_, render) => {
  const text = render(withGate(savedRecord({ result: 'failure' }), 'failure'))
  expect(text).toContain('Migration rehearsal: failure, not safe to deploy')
  expect(text).toContain('The gate does not hold (fail-on: failure): the result is failure.')
})

test('the page and the terminal do not show it in the colours of a success', () => {
  const record = withGate(RECORD, 'not-ready')
  expect(renderHtml(record)).toContain('<header class="verdict warn">')
  expect(renderHtml(RECORD)).toContain('<header class="verdict good">')
  const first = (one: RunRecord) => renderTerminal(one, { color: true, width: 80 }).split('✅')[0]
  expect(first(record)).not.toBe(first(RECORD))
})

test('a leg whose gate does not hold is the worst of legs with the same result, and decides the headline', () => {
  const bad = withGate(RECORD, 'not-ready')
  const good = withGate(RECORD, 'failure')
  const inputs = [sectionOf(good, 'a'), sectionOf(bad, 'b'), sectionOf(good, 'c')]
  const body = renderSections('key', inputs, [])
  expect(body).toContain(`## ⚠️ Migration rehearsal: ${WORDS} in 1 of 3\n`)
  expect(body).toContain(`<details open><summary>⚠️ <b>b</b>: ${WORDS}</summary>`)
  expect(body).toContain('<details><summary>✅ <b>a</b>: complete success</summary>')
  const states = parseSections(body).map(({ state }) => [state.leg, state.gateHolds])
  expect(states).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ])
})

test('a record of an older version has no gate, and is read and rendered', () => {
  const { gate: _, ...older } = savedRecord()
  const record = parseRunRecord(JSON.stringify(older))
  expect(record.gate).toBeNull()
  expect(renderMarkdown(record)).toContain('complete success\n')
})

test('the reason of a stranger is text', () => {
  const gate = { failOn: 'failure', holds: false, reason: '<b>@octocat</b>\n# big\n::error::x' } as const
  for (const [name, render] of FORMS.filter(([form]) => form !== 'terminal')) {
    expect(render(savedRecord({ gate })), name).not.toMatch(/<b>@|^# big|^::error/m)
  }
})
