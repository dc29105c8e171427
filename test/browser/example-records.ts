import { issue } from '../../src/issues/issue.ts'
import { buildRunRecord } from '../../src/stages/record/build-run-record.ts'
import { toRunDigest } from '../../src/stages/record/run-digest.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import {
  exampleRun,
  NO_KEY,
  ORPHANS,
  VARCHAR_OVERFLOW,
  VIEW_LOST,
  WRONG_CLASS,
} from '../stages/record/example-run.ts'

const ALL = [ORPHANS, WRONG_CLASS, VARCHAR_OVERFLOW, VIEW_LOST, NO_KEY]

/** The last of many runs, which found, lost and found issues again, and whose tables stand in every state. */
export function manyRuns(count = 30): RunRecord {
  const records: RunRecord[] = []
  for (let run = 0; run < count; run++) {
    const missing = Array.from({ length: Math.max(0, 12 - (run % 14)) }, (_, index) =>
      issue('no-primary-key', { table: `log_${index}`, message: 'The table has no primary key' }),
    )
    const facts = exampleRun(TABLES, {
      issues: [...ALL.filter((_, index) => run % (index + 2) !== 1), ...missing],
      durationMs: 4_000 + ((run * 7_919) % 3_000),
      startedAt: new Date(Date.UTC(2026, 9, 25 + run, 3, 5)),
      excludedTables: [{ name: 'cache', reason: 'excluded by the settings' }],
      waivers: [
        { issue: 'logic/*', reason: 'rebuilt by the application', owner: 'Jo', expires: '2027-01-31' },
      ],
    })
    records.push(buildRunRecord(facts, { runs: records.map(toRunDigest), notes: [] }))
  }
  const last = records.at(-1)
  if (last === undefined) throw new Error('there is a run')
  return last
}

const TABLES = [
  { name: 'owners', rows: 13, columns: 7 },
  { name: 'players', rows: 302, rejected: 2, columns: 12 },
  { name: 'box_scores', rows: 2_379, columns: 7 },
  { name: 'reactions', rows: 105, failure: 'PostgreSQL refused to create it' },
  ...Array.from({ length: 9 }, (_, index) => ({ name: `log_${index}`, rows: index * 10 })),
]
