import { describe, expect, it } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { renderSection } from '../../../src/stages/report/comment/render-section.ts'
import type { RunOrigin } from '../../../src/stages/report/comment/run-origin.ts'
import { renderHtml } from '../../../src/stages/report/render-html.ts'
import { renderMarkdown } from '../../../src/stages/report/render-markdown.ts'
import { renderSummary } from '../../../src/stages/report/render-summary.ts'
import { renderTerminal } from '../../../src/stages/report/render-terminal.ts'
import { textWidth } from '../../../src/stages/report/terminal-text.ts'
import {
  exampleRun,
  NO_KEY,
  ORPHANS,
  VARCHAR_OVERFLOW,
  VIEW_LOST,
  WRONG_CLASS,
} from '../record/example-run.ts'
import { hostileRecord } from './hostile-record.ts'

const TABLES = [
  { name: 'owners', rows: 13 },
  { name: 'players', rows: 302, rejected: 2, columns: 12 },
  { name: 'box_scores', rows: 2379, columns: 7 },
  { name: 'reactions', rows: 105, failure: 'PostgreSQL refused to create it' },
]

function record(changes: Partial<RunFacts>, ...earlier: readonly RunRecord[]): RunRecord {
  return buildRunRecord(exampleRun(TABLES, changes), { runs: earlier.map(toRunDigest), notes: [] })
}

const FIRST = record({ issues: [ORPHANS, VARCHAR_OVERFLOW, VIEW_LOST] })
const SECOND = record(
  { issues: [WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST, NO_KEY], commit: 'abc1234', durationMs: 72_000 },
  FIRST,
)
const THIRD = record({ issues: [ORPHANS, WRONG_CLASS] }, FIRST, SECOND)
const COMPLETE = buildRunRecord(exampleRun([{ name: 'owners', rows: 1_234_567 }]), EMPTY_HISTORY)
const LOST = record({
  status: 'error',
  error: {
    code: 'postgres-connection-lost',
    message: 'The connection to PostgreSQL was lost while box_scores was loaded.',
    hint: 'Look at the log of the server.',
  },
  load: null,
  validation: null,
})
const CORRUPT = buildRunRecord(
  exampleRun([{ name: 'owners', rows: 13, mismatches: 1 }], {
    validation: {
      tables: [
        {
          source: 'owners',
          rowsTarget: 13,
          rowsCompared: 13,
          rowsMissing: 0,
          cellsCompared: 52,
          mismatches: 1,
        },
      ],
      mismatches: [{ table: 'owners', key: { id: 4 }, column: 'avatar', kind: 'value' }],
      notCompared: [],
    },
  }),
  EMPTY_HISTORY,
)

const WAIVED = record(
  {
    issues: [ORPHANS, WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST],
    waivers: [
      {
        issue: 'quality/*',
        reason: 'The rows of the old system are archived and nobody reads them',
        owner: 'Marit',
        expires: '2027-01-31',
      },
      { issue: 'logic/view-*', reason: 'rebuilt by the application', owner: null, expires: '2026-11-23' },
      { issue: 'logic/trigger-*', reason: 'obsolete', owner: null, expires: '2027-01-31' },
      { issue: 'integrity/*', reason: 'cleaned up in autumn', owner: 'Jo', expires: '2026-10-31' },
    ],
    remedies: [
      {
        issue: 'quality/invalid-date:players.born',
        remedy: 'null',
        table: 'players',
        column: 'born',
        rows: 12,
        examples: [{ id: 3 }, { id: 8 }],
        effect: '12 values set to NULL',
      },
      {
        issue: 'integrity/foreign-key-orphans:messages.author_id',
        remedy: 'drop-row',
        table: 'messages',
        column: null,
        rows: 1,
        examples: [{ id: 99 }],
        effect: '1 row dropped',
      },
    ],
  },
  FIRST,
)

const CASES: readonly [string, RunRecord][] = [
  ['first-run', FIRST],
  ['second-run', SECOND],
  ['third-run', THIRD],
  ['waived', WAIVED],
  ['complete', COMPLETE],
  ['connection-lost', LOST],
  ['corrupt', CORRUPT],
  ['hostile', hostileRecord()],
]

