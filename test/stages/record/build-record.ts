import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Issue } from '../../../src/issues/issue.ts'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { runRecordJsonSchema } from '../../../src/stages/record/describe-run-record.ts'
import { EMPTY_HISTORY, type History } from '../../../src/stages/record/history.ts'
import { parseRunRecord } from '../../../src/stages/record/parse-run-record.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { RunRecord } from '../../../src/stages/record/run-record.ts'
import { exampleRun } from './example-run.ts'

const isRecord = new Ajv2020({ allowUnionTypes: true }).compile(runRecordJsonSchema())

/** Builds a record and holds it to everything that is true of every record. */
export function build(facts: RunFacts, history: History = EMPTY_HISTORY): RunRecord {
  const record = buildRunRecord(facts, history)
  isRecord(record)
  expect(isRecord.errors).toBeNull()
  expect(parseRunRecord(JSON.stringify(record))).toEqual(record)
  for (const table of record.tables) expect(table.rowsLoaded + table.rowsRejected).toBe(table.rowsSource)
  const { rowsSource, rowsLoaded, rowsRejected } = record.summary
  expect(rowsLoaded + rowsRejected).toBe(rowsSource)
  return record
}

/** The records of successive runs that find these issues, or differ in these facts. */
export function runs(...found: readonly (readonly Issue[] | Partial<RunFacts>)[]): readonly RunRecord[] {
  const records: RunRecord[] = []
  for (const run of found) {
    const changes = 'length' in run ? { issues: run } : run
    const history = { runs: records.map(toRunDigest), notes: [] }
    records.push(
      build(
        exampleRun(
          [
            { name: 'owners', rows: 13 },
            { name: 'players', rows: 302 },
          ],
          changes,
        ),
        history,
      ),
    )
  }
  return records
}
