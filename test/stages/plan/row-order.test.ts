import { expect, test } from 'vitest'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { planMigration } from '../../../src/stages/plan/plan-migration.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { QUIET, snapshotOf } from '../catalog/read-from.ts'

test.each([
  [
    'the rowid where a column is it',
    'create table t (id integer primary key, a)',
    { kind: 'rowid', column: 'id' },
  ],
  [
    'a text key',
    `create table t (k text primary key); insert into t values ('x')`,
    { kind: 'key', columns: ['k'] },
  ],
  [
    'a key of several columns, in its own order',
    `create table t (a integer, b text, primary key (b, a)) without rowid; insert into t values (1, 'x')`,
    { kind: 'key', columns: ['b', 'a'] },
  ],
  ['all columns where there is no key', 'create table t (a integer)', { kind: 'all' }],
  [
    'all columns where a key holds NULL',
    'create table t (k text primary key); insert into t values (null)',
    { kind: 'all' },
  ],
  [
    'all columns where a key holds values of two storage classes',
    `create table t (k primary key); insert into t values (1), ('x')`,
    { kind: 'all' },
  ],
  [
    'all columns where numbers sort in another way',
    'create table t (k real primary key); insert into t values (0.5)',
    { kind: 'all' },
  ],
  [
    'all columns where times have offsets',
    `create table t (k timestamptz primary key); insert into t values ('2001-02-03 04:05:06+02:00')`,
    { kind: 'all' },
  ],
] as const)('rows are compared in the order of %s', async (_, sql, order) => {
  const catalog = await readCatalog(snapshotOf(await sqliteFromSql(sql)), QUIET)
  const { tables } = planMigration(catalog, deriveSchema(catalog), 'UTF-8')
  expect(tables.map((table) => table.order)).toEqual([order])
})
