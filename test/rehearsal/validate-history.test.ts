import { expect, test } from 'vitest'
import { validated } from '../support/validated.ts'

const HISTORY = 'create table django_migrations (id integer primary key, app text, name text, applied text)'
const SOURCE = `${HISTORY}; create table t (id integer primary key);
                insert into django_migrations values (1, 'a', '0001_initial', '2024-01-01'); insert into t values (1);`

test.each([
  ['another', `${HISTORY}; insert into django_migrations values (1, 'a', '0001_initial', '2025-06-06')`],
  ['none', 'select 1'],
])('a target that somebody else has made may have another history of migrations: %s', async (_, history) => {
  const record = await validated(SOURCE, [
    history,
    'create table t (id bigint primary key); insert into t values (1)',
  ])
  expect(record.tables.map(({ name, status }) => [name, status]).toSorted()).toEqual([
    ['django_migrations', 'skipped'],
    ['t', 'migrated'],
  ])
  expect(record.issues.filter(({ table }) => table === 'django_migrations')).toEqual([])
  expect(record.mismatches).toEqual([])
  expect(record.summary.validation).toBe('PASS')
})
