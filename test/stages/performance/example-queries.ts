import type { PerformanceResult, QueryOutcome } from '../../../src/stages/performance/performance-result.ts'

const interval = (median: number) => ({ low: median * 0.9, median, high: median * 1.1 })

/** One query that went well, with changes to be made to it. */
export function exampleQuery(name: string, changes: Partial<QueryOutcome> = {}): QueryOutcome {
  const asked = { sql: 'select 1', values: [] }
  return {
    query: {
      name,
      source: 'settings',
      sqlite: asked,
      postgres: asked,
      spelled: false,
      ordered: false,
      reads: null,
    },
    grade: 'acceptable',
    reason: null,
    isRefused: false,
    isLeftOut: false,
    outOfScope: [],
    results: 'equal',
    rows: 12,
    runs: 9,
    sqliteMs: interval(20),
    postgresMs: interval(26),
    executionMs: 25,
    ratio: interval(1.3),
    roundTripMs: 0.4,
    indexes: [],
    passedOver: [],
    plan: [],
    ...changes,
  }
}

/** What the comparison of these queries found. */
export function examplePerformance(
  queries: readonly QueryOutcome[],
  changes: Partial<PerformanceResult> = {},
): PerformanceResult {
  const verdict = { verdict: 'acceptable', medianRatio: 1.3 } as const
  return { workload: 'settings', ...verdict, roundTripMs: 0.4, floorMs: 1, queries, issues: [], ...changes }
}
