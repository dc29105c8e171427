import { describe, expect, it } from 'vitest'
import type { Issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../../src/stages/record/history.ts'
import type { IssueRecord, RunRecord, RunResult } from '../../../src/stages/record/run-record.ts'
import { assessResult } from '../../../src/stages/record/run-result.ts'
import { exampleRun, ORPHANS, VIEW_LOST, WRONG_CLASS } from './example-run.ts'

const WAIVER = { reason: 'known since 2019', owner: 'Marit', expires: '2027-01-01' }
const REJECTING: Issue = { ...WRONG_CLASS, table: 'ill' }
const MILD: Issue = { ...REJECTING, priority: 'MED' }

interface Situation {
  readonly healthyTables: number
  readonly rejected: number
  readonly issues: readonly Issue[]
  readonly waived?: boolean
  readonly isCore?: (name: string) => boolean
}

function recordOf({ healthyTables, rejected, issues, isCore = () => true }: Situation): RunRecord {
  const healthy = Array.from({ length: healthyTables }, (_, index) => ({ name: `t${index}`, rows: 100 }))
  const facts = exampleRun([...healthy, { name: 'ill', rows: 1000, rejected }], {
    issues,
    coreTables: isCore,
  })
  return buildRunRecord(facts, EMPTY_HISTORY)
}

function resultOf(situation: Situation): RunResult {
  const { tables, issues, summary } = recordOf(situation)
  const columns = new Map(tables.map(({ name }) => [name, 4]))
  const judged = issues.map((issue): IssueRecord => ({ ...issue, waived: situation.waived ? WAIVER : null }))
  return assessResult({ tables, issues: judged, summary, columns })
}

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
