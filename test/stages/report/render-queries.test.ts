import { describe, expect, it, test } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { querySummary } from '../../../src/stages/report/query-figures.ts'
import { renderMarkdown } from '../../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../../src/stages/report/render-terminal.ts'
import { examplePerformance, exampleQuery } from '../performance/example-queries.ts'
import { exampleRun } from '../record/example-run.ts'

const HOSTILE = '| `x` <b>@all</b> ::error::\u001b[31m'
const SLOW = { low: 6, median: 7.25, high: 9 }
const RECORD = buildRunRecord(
  exampleRun([{ name: 't', rows: 10 }], {
    performance: examplePerformance(
      [
        exampleQuery('fine'),
        exampleQuery('slow', { grade: 'failed', ratio: SLOW, plan: ['Seq Scan on t: 10 rows', '``` end'] }),
        exampleQuery('quick', { grade: 'too-fast', ratio: null }),
        exampleQuery(HOSTILE, {
          grade: 'not-run',
          results: 'not-compared',
          ratio: null,
          reason: 'it writes',
        }),
        exampleQuery('other', { results: 'different' }),
      ],
      { verdict: 'failed', medianRatio: 7.25 },
    ),
  }),
  EMPTY_HISTORY,
)

describe('the queries in the terminal', () => {
  const page = renderTerminal(RECORD, { color: false, width: 120 })
  const lines = page.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' · '))

  it('are summed up, and the verdict says that they are slow', () => {
    expect(page).toContain('queries take 7.3× the time of SQLite')
    expect(page).toMatch(/Queries: 5 in all: 3 equal, 1 different; 1 failed \(over 5×\), 2 acceptable,/)
    expect(page).not.toContain('Query performance: not measured')
  })

  it('have a line where they are not as they should be, and the worst come first', () => {
    expect(lines).toContain('slow · equal · failed (over 5×) · 20 ms · 26 ms · 7.3× (6.0–9.0)')
    expect(lines).toContain('other · different · acceptable · 20 ms · 26 ms · 1.3× (1.2–1.4)')
    expect(page).not.toMatch(/^(fine|quick)/m)
    expect(lines.findIndex((line) => line.startsWith('other'))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('slow')),
    )
  })

  it('cannot act', () => {
    expect(page).not.toContain('\u001b')
    expect(page).not.toContain('::error')
  })
})

describe('the queries in Markdown', () => {
  const page = renderMarkdown(RECORD)

  it('are all there, with what was taken off and the plan', () => {
    expect(page).toContain('<summary>Queries (5)</summary>')
    expect(page).toContain('| slow | equal | failed (over 5×) | 20 ms | 26 ms | 7.3× (6.0–9.0) |')
    expect(page).toContain('| quick | equal | too fast to grade | 20 ms | 26 ms |  |')
    expect(page).toContain('a round trip of 0.40 ms is taken off')
    expect(page).toContain("Plan of slow:\n\n```text\nSeq Scan on t: 10 rows\n''' end\n```")
  })

  it('cannot act', () => {
    for (const act of ['<b>', '@all', '::error', '\u001b']) expect(page).not.toContain(act)
    expect(page).toContain('it writes')
  })
})

test('there is no summary of no queries', () => {
  const { performance } = buildRunRecord(exampleRun([{ name: 't', rows: 10 }]), EMPTY_HISTORY)
  expect(querySummary(performance)).toBeNull()
  expect(performance.status).toBe('not-measured')
})
