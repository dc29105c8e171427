import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { rehearseFile } from '../support/rehearse.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')

/** What must not depend on the version of the server. */
function findings({ result, summary, tables, issues, objects }: RunRecord) {
  return {
    result,
    summary,
    tables,
    issues: issues.map(({ id, priority, rows, examples }) => ({ id, priority, rows, examples })),
    objects: objects.map(({ type, name, table, status }) => ({ type, name, table, status })),
  }
}

describe.each([14, 15, 16, 17])('PostgreSQL %i', (version) => {
  test.each(['clean.sql', 'league.sql'])('finds in %s what version 18 finds', async (fixture) => {
    const snapshot = join(FIXTURES, fixture)
    const newest = await rehearseFile(snapshot)
    const older = await rehearseFile(snapshot, { postgres: { url: null, version } })
    expect(older.run.error).toBeNull()
    expect(older.target.version).toMatch(new RegExp(`^${version}\\.`))
    expect(older.target.provision).toBe('embedded')
    expect(findings(older)).toEqual(findings(newest))
  })
})
