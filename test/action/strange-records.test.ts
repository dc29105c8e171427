import { expect, test } from 'vitest'
import { summaryOfRun } from '../../src/action/job-summary.ts'
import { NOWHERE, outputsOf } from '../../src/action/outputs.ts'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import { FAIL_ON } from '../../src/stages/record/gate-record.ts'
import { mergeRecords } from '../../src/stages/record/merge-records.ts'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import type { Baseline } from '../../src/stages/report/baseline.ts'
import { renderSections } from '../../src/stages/report/comment/render-comment.ts'
import type { RunOrigin } from '../../src/stages/report/comment/run-origin.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { renderMarkdown } from '../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../src/stages/report/render-terminal.ts'
import { savedRecord } from '../cli/saved-record.ts'
import { hostileRecord } from '../stages/report/hostile-record.ts'
import fc from '../support/fast-check.ts'

const QUERY = {
  name: 'q',
  source: 'settings',
  grade: 'degraded',
  results: 'equal',
  reason: null,
  rows: 1,
  runs: 9,
  sqliteMs: 1,
  sqliteInterval: { low: 1, high: 2 },
  postgresMs: 3,
  postgresInterval: { low: 3, high: 4 },
  executionMs: 1,
  ratio: 3,
  ratioInterval: { low: 2, high: 4 },
  plan: ['Seq Scan'],
} as const

const MEASURED = {
  ...savedRecord().performance,
  status: 'measured',
  verdict: 'degraded',
  medianRatio: 3,
} as const

const TREND_RUN = {
  startedAt: '2026-11-23T14:05:00.000Z',
  durationMs: 1,
  result: 'complete',
  new: 0,
  remaining: 1,
  resolved: 1,
  regressed: 0,
  rowsRejected: 0,
} as const

const ITEM = { group: 'data', title: 'A line', status: 'pass', evidence: 'seen' } as const

const UNUSED = {
  leg: null,
  category: 'schema',
  code: 'waiver-unused',
  priority: 'LOW',
  state: 'new',
  firstSeenRun: 1,
  table: null,
  column: null,
  declaredType: null,
  targetType: null,
  object: null,
  rows: 0,
  examples: [],
  message: 'm',
  remedy: 'r',
  waived: null,
} as const

function tableOf(name: string): RunRecord['tables'][number] {
  const counts = {
    rowsSource: 1,
    rowsLoaded: 1,
    rowsRejected: 0,
    rowsMissing: 0,
    rowsTarget: 1,
    cellsCompared: 1,
    mismatches: 0,
  }
  return { name, target: name, core: true, columns: 1, status: 'migrated', reason: null, ...counts }
}

const PROJECTION = {
  rehearsedBytes: 4096,
  productionBytes: 8192,
  bytesPerSecond: 100,
  rowsPerSecond: 10,
  seconds: 80,
  leastSeconds: 70,
  mostSeconds: 90,
  durable: true,
  windowSeconds: 3600,
} as const

/** Every field of a record is in use. */
function fullRecord(): RunRecord {
  const record = hostileRecord()
  const key = { id: 4 }
  return {
    ...record,
    run: { ...record.run, error: { code: 'source-missing', message: 'm', hint: 'h' } },
    performance: {
      status: 'measured',
      verdict: 'degraded',
      medianRatio: 3,
      roundTripMs: 0.1,
      floorMs: 1,
      queries: [QUERY, { ...QUERY, name: 'r', ratio: 2 }],
    },
    projection: PROJECTION,
    mismatches: [{ table: 't', key, column: 'c', kind: 'value' }],
  }
}

/** What a stranger can write into any place of a record. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  '\ud800',
  '`'.repeat(5000),
  ', '.repeat(5000),
  '2026-13-23T14:05:00.000Z',
  '2026-02-30T14:05:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00.000Z',
  '-1',
  '__proto__',
  0,
  -1,
  0.5,
  5e-324,
  1e308,
  Number.MAX_SAFE_INTEGER,
  1e21,
  [],
  {},
  { __proto__: 1 },
  [[]],
]

type Path = readonly (string | number)[]

/** The places of a document: those of objects, of lists and of values. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...path, name]))]
}

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? replaced(item, rest, by) : item))
  const entries = Object.entries(value ?? {})
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === name ? replaced(inner, rest, by) : inner]),
  )
}

const ORIGIN: RunOrigin = {
  runId: 7,
  attempt: 1,
  job: 'ci.yml/rehearse',
  step: '',
  leg: 'a',
  sha: null,
  runUrl: null,
  jobUrl: null,
  artifactUrl: null,
  pageUrl: null,
}
const BASELINE: Baseline = { kind: 'none', reason: null }

/** Everything that is done with the records of a stranger. */
function useAll(records: readonly RunRecord[]): void {
  const merged = mergeRecords(records.map((record, index) => ({ name: String(index), record })))
  for (const record of [merged, ...records]) {
    renderMarkdown(record)
    renderHtml(record)
    renderTerminal(record, { color: true, width: 100 })
    summaryOfRun(record, ORIGIN, BASELINE)
    outputsOf({ record, directory: '', ...NOWHERE })
    for (const failOn of FAIL_ON) exitCodeOf(record, failOn)
  }
  const sections = records.map((record) => ({ record, origin: ORIGIN, baseline: BASELINE, previous: null }))
  renderSections('key', sections, [])
}

