import { expect, test } from 'vitest'
import { probeSequences } from '../../../src/stages/validation/probe-sequences.ts'
import { withMigrated } from '../../support/migrate.ts'

test.each<readonly [string, string]>([
  [
    'a column that is UNIQUE',
    `create table t (id integer primary key, code text not null unique, parent text references t (code))`,
  ],
  [
    'two columns that are UNIQUE together',
    `create table t (id integer primary key, code text not null, parent text,
       unique (code, id), foreign key (parent, id) references t (code, id))`,
  ],
  [
    'a column with a unique index',
    `create table t (id integer primary key, code text not null, parent text references t (code));
     create unique index t_by_code on t (code)`,
  ],
  [
    'two columns, each of them UNIQUE',
    `create table t (id integer primary key, code text unique, parent text references t (code),
       other text unique references t (code) references t (parent))`,
  ],
  [
    'the key',
    `create table t (id integer primary key, code text not null, parent integer references t (id))`,
  ],
  [
    'a column of another table that refers back',
    `create table t (id integer primary key, code text not null unique, parent text references u (name));
     create table u (id integer primary key, name text not null unique, code text references t (code))`,
  ],
])('the next row takes its key where a table refers to %s', async (_, definition) => {
  const rows = `insert into t (id, code, parent) values (1, 'a', null), (2, 'b', null)`
  await withMigrated(`${definition}; ${rows}`, async ({ schema, database }) => {
    expect(schema.postData.filter(({ kind }) => kind === 'foreign-key')).not.toEqual([])
    expect(await probeSequences(schema.sequences, database)).toEqual([])
  })
})
