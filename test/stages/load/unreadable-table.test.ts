import { expect, test } from 'vitest'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const GOOD = "create table good (id integer primary key, a text); insert into good values (1, 'x');"

/** Definitions that only the application can read: they are written past SQLite's own checks. */
const rewritten = (name: string, sql: string) => `
  pragma writable_schema = on;
  update sqlite_schema set sql = '${sql.replaceAll("'", "''")}' where name = '${name}';`

test.each([
  [
    'a generated column calls a function of the application, that column is left out',
    'migrated',
    `create table bad (id integer primary key, v text, g text as (lower(v)));
     insert into bad (id, v) values (1, 'A'), (2, 'B');
     ${rewritten('bad', 'create table bad (id integer primary key, v text, g text as (myfn(v)))')}`,
  ],
  [
    'the key of a WITHOUT ROWID table has a collation of the application, its table fails',
    'failed',
    `create table bad (k text primary key, v text) without rowid;
     insert into bad values ('a', 'A'), ('b', 'B');
     ${rewritten('bad', 'create table bad (k text primary key collate uca, v text) without rowid')}`,
  ],
] as const)('when %s, and the others are loaded', async (_, status, bad) => {
  const record = await rehearseFile(await sqliteFromSql(`${GOOD} ${bad}`))
  expect(record.run.error).toBeNull()
  expect(record.result).toBe('failure')
  expect(record.tables.map((table) => [table.name, table.status])).toEqual([
    ['good', 'migrated'],
    ['bad', status],
  ])
  expect(record.issues.map(({ code, table }) => [code, table])).toContainEqual(['source-read-failed', 'bad'])
})

test('a collation of the application hinders no comparison of rows that have another key, or none', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table loose (name text, born date, ok boolean, at datetime, n numeric, b blob);
      insert into loose values ('Ann', '2001-02-03', 1, '2001-02-03 04:05:06', 1.5, x'00'), ('Bob', null, 0, null, 2, null);
      create table keyed (name text primary key, n integer);
      insert into keyed values ('a', 1), ('B', 2);
      ${rewritten('loose', 'create table loose (name text collate mine, born date collate mine, ok boolean collate mine, at datetime collate mine, n numeric collate mine, b blob collate mine)')}
      ${rewritten('keyed', 'create table keyed (name text collate mine primary key, n integer)')}`),
  )
  expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
  expect(record).toMatchObject({ result: 'complete', summary: { validation: 'PASS', cellsCompared: 16 } })
})
