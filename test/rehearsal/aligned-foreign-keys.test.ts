import { describe, expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const P1 = `'aabbccdd-0000-4000-8000-000000000001'`
const P2 = `'aabbccdd-0000-4000-8000-000000000002'`
const SECONDS = '1600000000'

async function rehearsed(source: string): Promise<RunRecord> {
  const record = await rehearseFile(await sqliteFromSql(`pragma foreign_keys = off; ${source}`))
  expect(record.run.error).toBeNull()
  return record
}

function foreignKeys({ objects }: RunRecord): readonly string[] {
  return objects
    .filter(({ type }) => type === 'foreign-key')
    .map(({ table, status }) => `${table} ${status}`)
    .toSorted()
}

function told({ issues }: RunRecord): readonly string[] {
  const quiet = new Set(['foreign-key-not-indexed', 'no-primary-key', 'declared-type-not-followed'])
  return issues
    .filter(({ code }) => !quiet.has(code))
    .map(({ priority, id, rows }) => `${priority} ${id} ${rows}`)
}

describe('foreign keys in a circle', () => {
  test.each([
    [
      'two',
      `create table a (k uuid primary key references b (k)); create table b (k text primary key references a (k))`,
      'ab',
    ],
    [
      'three',
      `create table a (k uuid primary key references b (k)); create table b (k text primary key references c (k));
       create table c (k blob primary key references a (k))`,
      'abc',
    ],
    [
      'four, from a longer one',
      `create table a (k uuid primary key references b (k)); create table b (k text primary key references c (k));
       create table c (k uuid primary key references d (k)); create table d (k varchar(40) primary key references a (k))`,
      'abcd',
    ],
    [
      'no circle, but two parents',
      `create table a (k uuid primary key); create table b (k text primary key);
       create table c (k text primary key references a (k) references b (k))`,
      'abc',
    ],
  ])('of %s get one type', async (_, tables, names) => {
    const rows = [...names].map((name) => `insert into ${name} values (${P1}), (${P2});`)
    const record = await rehearsed(`${tables}; ${rows.join(' ')}`)
    const referring =
      names === 'abc' && tables.includes('references a (k) references b') ? ['c', 'c'] : [...names]
    expect(foreignKeys(record)).toEqual(referring.map((name) => `${name} kept`))
    expect(told(record).filter((line) => !line.includes('text-in-blob'))).toEqual([])
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: names.length * 2, mismatches: 0 })
  })
})

describe('a child is converted where it cannot be compared with its parent', () => {
  test.each([
    ['integer primary key', 'real', ['1', '2'], ['1', '2', 'null'], []],
    ['integer primary key', 'double', ['1', '2'], ['1.0'], []],
    ['integer primary key', '', ['1', '2'], ['1.0', '2'], []],
    [
      'datetime primary key',
      'integer',
      [SECONDS, '1600000001'],
      [SECONDS],
      ['LOW quality/date-encoding:c.k 1'],
    ],
    [
      'timestamp primary key',
      'bigint',
      [`${SECONDS}000`],
      [`${SECONDS}000`],
      ['LOW quality/date-encoding:c.k 1'],
    ],
    ['blob primary key', 'text', [`'a'`, `'é'`], [`'é'`], ['MED quality/text-in-blob:c.k 1']],
    ['blob primary key', 'uuid', [P1], [P1], ['MED quality/text-in-blob:c.k 1']],
    ['text primary key', 'blob', [`'a'`], [`'a'`], []],
    ['bigint primary key', 'datetime', [SECONDS], [SECONDS], []],
  ])('%s, referred to by %s', async (parent, child, parents, children, wanted) => {
    const values = (rows: readonly string[]) => rows.map((row) => `(${row})`).join(', ')
    const record = await rehearsed(
      `create table p (k ${parent}); create table c (k ${child} references p (k));
       insert into p values ${values(parents)}; insert into c values ${values(children)}`,
    )
    expect(foreignKeys(record)).toEqual(['c kept'])
    expect(told(record).filter((line) => line.includes(':c.'))).toEqual(wanted)
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0, mismatches: 0 })
  })

  test.each([
    ['a fraction', 'integer primary key', 'real', ['1'], ['1.0', '1.5']],
    ['a zero with a sign', 'integer primary key', '', ['0'], ['-0.0']],
    ['another count', 'datetime primary key', 'integer', [SECONDS], [`${SECONDS}000`]],
    ['bytes', 'blob primary key', 'text', [`x'61'`], [`'a'`]],
  ])('but not where it holds %s', async (_, parent, child, parents, children) => {
    const values = (rows: readonly string[]) => rows.map((row) => `(${row})`).join(', ')
    const record = await rehearsed(
      `create table p (k ${parent}); create table c (k ${child} references p (k));
       insert into p values ${values(parents)}; insert into c values ${values(children)}`,
    )
    expect(foreignKeys(record)).toEqual(['c dropped'])
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0, mismatches: 0 })
  })
})

test('a column keeps its type where the foreign key that would change it is not made', async () => {
  const record = await rehearsed(
    `create table a (t datetime, d date, primary key (t, d)); create table b (k uuid);
     create table c (t text, d text, b text references b (k), foreign key (t, d) references a (t, d));
     insert into a values ('2021-01-01 00:00:00', '2021-01-01'); insert into c values ('later', null, ${P1})`,
  )
  expect(foreignKeys(record)).toEqual(['c dropped', 'c dropped'])
  expect(record.issues.filter(({ code }) => code === 'declared-type-not-followed')).toEqual([])
})

test('nothing is said of a time zone of a column that has none in the target', async () => {
  const record = await rehearsed(
    `create table p (k datetime primary key); create table c (k timestamp with time zone references p (k));
     insert into p values ('2021-01-01 00:00:00'); insert into c values ('2021-01-01 00:00:00')`,
  )
  expect(foreignKeys(record)).toEqual(['c kept'])
  expect(told(record)).toEqual([])
})
