import { describe, expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { checklistSettings } from '../support/checklist.ts'
import { withRehearsed } from '../support/given.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { validated } from '../support/validated.ts'
import { remedied } from './remedied.ts'

/** The date cast of Laravel writes a midnight where SQLite keeps it. */
const BILLS = `
  create table bills (id integer primary key autoincrement not null, "date" date not null, end_date date);
  insert into bills values (1, '2023-01-01 00:00:00', '2023-12-31 00:00:00'), (2, '2023-02-01 00:00:00', null),
    (3, '2023-03-01 00:00:00', null);`
const DAYS = ['2023-01-01', '2023-02-01', '2023-03-01']

const TYPE = `select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 't'::regclass and attname = 'v'`
const NOTED = 'schema/declared-type-not-followed'

describe('a column of dates whose times are all midnight', () => {
  test('becomes date, and its midnights are told as no more than a spelling', async () => {
    const { record, rows } = await remedied(
      BILLS,
      [],
      'select "date"::text, end_date::text from bills order by id',
    )
    expect(rows).toEqual([
      [DAYS[0], '2023-12-31'],
      [DAYS[1], null],
      [DAYS[2], null],
    ])
    expect(record.issues.map(({ id, rows: count, priority }) => [id, count, priority])).toEqual([
      [`${NOTED}:bills.date`, 3, 'LOW'],
      [`${NOTED}:bills.end_date`, 1, 'LOW'],
    ])
    expect(record.issues.map(({ message }) => message)).toEqual([
      '3 values have a midnight in a DATE column and arrive as their days',
      '1 value has a midnight in a DATE column and arrives as its day',
    ])
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: 3, mismatches: 0 })
  })

  test.each([
    [
      'of many spellings',
      `'2023-01-01 00:00:00', '2023-01-02T00:00:00.000Z', '2023-01-03 00:00:00+00:00', '2023-01-04'`,
    ],
    [
      'in UTC',
      `'2023-01-01T00:00:00Z', '2023-01-02T00:00:00Z', '2023-01-03T00:00:00Z', '2023-01-04T00:00:00Z'`,
    ],
    [
      'among what is no date',
      `'2023-01-01 00:00', '2023-01-02 00:00', '2023-01-03 00:00', '2023-01-04 00:00', 'soon'`,
    ],
  ])('%s', async (_, values) => {
    const { rows } = await remedied(tableOf(values), [], 'select v::text from t order by id')
    expect(rows.flat()).toEqual(['2023-01-01', '2023-01-02', '2023-01-03', '2023-01-04'])
  })

  test.each([
    ['another time', `'2023-01-01 00:00:00', '2023-01-02 00:00:01'`, 'timestamp without time zone'],
    ['a part of a second', `'2023-01-01 00:00:00', '2023-01-02 00:00:00.001'`, 'timestamp without time zone'],
    [
      'the midnight of another zone',
      `'2023-01-01 00:00:00', '2023-01-02 00:00:00+02:00'`,
      'timestamp with time zone',
    ],
  ])('but not with %s', async (_, values, type) => {
    const { record, rows } = await remedied(tableOf(values), [], TYPE)
    expect(rows).toEqual([[type]])
    expect(record.issues.find(({ code }) => code === 'declared-type-not-followed')?.rows).toBe(2)
  })

  test('keeps its rules: two spellings of a day are one day', async () => {
    const source = `
      create table t (id integer primary key, v date unique, w date default '2023-01-01 00:00:00', check (w >= v),
        check (v > '2022-12-31'));
      insert into t values (1, '2023-01-01 00:00:00', '2023-01-01 00:00:00'), (2, '2023-01-02 00:00:00', '2023-01-03 00:00:00')`
    const rules = `select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass and contype in ('c', 'u') order by 1`
    const { record, rows } = await remedied(source, [], rules)
    expect(record.objects.filter(({ status }) => status === 'dropped')).toEqual([])
    expect(rows.map(([, definition]) => definition)).toEqual([
      expect.stringContaining('w >= v'),
      expect.stringContaining('v >='),
      'UNIQUE (v)',
    ])
    const twice = `
      create table t (id integer primary key, v date unique);
      insert into t values (1, '2023-01-01 00:00:00'), (2, '2023-01-01'), (3, '2023-01-02 00:00:00')`
    const { record: refused } = await remedied(twice, [], 'select id from t')
    expect(refused.issues.map(({ code }) => code)).toContain('duplicate-key')
  })

  test('can be the key, and what a foreign key points at', async () => {
    const source = `
      create table days (v date primary key, name text);
      insert into days values ('2023-01-02 00:00:00', 'b'), ('2023-01-01T00:00:00Z', 'a'), ('2022-05-05', 'c');
      create table t (id integer primary key, v date references days (v));
      insert into t values (1, '2023-01-02 00:00:00'), (2, '2023-01-01T00:00:00Z'), (3, '2022-05-05')`
    const { record, rows } = await remedied(
      source,
      [],
      'select v::text, name from t join days using (v) order by id',
    )
    expect(rows).toEqual([
      ['2023-01-02', 'b'],
      ['2023-01-01', 'a'],
      ['2022-05-05', 'c'],
    ])
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
    expect(record.objects.filter(({ status }) => status === 'dropped')).toEqual([])
  })
})

test('a query gives the same days on both sides', async () => {
  const sql = 'select "date", end_date from bills order by id'
  const performance = toPerformance([{ name: 'bills', sql }], undefined)
  const record = await rehearseFile(await sqliteFromSql(BILLS), { performance })
  expect(record.performance.queries.filter(({ results }) => results === 'different')).toEqual([])
  expect(record.performance.queries.map(({ name, results }) => [name, results])).toContainEqual([
    'bills',
    'equal',
  ])
})