describe('the Markdown report', () => {
  it.each(CASES)('is the one in golden/%s.md', async (name, run) => {
    await expect(renderMarkdown(run)).toMatchFileSnapshot(`golden/${name}.md`)
  })

  it.each(CASES)('has the labels of the template in their order: %s', (_, run) => {
    const [template = ''] = renderMarkdown(run).split('<details>')
    const labels = template
      .split('\n')
      .map((line) => line.match(/^(?:- )?([A-Z][A-Za-z #]+):/)?.[1])
      .filter((label) => label !== undefined)
    expect(labels).toEqual([
      'Date',
      'Test Run #',
      'Previous Issues',
      'New Issues Found',
      'Results',
      'Tables Migrated',
      'Records Migrated',
      'Validation Status',
      'Test Duration',
      'Issues Resolved This Run',
      'New Issues Found',
      'Next Actions',
    ])
  })

  it.each([
    ['a control character', /[\p{Cc}\p{Cf}]/u],
    ['HTML of the stranger', /<(?!\/?(?:details|summary|br)>|!-- -->)/],
    ['a mention', /@\w/],
    ['a reference', /#\d|GH-\d/],
    ['a link', /:\/\/|(?<!\\)\]\(/],
    ['a workflow command', /::|##\[/],
    ['an open code span', /(?<!\\)`/],
  ])('holds no trace of %s from a name', (_, pattern) => {
    const ours =
      /^```text\n[\s\S]*?^```$|^`{4,}sh\n[\s\S]*?^`{4,}$|`record\.json`|`checklist(?:: \{\})?`|\n/gm
    expect(renderMarkdown(hostileRecord()).replaceAll(ours, ' ')).not.toMatch(pattern)
  })

  it('keeps every row of a table to its number of cells', () => {
    const rows = renderMarkdown(hostileRecord())
      .split('\n')
      .filter((line) => line.startsWith('|'))
    const cells = rows.map((row) => row.split(/(?<!\\)(?:\\\\)*\|/).length)
    expect(new Set(cells)).toEqual(new Set([8, 9, 7, 10, 6]))
  })

  it('names keys and never more of a row', () => {
    expect(renderMarkdown(SECOND)).toContain('id = 41<br>id = 142')
  })
})

const NOWHERE: RunOrigin = {
  runId: 0,
  attempt: 1,
  job: '',
  step: '',
  leg: '',
  sha: null,
  runUrl: null,
  jobUrl: null,
  artifactUrl: null,
  pageUrl: null,
}

describe('an error with a list in its message', () => {
  const LINES = [
    'PostgreSQL refused 2 statements of the schema:',
    'a_b.sql:1: type "<b>\\n\u001b[31m" does not exist',
    '::error::b.sql:2: near "# x"',
    'Correct the schema.',
  ]
  const run = record({
    status: 'error',
    error: { code: 'schema-refused', message: LINES.slice(0, 3).join('\n'), hint: LINES[3] ?? '' },
    load: null,
    validation: null,
  })

  it('has a line for each in the terminal', () => {
    expect(renderTerminal(run, { color: false, width: 80 }).split('\n').slice(1, 5)).toEqual([
      LINES[0],
      'a_b.sql:1: type "<b>\\n\\u{1b}[31m" does not exist',
      ': :error::b.sql:2: near "# x"',
      LINES[3],
    ])
  })

  it('has one in every other report, where nothing begins a line of Markdown', () => {
    for (const text of [
      renderMarkdown(run),
      renderSummary(run, NOWHERE, { kind: 'none', reason: null }),
      renderSection(
        { record: run, origin: NOWHERE, baseline: { kind: 'none', reason: null }, previous: null },
        0,
      ),
    ]) {
      const [shown = ''] = text.split('\n').filter((line) => line.includes(LINES[0] ?? ''))
      expect(shown.replaceAll('**', '').split('<br>')).toHaveLength(4)
      expect(shown).toContain(`schema:<br>a_b.sql:1: type "&lt;b&gt;\\\\n\\\\u{1b}\\[31m" does not exist<br>`)
    }
    expect(renderHtml(run)).toContain('</bdi><br><bdi>a_b.sql:1: type &quot;&lt;b&gt;')
  })
})

describe('the terminal report', () => {
  it.each(CASES)('is the one in golden/%s.txt', async (name, run) => {
    await expect(renderTerminal(run, { color: false, width: 80 })).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it.each([40, 60, 80, 120])('keeps to %i columns, whatever the names, but for ids', (width) => {
    for (const [, run] of CASES) {
      const lines = renderTerminal(run, { color: false, width }).split('\n')
      for (const line of lines.filter((one) => !/^ *([A-Z]+ +)?[a-z]+\/[a-z-]+:/.test(one)))
        expect(textWidth(line)).toBeLessThanOrEqual(Math.max(width, 78))
    }
  })

  it('is the same text with and without colour', () => {
    for (const [, run] of CASES) {
      const coloured = renderTerminal(run, { color: true, width: 80 })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that it must hold
      expect(coloured.replaceAll(/\u001b\[[\d;]*m/g, '')).toBe(
        renderTerminal(run, { color: false, width: 80 }),
      )
      expect(coloured).toContain('\u001b[1m')
    }
  })

  it('lets no control sequence and no workflow command of a name through', () => {
    const text = renderTerminal(hostileRecord(), { color: false, width: 80 })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).not.toMatch(/^\s*::|##\[/m)
  })
})
