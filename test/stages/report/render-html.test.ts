import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { escapeTerminal } from '../../../src/progress/escape-terminal.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import { parseRunRecord } from '../../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { renderHtml } from '../../../src/stages/report/render-html.ts'
import { runs } from '../record/build-record.ts'
import { exampleRun, NO_KEY, ORPHANS, VARCHAR_OVERFLOW, WRONG_CLASS } from '../record/example-run.ts'
import { HOSTILE, hostileRecord } from './hostile-record.ts'
import { largeRecord } from './large-record.ts'

const THIRD = runs([ORPHANS, WRONG_CLASS], [WRONG_CLASS], [ORPHANS, WRONG_CLASS]).at(-1)
const FIRST = runs([ORPHANS, NO_KEY])[0]
const COMPLETE = runs([])[0]
if (THIRD === undefined || FIRST === undefined || COMPLETE === undefined) throw new Error('there are runs')

const MISMATCH = { table: 'owners', key: { id: 4 }, column: 'avatar', kind: 'value' } as const
const LOST = {
  code: 'postgres-connection-lost',
  message: 'The connection to PostgreSQL was lost.',
  hint: 'Look at the log of the server.',
}

/** The words of the page, without markup. */
function words(page: string): string {
  return page
    .replace(/<(style|script|svg)[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

function sectionOf(page: string, id: string): string {
  return words(new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? '')
}

describe('each section', () => {
  it.each<[string, RunRecord, string, readonly (string | RegExp)[]]>([
    [
      'the template',
      THIRD,
      'test-run',
      [
        'Test Run #: 3',
        'Results: - Tables Migrated: 2/2 (100.0%)',
        'New Issues Found: 1. [INTEGRITY] box_scores.player_id: 3 rows have no parent in players - Priority: HIGH, regressed',
      ],
    ],
    [
      'a template with what was resolved',
      record(THIRD, {
        resolvedIssues: [
          {
            id: 'quality/bad-date:a.b',
            category: 'quality',
            message: 'gone',
            fix: 'the values were changed',
          },
        ],
      }),
      'test-run',
      ['Issues Resolved This Run: 1. [QUALITY] a.b: gone - Fix applied: the values were changed'],
    ],
    [
      'the next actions',
      FIRST,
      'next-actions',
      ['What to fix first', 'Fix [INTEGRITY] box_scores.player_id'],
    ],
    ['no next action', record(COMPLETE, { nextActions: [] }), 'next-actions', ['Nothing is left to do.']],
    [
      'issues',
      THIRD,
      'issues',
      [
        'HIGH',
        'box_scores.player_id',
        '3 rows have no parent in players',
        'foreign-key-orphans',
        'integrity',
        'regressed',
        'first seen in run 1',
        'game_id = 1, player_id = 9001',
      ],
    ],
    ['no issue', COMPLETE, 'issues', ['This run found no issue.']],
    [
      'no issue, because the run ended',
      record(COMPLETE, { run: { ...COMPLETE.run, status: 'error', error: LOST } }),
      'issues',
      ['No issue was found before the run ended.'],
    ],
    [
      'what was resolved',
      record(THIRD, {
        resolvedIssues: [
          {
            id: 'quality/bad-date:a.b',
            category: 'quality',
            message: 'gone',
            fix: 'the values were changed',
          },
        ],
      }),
      'resolved',
      ['quality/bad-date:a.b', 'gone', 'the values were changed'],
    ],
    ['nothing to resolve', FIRST, 'resolved', ['This is the first run: there was nothing to resolve.']],
    ['nothing resolved', THIRD, 'resolved', ['No issue was resolved since the run before.']],
    ['no remedy', FIRST, 'remedies', ['no remedy that was applied']],
    [
      'remedies',
      record(FIRST, {
        remedies: [
          {
            issue: 'quality/x:a.b',
            remedy: 'null',
            table: 'a',
            column: 'b',
            rows: 12,
            examples: [{ id: 3 }],
            effect: '12 values set to NULL',
          },
        ],
      }),
      'remedies',
      ['null', 'quality/x:a.b', 'id = 3', '12 values set to NULL'],
    ],
    ['tables', FIRST, 'tables', ['players', 'migrated', '302', '1,208']],
    ['no table', record(FIRST, { tables: [] }), 'tables', ['The run ended before the tables were read']],
    [
      'differences',
      record(FIRST, { mismatches: [MISMATCH], summary: { ...FIRST.summary, mismatches: 1 } }),
      'differences',
      ['1 cells or rows are not what they were', 'owners', 'id = 4', 'avatar', 'value'],
    ],
    ['no difference', FIRST, 'differences', ['None: 1,260 cells were compared, and all are equal.']],
    [
      'nothing compared',
      record(FIRST, { summary: { ...FIRST.summary, validation: 'NOT RUN' } }),
      'differences',
      ['The validation did not run: nothing was compared.'],
    ],
    ['the ledger', FIRST, 'objects', ['kept', 'primary-key', 'players_pkey', 'primary key (id)']],
    [
      'no ledger',
      record(FIRST, { objects: [] }),
      'objects',
      ['The run ended before the rules of the schema were made'],
    ],
    ['queries that were not measured', FIRST, 'performance', ['Not measured in this run.']],
    [
      'queries',
      record(FIRST, {
        performance: {
          status: 'measured',
          verdict: 'degraded',
          medianRatio: 2.5,
          roundTripMs: 0.1,
          floorMs: 1,
          queries: [
            {
              name: 'standings',
              source: 'settings',
              grade: 'degraded',
              results: 'equal',
              reason: null,
              rows: 3,
              runs: 9,
              sqliteMs: 2,
              sqliteInterval: { low: 1.9, high: 2.1 },
              postgresMs: 5,
              postgresInterval: { low: 4.9, high: 5.1 },
              executionMs: 4.8,
              ratio: 2.5,
              ratioInterval: { low: 2.4, high: 2.6 },
              plan: ['Seq Scan on matches'],
            },
          ],
        },
      }),
      'performance',
      ['degraded', '2.5× (2.4–2.6)', 'standings', '2.00 ms', '5.00 ms', 'Seq Scan on matches'],
    ],
    [
      'the checklist',
      FIRST,
      'checklist',
      [
        'Not ready',
        'Migration completes within time window',
        'unverified',
        'one with checklist: {} in the settings does.',
      ],
    ],
    ['the trend', THIRD, 'trend', ['2026-11-23 14:05 UTC', 'Rows rejected', '6.2 s']],
    ['no trend', FIRST, 'trend', ['There is no earlier run to compare with.']],
    [
      'how to reproduce',
      FIRST,
      'reproduce',
      [
        'pg-rehearsal rehearse fixtures/league.sql --postgres-version 18',
        'SQLite 3.54.0',
        'Where the time went',
        'validation',
      ],
    ],
  ])('shows %s', (_, run, id, expected) => {
    const text = sectionOf(renderHtml(run), id)
    for (const part of expected) expect(text).toContain(part)
  })

  it('has a link in the navigation, and a title of its own', () => {
    const page = renderHtml(FIRST)
    const ids = [...page.matchAll(/<section id="([\w-]+)" aria-labelledby="\1-title">/g)].map(([, id]) => id)
    expect(ids).toHaveLength(12)
    for (const id of ids) expect(page).toContain(`href="#${id}"`)
  })
})

test.each([
  ['complete', COMPLETE, 'Migration rehearsal: complete success'],
  ['failure', FIRST, 'Migration rehearsal: failure, not safe to deploy'],
  [
    'error',
    record(COMPLETE, { result: 'error', run: { ...COMPLETE.run, status: 'error', error: LOST } }),
    'Migration rehearsal: could not finish',
  ],
])('the verdict comes first, in words: %s', (_, run, headline) => {
  const page = renderHtml(run)
  expect(words(page.slice(page.indexOf('<header'), page.indexOf('</h1>')))).toContain(headline)
  expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<section'))
})

test('waivers are told with their reason, and warnings before everything else', () => {
  const waived = { reason: 'archived', owner: 'Marit', expires: '2027-01-31' }
  const run = record(FIRST, {
    issues: FIRST.issues.map((issue) => ({ ...issue, waived })),
    warnings: ['two categories at once'],
  })
  const page = renderHtml(run)
  expect(sectionOf(page, 'issues')).toContain('Waived until 2027-01-31, by Marit: archived')
  expect(page.indexOf('two categories at once')).toBeLessThan(page.indexOf('<nav'))
})

test('the same record gives the same page, also after it was saved', () => {
  expect(renderHtml(parseRunRecord(JSON.stringify(THIRD)))).toBe(renderHtml(THIRD))
})

test('the policy allows the script and the style of the page, and nothing else', () => {
  const page = renderHtml(FIRST)
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  const hash = (tag: string) => {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? ''
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
  }
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hash('script')}`,
    `style-src ${hash('style')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ])
})

describe('text of a stranger', () => {
  const page = renderHtml(hostileRecord())

  it('holds no tag, no attribute of an event, no style of its own and no address to fetch from', () => {
    const tags = [...page.matchAll(/<(\w+)([^>]*)>/g)]
    expect(tags.map(([, name]) => name)).not.toContain('img')
    expect(page.match(/<script/g)).toHaveLength(1)
    for (const [, , attributes = ''] of tags)
      expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\bon\w+|style|src/)
  })

  it('is visible, character by character', () => {
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(page).toContain('\\u{202e}right to left\\u{200b}')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(escapeTerminal(page)).toBe(page)
  })

  it('is cut where it is too long, and says so', () => {
    const [issue] = FIRST.issues
    if (issue === undefined) throw new Error('there is an issue')
    const long = renderHtml(
      record(FIRST, { issues: [{ ...issue, id: `quality/x:${HOSTILE.repeat(10_000)}` }] }),
    )
    expect(long.length).toBeLessThan(renderHtml(FIRST).length + 20_000)
    expect(sectionOf(long, 'issues')).toMatch(/… \(cut, [\d,]+ characters in all\)/)
  })
})

