import * as z from 'zod'
import type { Interval } from '../performance/interval.ts'
import type { PerformanceResult, QueryOutcome } from '../performance/performance-result.ts'
import { count } from './record-fields.ts'

const milliseconds = (what: string) =>
  z.number().nonnegative().nullable().default(null).describe(`Milliseconds: ${what}; null where not measured`)

const interval = (what: string) =>
  z
    .object({
      low: z.number().nonnegative().describe('Its lower end'),
      high: z.number().nonnegative().describe('Its upper end'),
    })
    .nullable()
    .default(null)
    .describe(
      `The confidence interval of ${what}: 99 % from 8 runs on, the whole range of fewer; null where it was not measured`,
    )

const querySchema = z.object({
  name: z.string().describe('As the settings name it, or `table: what it asks`'),
  source: z.enum(['settings', 'derived']).default('settings').describe('derived: made of the schema'),
  grade: z
    .enum(['acceptable', 'degraded', 'failed', 'too-fast', 'not-run'])
    .describe(
      'acceptable: not beyond doubt twice as slow. degraded: over 2×. failed: over 5×. ' +
        'too-fast: PostgreSQL answers below the noise floor. not-run: see the reason',
    ),
  results: z.enum(['equal', 'different', 'not-compared']).describe('Of both engines'),
  reason: z
    .string()
    .nullable()
    .describe('Why it was not run, compared or measured; null where all of it was'),
  rows: count().nullable().describe('Of its result in SQLite; null where it did not run'),
  runs: count().describe('How often both were measured, by turns'),
  sqliteMs: milliseconds('in SQLite, the median'),
  sqliteInterval: interval('sqliteMs'),
  postgresMs: milliseconds('in PostgreSQL without the round trip, the median'),
  postgresInterval: interval('postgresMs'),
  executionMs: milliseconds('planning and execution by PostgreSQL’s own account'),
  ratio: z.number().nonnegative().nullable().describe('postgresMs / sqliteMs, the median of the pairs'),
  ratioInterval: interval('ratio'),
  plan: z
    .array(z.string())
    .default([])
    .describe('The plan in PostgreSQL, a line a node, of a query that is slower; without values'),
})

/** `performance` of the record. */
export const performanceSchema = z.object({
  status: z.enum(['measured', 'not-measured']).describe('Whether queries were compared'),
  verdict: z
    .enum(['acceptable', 'degraded', 'failed'])
    .nullable()
    .describe('Of the median ratio: under 2×, up to 5×, over 5×; null where no query could be graded'),
  medianRatio: z
    .number()
    .nonnegative()
    .nullable()
    .describe('PostgreSQL time / SQLite time; a query that is too fast to grade counts as 1'),
  roundTripMs: milliseconds('an empty query, there and back; it is taken off each'),
  floorMs: milliseconds('what PostgreSQL answers in less is too fast to grade'),
  queries: z.array(querySchema).describe('One entry a query; empty where nothing was measured'),
})

type PerformanceRecord = z.infer<typeof performanceSchema>

export function recordPerformance(result: PerformanceResult | null): PerformanceRecord {
  if (result === null) {
    const nothing = { verdict: null, medianRatio: null, roundTripMs: null, floorMs: null, queries: [] }
    return { status: 'not-measured', ...nothing }
  }
  const { verdict, medianRatio, roundTripMs, floorMs, queries } = result
  return {
    status: queries.some(({ grade }) => grade !== 'not-run') ? 'measured' : 'not-measured',
    verdict,
    medianRatio: rounded(medianRatio),
    roundTripMs: rounded(roundTripMs),
    floorMs,
    queries: queries.map(recordQuery),
  }
}

function recordQuery(outcome: QueryOutcome): PerformanceRecord['queries'][number] {
  const { query, grade, results, reason, rows, runs, sqliteMs, postgresMs, executionMs, ratio, plan } =
    outcome
  return {
    name: query.name,
    source: query.source,
    grade,
    results,
    reason,
    rows,
    runs,
    sqliteMs: rounded(sqliteMs?.median ?? null),
    sqliteInterval: ends(sqliteMs),
    postgresMs: rounded(postgresMs?.median ?? null),
    postgresInterval: ends(postgresMs),
    executionMs: rounded(executionMs),
    ratio: rounded(ratio?.median ?? null),
    ratioInterval: ends(ratio),
    plan: [...plan],
  }
}

function ends(interval: Interval | null): { readonly low: number; readonly high: number } | null {
  return interval === null ? null : { low: rounded(interval.low), high: rounded(interval.high) }
}

/** To a thousandth. */
function rounded(value: number): number
function rounded(value: number | null): number | null
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000
}
