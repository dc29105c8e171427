import { expect, test } from 'vitest'
import type { PerformanceResult } from '../../../src/stages/performance/performance-result.ts'
import { assessQueries } from '../../../src/stages/readiness/assess-queries.ts'
import { examplePerformance, exampleQuery } from '../performance/example-queries.ts'

const FAST = exampleQuery('b', { grade: 'too-fast', ratio: null })
const NOT_RUN = exampleQuery('q', { grade: 'not-run', results: 'not-compared', ratio: null })

const REFUSED = exampleQuery('r', { grade: 'not-run', results: 'not-compared', isRefused: true, rows: null })
const DERIVED = { ...REFUSED, query: { ...REFUSED.query, source: 'derived' as const } }
const EMPTY = exampleQuery('e', { rows: 0 })
const BY_CHANCE = exampleQuery('c', { results: 'not-compared', reason: 'it asks for random()' })

test.each<[string, string, RegExp, PerformanceResult]>([
  ['there was no query', 'unverified', /no query/, examplePerformance([])],
  [
    'all are acceptable',
    'pass',
    /^All 2 queries .* 1\.3 times/,
    examplePerformance([exampleQuery('a'), FAST]),
  ],
  [
    'all are too fast to grade',
    'pass',
    /less than 1 ms/,
    examplePerformance([FAST], { verdict: null, medianRatio: null }),
  ],
  [
    'one depends on chance',
    'pass',
    /^1 query of the settings gave equal results; .*, 0 are too .* The results of others were not compared in full, as they depend on the moment or on chance: c\.$/,
    examplePerformance([exampleQuery('a'), BY_CHANCE]),
  ],
  [
    'all depend on chance',
    'unverified',
    /^No results were compared in full, .*: c\.$/,
    examplePerformance([BY_CHANCE]),
  ],
  [
    'one is too fast to grade',
    'pass',
    /, 1 is too fast to grade\.$/,
    examplePerformance([exampleQuery('a'), FAST]),
  ],
  ['one was not run', 'unverified', /^Not measured: q\./, examplePerformance([exampleQuery('a'), NOT_RUN])],
  [
    'PostgreSQL refuses some',
    'fail',
    /^PostgreSQL refuses: r\.$/,
    examplePerformance([exampleQuery('a'), REFUSED, NOT_RUN]),
  ],
  [
    'PostgreSQL refuses what the run has derived',
    'unverified',
    /^Not measured: r\.$/,
    examplePerformance([exampleQuery('a'), DERIVED], { workload: 'derived' }),
  ],
  [
    'one has no row',
    'pass',
    /^All 2 queries .* No row on either side: e\.$/,
    examplePerformance([exampleQuery('a'), EMPTY]),
  ],
  [
    'none that was compared has a row',
    'unverified',
    /^No query gave a row on either side, so no result was compared: e\. /,
    examplePerformance([EMPTY, BY_CHANCE]),
  ],
  [
    'one gives other results',
    'fail',
    /^Other results in PostgreSQL: q\./,
    examplePerformance([exampleQuery('q', { results: 'different' }), NOT_RUN]),
  ],
  [
    'one failed',
    'fail',
    /^Over 5 times slower than in SQLite: q\./,
    examplePerformance([exampleQuery('a'), exampleQuery('q', { grade: 'failed' })]),
  ],
  [
    'the median is degraded',
    'fail',
    /2\.4 times/,
    examplePerformance([exampleQuery('q', { grade: 'degraded' })], { verdict: 'degraded', medianRatio: 2.4 }),
  ],
])('query performance when %s: %s', (_, status, evidence, performance) => {
  expect(assessQueries(performance)).toMatchObject({ status, evidence: expect.stringMatching(evidence) })
})