test('a record of any size gives a page of less than 10 MB, which says what it leaves out', {
  timeout: 120_000,
}, () => {
  const large = largeRecord({ tables: 20_000, issues: 30_000, name: '<'.repeat(5_000) })
  const page = renderHtml(large)
  expect(Buffer.byteLength(page)).toBeLessThan(10_000_000)
  expect(sectionOf(page, 'issues')).toMatch(
    /These are the first [\d,]+ of 30,000 issues\. The other [\d,]+ did not fit on this page; all of them are in record\.json/,
  )
  expect(sectionOf(page, 'tables')).toMatch(/These are the first [\d,]+ of 20,000 tables/)
  const ordinary = renderHtml(largeRecord({ tables: 1_000, issues: 2_000, name: 'orders' }))
  expect(ordinary).not.toContain('did not fit')
})

test('an object with a long definition shows its beginning, line by line', () => {
  const sql = `create view v as\n\tselect 1\n${'-- more\n'.repeat(1_000)}`
  const { facts } = { facts: exampleRun([]) }
  const run = record(buildRunRecord(facts, EMPTY_HISTORY), {
    objects: [{ type: 'view', name: 'v', table: null, status: 'dropped', sql, reason: 'not translated' }],
    issues: [],
  })
  const page = renderHtml(run)
  expect(page).toContain('create view v as\n    select 1\n-- more\n')
  expect(sectionOf(page, 'objects')).toContain('(cut, 8,027 characters in all)')
})

test('issues that remain, and those of a column with types, say so', () => {
  const remaining = runs([VARCHAR_OVERFLOW], [VARCHAR_OVERFLOW]).at(-1)
  if (remaining === undefined) throw new Error('there are runs')
  const [issue] = remaining.issues
  const typed = record(remaining, {
    issues: [
      {
        ...(issue ?? FIRST.issues[0]),
        declaredType: 'varchar(24)',
        targetType: 'text',
      } as RunRecord['issues'][number],
    ],
  })
  expect(sectionOf(renderHtml(typed), 'issues')).toMatch(/varchar\(24\) → text first seen in run 1/)
})

function record(run: RunRecord | undefined, changes: Partial<RunRecord>): RunRecord {
  if (run === undefined) throw new Error('there is a run')
  return { ...run, ...changes }
}
