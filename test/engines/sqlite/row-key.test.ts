import { expect, test } from 'vitest'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

test('a long key is cut between characters', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (k text primary key, v varchar(3));
      insert into t values (printf('%.79c', 'x') || '😀😀', 'too long')`),
  )
  expect(record.issues.flatMap(({ examples }) => examples)).toEqual([{ key: { k: `${'x'.repeat(79)}…` } }])
  expect(JSON.stringify(record)).not.toMatch(/\\ud[89a-f]/)
})