const SCHEMA = 'create table bills (id bigserial primary key, date date not null, end_date date)'

test('a given date takes them, and a rollback gives them back as they were', async () => {
  await withRehearsed(
    BILLS,
    SCHEMA,
    async ({ record, query }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: 3, rowsRejected: 0 })
      expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
      expect((await query('select date::text from bills order by id')).flat()).toEqual(DAYS)
      const plan = record.readiness.items.find(({ id }) => id === 'rollback-plan')
      expect(plan?.evidence).toContain('every value and storage class')
      expect(plan?.status).toBe('pass')
    },
    { checklist: checklistSettings({ 'rollback-plan': {} }) },
  )
})

test.each([
  ['as it is', `('2023-01-01', '2023-12-31'), ('2023-02-01', null), ('2023-03-01', null)`, 'PASS', []],
  [
    'with another day',
    `('2023-01-01', '2023-12-30'), ('2023-02-01', null), ('2023-03-01', null)`,
    'FAIL',
    ['end_date'],
  ],
])('a target that somebody filled is validated %s', async (_, values, validation, mismatches) => {
  const record = await validated(BILLS, [SCHEMA, `insert into bills (date, end_date) values ${values}`])
  expect(record.summary.validation).toBe(validation)
  expect(record.mismatches.map(({ column }) => column)).toEqual(mismatches)
})

describe('numbers in a column of dates', () => {
  const source = tableOf('1700006400000, 1700092800000, 0')
  const schema = 'create table t (id bigserial primary key, v date)'
  const days = ['2023-11-15', '2023-11-16', '1970-01-01']

  test('are the days that they count, where the target has date, and come back as numbers', async () => {
    await withRehearsed(
      source,
      schema,
      async ({ record, query }) => {
        expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: 3, rowsRejected: 0 })
        expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
        expect((await query('select v::text from t order by id')).flat()).toEqual(days)
        expect(record.readiness.items.find(({ id }) => id === 'rollback-plan')?.status).toBe('pass')
      },
      { checklist: checklistSettings({ 'rollback-plan': {} }) },
    )
  })

  test('that a cast reads arrive, and no message shows what the cast declares', async () => {
    const remedies = [{ issue: 'quality/*:t.v', do: 'cast', from: 'epoch-milliseconds' }] as const
    await withRehearsed(
      source,
      schema,
      async ({ record, query }) => {
        expect(record.summary).toMatchObject({ validation: 'PASS', rowsLoaded: 3, rowsRejected: 0 })
        expect((await query('select v::text from t order by id')).flat()).toEqual(days)
        const told = [...record.issues, ...record.resolvedIssues].map(({ message }) => message).join()
        expect(told).not.toContain('TIMESTAMPTZ')
        const declared = record.issues
          .filter(({ column }) => column === 'v')
          .map(({ declaredType }) => declaredType)
        expect(declared).toEqual(['date'])
        expect(record.issues.map(({ code }) => code)).not.toContain('target-type-narrower')
      },
      { resolution: { prepare: [], remedies, waivers: [], phase: null } },
    )
  })
})

describe('one encoding among many of another', () => {
  /** Prisma writes milliseconds, and CURRENT_TIMESTAMP of SQLite a text. */
  const source = `
    create table t (id integer primary key, v datetime not null default current_timestamp);
    insert into t values (1, 1700006400123), (2, 1700006400456), (3, 1700006400789), (4, 1700006400999), (5, '2024-01-01 10:00:00')`
  const given = 'create table t (id int primary key, v timestamp(3) not null default now())'
  const mixed = ['quality/date-encodings-mixed:t.v', 1, [{ id: 5 }], 'HIGH']
  const told = (record: Awaited<ReturnType<typeof remedied>>['record']) =>
    record.issues
      .filter(({ code }) => code === 'date-encodings-mixed')
      .map(({ id, rows, examples, priority }) => [id, rows, examples.map(({ key }) => key), priority])

  test('is the exception, whether the schema is derived or given', async () => {
    const derived = await remedied(source, [], TYPE)
    expect(told(derived.record)).toEqual([mixed])
    expect(derived.rows).toEqual([['text']])
    expect(derived.record.summary).toMatchObject({ rowsLoaded: 5, rowsRejected: 0, validation: 'PASS' })
    await withRehearsed(source, given, ({ record }) => {
      expect(told(record)).toEqual([mixed])
      expect(record.summary).toMatchObject({ rowsLoaded: 4, rowsRejected: 1, validation: 'PASS' })
    })
  })

  test('is brought to one by the remedy that the report names', async () => {
    const remedies = [{ issue: mixed[0] as string, do: 'cast', from: 'epoch-milliseconds' }] as const
    const derived = await remedied(
      source,
      remedies,
      `select v at time zone 'utc' from t where id in (1, 5) order by id`,
    )
    expect(derived.rows.flat()).toEqual(['2023-11-15 00:00:00.123', '2024-01-01 10:00:00'])
    const resolution = { prepare: [], remedies, waivers: [], phase: null }
    await withRehearsed(
      source,
      given,
      async ({ record, query }) => {
        expect(record.summary).toMatchObject({ rowsLoaded: 5, rowsRejected: 0, validation: 'PASS' })
        expect((await query('select v::text from t where id in (1, 5) order by id')).flat()).toEqual(
          derived.rows.flat(),
        )
      },
      { resolution },
    )
  })
})

function tableOf(values: string): string {
  const rows = values.split(', ').map((value, at) => `(${at + 1}, ${value})`)
  return `create table t (id integer primary key, v date); insert into t values ${rows.join(', ')}`
}
