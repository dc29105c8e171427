import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type DecidedChanges,
  NO_CHANGES,
  tellChanges,
} from '../../../src/stages/readiness/decided-changes.ts'
import { fail, inParts, pass } from '../../../src/stages/readiness/finding.ts'
import { decisionsOf } from '../../../src/stages/report/decisions.ts'
import { checklistSettings } from '../../support/checklist.ts'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

const DROPPED: DecidedChanges = {
  prepare: [],
  remedies: [{ table: 'audit_log', column: null, effect: '3 rows dropped' }],
}
const PREPARED: DecidedChanges = { prepare: ['fix.sql'], remedies: [] }

describe('an audit trail', () => {
  const kept = pass('3 tables.')
  const partly = inParts(kept, { judged: ['audit_log'], leftOut: ['audit_2'] }, 'Not here: audit_2.')

  it.each([
    ['nothing', NO_CHANGES, ['audit*'], 'pass'],
    ['a remedy for another table', DROPPED, ['trail'], 'pass'],
    ['a remedy for it', DROPPED, ['AUDIT*'], 'unverified'],
    ['a script, which may have changed anything', PREPARED, ['audit*'], 'unverified'],
  ] as const)('that %s changed', (_, changes, tables, status) => {
    expect(tellChanges('audit-trail', kept, changes, tables).status).toBe(status)
  })

  it('proves nothing to other shards once it was changed', () => {
    expect(tellChanges('audit-trail', partly, PREPARED, ['audit*']).parts).toMatchObject({ proof: null })
    expect(tellChanges('audit-trail', partly, NO_CHANGES, ['audit*'])).toBe(partly)
  })

  it('that was not kept is not made better', () => {
    expect(tellChanges('audit-trail', fail('A row is gone.'), PREPARED, ['*']).status).toBe('fail')
  })
})

it('what the settings did to the source is told where the target is compared with it', async () => {
  const script = join(await temporaryDirectory(), 'fix.sql')
  await writeFile(script, "delete from docs where title = 'gone'")
  const source = await sqliteFromSql(`
    create table docs (id integer primary key, title varchar(5));
    insert into docs values (1, 'short'), (2, 'much too long'), (3, 'gone')`)
  const record = await rehearseFile(source, {
    checklist: checklistSettings({}),
    resolution: {
      prepare: [script],
      remedies: [{ issue: 'quality/varchar-overflow:*', do: 'truncate', length: null }],
      waivers: [],
      phase: null,
    },
  })
  const told = record.readiness.items.filter(({ evidence }) =>
    evidence.endsWith(
      ` The settings changed the source before: prepare ran ${script}; 1 value truncated to 5 characters (docs.title).`,
    ),
  )
  expect(told.map(({ id, status }) => [id, status])).toEqual([
    ['table-counts', 'pass'],
    ['data-integrity', 'pass'],
    ['no-truncation', 'pass'],
    ['character-encoding', 'pass'],
    ['rollback-plan', 'pass'],
  ])
  expect(record.prepare).toEqual([script])
  expect(decisionsOf(record)).toBe('By the settings: 1 script run on the snapshot first, 1 remedy applied.')
})
