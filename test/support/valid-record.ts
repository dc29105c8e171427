import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'

const SCHEMA = join(import.meta.dirname, '../../schema/run-record.schema.json')
const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))

/** Every record obeys its published schema and the law of rows. */
export function expectValidRecord(record: RunRecord): void {
  expect(validate(JSON.parse(JSON.stringify(record))), JSON.stringify(validate.errors)).toBe(true)
  for (const { name, status, rowsSource, rowsLoaded, rowsRejected, rowsTarget } of record.tables) {
    expect(rowsLoaded + rowsRejected, name).toBe(rowsSource)
    if (status === 'migrated') expect(rowsTarget, name).toBe(rowsLoaded)
  }
}
