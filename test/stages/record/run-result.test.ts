import { describe, expect, it } from 'vitest'
import { type Issue, issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import type { RunResult } from '../../../src/stages/record/run-record.ts'
import { exampleRun, ORPHANS, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

const WAIVER = { issue: '*', reason: 'known since 2019', owner: 'Marit', expires: '2027-01-01' }
const REJECTING: Issue = { ...WRONG_CLASS, table: 'ill' }
const MILD: Issue = { ...REJECTING, priority: 'MED' }
/** It is about the table that did not arrive whole, and refuses no row. */
const HARMLESS = issue('nocase-collation', { table: 'ill', column: 'name', message: 'It compares otherwise' })

interface Situation {
  readonly healthyTables: number
  readonly rejected: number
  readonly issues: readonly Issue[]
  /** Every issue, or those that match a glob. */
  readonly waived?: boolean | string
  /** The last day of the waiver; the run is of 2026-11-23. */
  readonly until?: string
  readonly isCore?: (name: string) => boolean
}

function resultOf({ healthyTables, rejected, issues, isCore = () => true, ...given }: Situation): RunResult {
  const healthy = Array.from({ length: healthyTables }, (_, index) => ({ name: `t${index}`, rows: 100 }))
  const { waived = false, until = WAIVER.expires } = given
  const pattern = waived === true ? '*' : waived
  const facts = exampleRun([...healthy, { name: 'ill', rows: 1000, rejected }], {
    issues,
    coreTables: isCore,
    waivers: pattern === false ? [] : [{ ...WAIVER, issue: pattern, expires: until }],
  })
  return buildRunRecord(facts, EMPTY_HISTORY).result
}

describe('the speed of the queries', () => {
  const queries = (verdict: 'acceptable' | 'degraded' | 'failed' | null) => {
    const measured = { workload: 'derived', roundTripMs: 1, floorMs: 1, queries: [], issues: [] } as const
    const facts = exampleRun([{ name: 't', rows: 10 }], {
      performance: { ...measured, verdict, medianRatio: verdict === null ? null : 3 },
    })
    return buildRunRecord(facts, EMPTY_HISTORY).result
  }

  it.each([
    [null, 'complete'],
    ['acceptable', 'complete'],
    ['degraded', 'partial'],
    ['failed', 'failure'],
  ] as const)('%s: %s', (verdict, result) => {
    expect(queries(verdict)).toBe(result)
  })
})

describe('a partial success', () => {
  it.each<[string, RunResult, Situation]>([
    [
      'every loss is waived, 10 of 11 tables and 98 % of the cells are there',
      'partial',
      { healthyTables: 10, rejected: 40, issues: [REJECTING], waived: true },
    ],
    [
      'all rows are there and the refused constraint is waived',
      'partial',
      { healthyTables: 10, rejected: 0, issues: [ORPHANS], waived: true },
    ],
    [
      'the tables that are ill are not core',
      'partial',
      {
        healthyTables: 1,
        rejected: 999,
        issues: [REJECTING],
        waived: true,
        isCore: (name) => name !== 'ill',
      },
    ],
    [
      'the core tables are in another shard, and those of this one have lost too much',
      'failure',
      {
        healthyTables: 1,
        rejected: 999,
        issues: [REJECTING],
        waived: true,
        isCore: () => false,
      },
    ],
    [
      'the core tables are in another shard, and those of this one are good enough',
      'partial',
      { healthyTables: 10, rejected: 40, issues: [REJECTING], waived: true, isCore: () => false },
    ],
    [
      'the day of the run is the last one of the waiver',
      'partial',
      { healthyTables: 10, rejected: 40, issues: [REJECTING], waived: true, until: '2026-11-23' },
    ],
    [
      'the waiver ended on the day before',
      'failure',
      { healthyTables: 10, rejected: 40, issues: [REJECTING], waived: true, until: '2026-11-22' },
    ],
    [
      'one of two losses is waived',
      'failure',
      { healthyTables: 10, rejected: 40, issues: [REJECTING, ORPHANS], waived: 'quality/*' },
    ],
    [
      'an issue that loses nothing is not waived',
      'partial',
      { healthyTables: 10, rejected: 40, issues: [REJECTING, HARMLESS, VIEW_LOST], waived: 'quality/*' },
    ],
    [
      'only an issue that loses nothing is about the table',
      'failure',
      { healthyTables: 10, rejected: 40, issues: [HARMLESS], waived: true },
    ],
    ['the loss is not waived', 'failure', { healthyTables: 10, rejected: 40, issues: [REJECTING] }],
    [
      'a MED issue that rejects rows is not waived',
      'failure',
      { healthyTables: 10, rejected: 40, issues: [MILD] },
    ],
    [
      'only 8 of 9 tables are whole',
      'failure',
      { healthyTables: 8, rejected: 1, issues: [REJECTING], waived: true },
    ],
    [
      'only 94 % of the cells are there',
      'failure',
      { healthyTables: 10, rejected: 120, issues: [REJECTING], waived: true },
    ],
    [
      'no issue says why rows are missing',
      'failure',
      { healthyTables: 10, rejected: 40, issues: [VIEW_LOST], waived: true },
    ],
  ])('when %s: %s', (_, result, situation) => {
    expect(resultOf(situation)).toBe(result)
  })
})