function parsed(text: string): RunRecord | null {
  try {
    return parseRunRecord(text)
  } catch (error) {
    if (error instanceof RehearsalError && error.code === 'record-unreadable') return null
    throw error
  }
}

const FULL: unknown = JSON.parse(JSON.stringify(fullRecord()))

test('a record with a strange thing at any place is refused, or put together and shown', () => {
  const whole = parseRunRecord(JSON.stringify(FULL))
  const other = { ...whole, source: { ...whole.source, sha256: null } }
  const place = fc.constantFrom(...placesOf(FULL))
  fc.assert(
    fc.property(place, fc.constantFrom(...STRANGE), (at, strange) => {
      const record = parsed(JSON.stringify(replaced(FULL, at, strange)))
      if (record === null || record.run.commit !== whole.run.commit) return
      useAll([whole, record])
      useAll([other, record])
    }),
    { numRuns: 150 },
  )
})

test.each(['2026-13-23T14:05:00.000Z', '2026-02-30T14:05:00.000Z', '2026-11-23T24:00:00.000Z', ''])(
  'a record of %s is refused',
  (startedAt) => {
    const record = { ...savedRecord(), run: { ...savedRecord().run, startedAt } }
    expect(parsed(JSON.stringify(record))).toBeNull()
  },
)

/** More than a function takes as arguments, and more than can be compared each with each. */
const MANY = 130_000

const many = <T>(of: (index: number) => T): readonly T[] =>
  Array.from({ length: MANY }, (_, index) => of(index))

/** What the pages say of the last of very many things, or of those that they leave out. */
interface Told {
  readonly markdown: RegExp
  readonly html: RegExp
}

test.each<[string, Partial<RunRecord>, Told]>([
  [
    'runs of a trend',
    { trend: many((number) => ({ ...TREND_RUN, number: number + 1 })) },
    // report.md has no trend
    { markdown: /^Test Run #: 1$/m, html: />130000</ },
  ],
  [
    'lines of a checklist',
    {
      readiness: {
        verdict: 'ready',
        items: many((index) => ({ ...ITEM, id: `i${index}`, title: `Line ${index}` })),
      },
    },
    { markdown: /Line 129999\b/, html: /Line 129999\b/ },
  ],
  [
    'queries',
    { performance: { ...MEASURED, queries: many((index) => ({ ...QUERY, name: `q${index}` })) } },
    {
      markdown: /^Plan of q129999:$/m,
      html: /of 130,000 queries\. The other [\d,]+ did not fit on this page/,
    },
  ],
  [
    'marks in a path',
    { source: { ...savedRecord().source, path: `${many(() => 'a`').join('')}end` } },
    { markdown: /a`end'/, html: /a?`… \(cut, 260,003 characters in all\)/ },
  ],
  [
    'waivers that no issue needs',
    { issues: many((index) => ({ ...UNUSED, id: `schema/waiver-unused:${index}` })) },
    {
      markdown: /schema\/waiver-unused:129999\b/,
      html: /of 130,000 issues\. The other [\d,]+ did not fit on this page/,
    },
  ],
])(
  'a record with very many %s is put together and shown, to the last or with the count of the rest',
  (_, changes, { markdown, html }) => {
    const record = savedRecord({ ...changes, tables: [tableOf('a')] })
    const merged = mergeRecords([
      { name: 'a', record },
      { name: 'b', record: savedRecord({ tables: [tableOf('b')] }) },
    ])
    for (const page of [renderMarkdown(merged), renderHtml(merged)])
      expect(page.includes('2/2 (100.0%)')).toBe(true)
    // a failed expectation would print the page
    expect({ markdown: markdown.test(renderMarkdown(record)), html: html.test(renderHtml(record)) }).toEqual({
      markdown: true,
      html: true,
    })
  },
  30_000,
)
