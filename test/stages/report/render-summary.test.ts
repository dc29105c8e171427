import { describe, expect, test } from 'vitest'
import { cutMarkdown } from '../../../src/action/cut-markdown.ts'
import { summaryOfRun } from '../../../src/action/job-summary.ts'
import { renderSummary } from '../../../src/stages/report/render-summary.ts'
import { sparkline, trendOf } from '../../../src/stages/report/trend.ts'
import { record, SCENARIOS } from './comment-scenarios.ts'

const PAGES = SCENARIOS.flatMap(([name, inputs]) => inputs.slice(0, 1).map((input) => [name, input] as const))

describe('the job summary', () => {
  test.each(PAGES.filter(([name]) => name !== 'huge'))(
    'is the one in golden/summary/%s.md',
    async (name, input) => {
      await expect(renderSummary(input.record, input.origin, input.baseline)).toMatchFileSnapshot(
        `golden/summary/${name}.md`,
      )
    },
  )

  test.each(PAGES)('begins with its verdict in words: %s', (_, { record: run, origin, baseline }) => {
    expect(renderSummary(run, origin, baseline)).toMatch(/^## (✅|⚠️|❌|⛔) Migration rehearsal: [a-z, ]+\n/)
  })

  test('is short enough, whatever was found', () => {
    const issues = PAGES.find(([name]) => name === 'huge')?.[1].record.issues ?? []
    const many = { ...record({}), issues: Array.from({ length: 20 }, () => issues).flat() }
    const origin = PAGES[0]?.[1].origin
    if (origin === undefined) throw new Error('there is no scenario')
    const page = summaryOfRun(many, origin, { kind: 'none', reason: null })
    expect(Buffer.byteLength(renderSummary(many, origin, { kind: 'none', reason: null }))).toBeGreaterThan(
      1_048_576,
    )
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(900_000)
    expect(page).toMatch(/\*\*The rest did not fit into the job summary\.\*\*.*\n$/)
    expect(cutMarkdown(page, 900_000, '')).toBe(page)
  })
})

describe('the trend', () => {
  const nightly = PAGES.find(([name]) => name === 'nightly')?.[1]
  if (nightly === undefined) throw new Error('there are no nights')

  test('has the last thirty runs, this one among them', () => {
    const trend = trendOf(nightly.record, nightly.baseline)
    expect(trend?.runs).toHaveLength(30)
    expect(trend?.runs.at(-1)).toBe(nightly.record)
  })

  test('is none where there is nothing to compare with', () => {
    expect(trendOf(nightly.record, { kind: 'none', reason: null })).toBeNull()
  })

  test.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
    [[5, 5], '▁▁'],
    [[0, 100, 50], '▁█▅'],
  ])('draws %j as %s', (values, bars) => {
    expect(sparkline(values)).toBe(bars)
  })
})
