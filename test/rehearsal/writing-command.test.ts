import { expect, test } from 'vitest'
import { checklistSettings } from '../support/checklist.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

test('a source that a command of the checklist has written to is told with the name of the command', async () => {
  const source = await sqliteFromSql(
    'create table t (id integer primary key, a text); insert into t values (1, 0)',
  )
  const record = await rehearseFile(source, {
    checklist: checklistSettings({ 'monitoring-alerts': { command: `printf more >> '${source}'` } }),
  })
  expect(record.run.error).toMatchObject({
    code: 'snapshot-in-use',
    hint: expect.stringMatching(
      /ran meanwhile, .*: checklist\.monitoring-alerts\.command\. Otherwise: Rehearse/,
    ),
  })
})
