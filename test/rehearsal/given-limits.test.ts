import { describe, expect, test } from 'vitest'
import { found, withRehearsed } from '../support/given.ts'
import { validated } from '../support/validated.ts'

interface Case {
  readonly declared: string
  /** Values 1, 2, … of a column `v` of a table `t`. */
  readonly values: readonly string[]
  readonly type: string
  readonly arrived: readonly string[]
  readonly told: readonly string[]
}

const LONG = 'x'.repeat(63)

/** Types that take a value and keep another one. */
const CASES: readonly Case[] = [
  {
    declared: 'text',
    values: [`'A  '`, `'B'`, `''`, `'é'`, '7'],
    type: '"char"',
    arrived: ['2:B', '3:', '5:7'],
    told: ['quality/varchar-overflow:t.v 2 1 4'],
  },
  {
    declared: 'text',
    values: [`'${LONG}'`, `'${LONG}y'`, `'${LONG} '`, `'é${LONG.slice(1)}'`],
    type: 'name',
    arrived: [`1:${LONG}`],
    told: ['quality/varchar-overflow:t.v 3 2 3 4'],
  },
  {
    declared: 'time',
    values: [
      `'10:00:00'`,
      `'10:00'`,
      `'11:30:00.5+05:30'`,
      `'23:00Z'`,
      `'soon'`,
      `'10:00:00.1234567'`,
      '36000',
    ],
    type: 'time with time zone',
    arrived: ['1:10:00:00+00', '2:10:00:00+00', '3:11:30:00.5+05:30', '4:23:00:00+00'],
    told: [
      'quality/date-encodings-mixed:t.v 1 7',
      'quality/invalid-date:t.v 1 5',
      'quality/sub-microsecond:t.v 1 6',
      'quality/time-zone-assumed:t.v 2 1 2',
    ],
  },
  {
    declared: 'time',
    values: [`'10:00:00.5'`, `'10:00:00.0-03'`],
    type: 'time(0) with time zone',
    arrived: ['2:10:00:00-03'],
    told: ['quality/sub-microsecond:t.v 1 1'],
  },
  ...['oid', 'xid'].map((type) => ({
    declared: '',
    values: ['-1', '4294967295', '4294967296', `'7'`, `'-7'`, `'x'`, '1.5', '0'],
    type,
    arrived: ['2:4294967295', '4:7', '8:0'],
    told: ['quality/integer-out-of-range:t.v 3 1 3 5', 'quality/wrong-storage-class:t.v 2 6 7'],
  })),
  {
    declared: 'text',
    values: [`'01:02:03.4'`, `'01:02:03.0'`, `'2 days'`, `'1.5 hours'`, `'PT0.5S'`, `'3.5 seconds ago'`],
    type: 'interval(0)',
    arrived: ['2:01:02:03', '3:2 days', '4:01:30:00'],
    told: ['quality/sub-microsecond:t.v 3 1 5 6'],
  },
  {
    declared: 'bigint',
    values: ['3400000', '3000000'],
    type: 'interval(0)',
    arrived: ['2:00:00:03'],
    told: ['quality/interval-from-number:t.v 1 2', 'quality/sub-microsecond:t.v 1 1'],
  },
  {
    declared: 'numeric',
    values: ['125', '120', '1.5', '-9990', '10000', '0'],
    type: 'numeric(3,-1)',
    arrived: ['2:120', '4:-9990', '6:0'],
    told: ['quality/decimal-overflow:t.v 3 1 3 5'],
  },
  {
    declared: 'text',
    values: [`'125'`, `'120'`, `'0'`, `'120.0'`],
    type: 'numeric(3,-1)',
    arrived: ['2:120', '3:0', '4:120'],
    told: ['quality/decimal-overflow:t.v 1 1'],
  },
  {
    declared: '',
    values: ['1.005', `'$1.50'`, '2.25', '3'],
    type: 'money',
    arrived: ['2:$1.50', '3:$2.25', '4:$3.00'],
    told: ['quality/decimal-overflow:t.v 1 1'],
  },
]

function scriptOf({ declared, values }: Case): string {
  const rows = values.map((value, at) => `(${at + 1}, ${value})`).join(', ')
  return `create table t (id integer primary key, v ${declared}); insert into t values ${rows}`
}

function toldOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('quality/')).toSorted()
}

describe('a value that a type would take and change is rejected under an issue that names it', () => {
  test.each(CASES)('$values to $type', async (wanted) => {
    const schema = `create table t (id integer primary key, v ${wanted.type})`
    await withRehearsed(scriptOf(wanted), schema, async ({ record, query }) => {
      expect(record.run.error).toBeNull()
      const arrived = await query('select id, v::text from t order by id')
      expect(arrived.map(([id, v]) => `${id}:${v ?? ''}`)).toEqual(wanted.arrived)
      expect(toldOf(found(record))).toEqual(wanted.told)
      expect(record.mismatches).toEqual([])
    })
  })
})

describe('what another tool has made of such a value is found, and told', () => {
  test.each([
    [`'A  '`, '"char"', `'A'`, 'varchar-overflow'],
    [`'${LONG} '`, 'name', `'${LONG}'`, 'varchar-overflow'],
    ['-1', 'oid', '4294967295', 'integer-out-of-range'],
    [`'01:02:03.4'`, 'interval(0)', `'01:02:03'`, 'sub-microsecond'],
  ])('%s to %s', async (value, type, stored, code) => {
    const source = `create table t (id integer primary key, v); insert into t values (1, ${value})`
    const target = `create table t (id integer primary key, v ${type}); insert into t values (1, ${stored})`
    const record = await validated(source, target)
    expect(record.mismatches).toEqual([{ table: 't', key: { id: 1 }, column: 'v', kind: 'value' }])
    expect(record.issues).toContainEqual(expect.objectContaining({ code, column: 'v', rows: 1 }))
  })

  test.each([
    ['varchar(3)[]', '{abc}', 1],
    ['text[]', '{"abc  "}', 0],
    ['varchar(9)[]', '{"abc  "}', 0],
  ])('blanks at the end of a text in an array: %s', async (type, stored, mismatches) => {
    const source = `create table t (id integer primary key, v text); insert into t values (1, '{"abc  "}')`
    const target = `create table t (id integer primary key, v ${type}); insert into t values (1, '${stored}')`
    const record = await validated(source, target)
    expect(record.mismatches).toHaveLength(mismatches)
  })
})

describe('what a type or an expression of the target makes of values is told, where only PostgreSQL knows', () => {
  const key = 'id integer primary key'
  test.each([
    [
      `v text`,
      `'01:02:03'`,
      `'2 days'`,
      'v interval hour to minute',
      'HIGH schema/target-type-narrower:t.v 1 1',
    ],
    [`v`, `'$1.505'`, `'$2.50'`, 'v money', 'HIGH schema/target-type-narrower:t.v 1 1'],
    [
      `v integer`,
      `7`,
      `1`,
      'v integer generated always as (1) stored',
      'HIGH schema/target-column-generated:t.v 1 1',
    ],
  ])('%s with %s and %s to %s', async (declared, changed, kept, type, told) => {
    const source = `create table t (${key}, ${declared}); insert into t values (1, ${changed}), (2, ${kept})`
    await withRehearsed(source, `create table t (${key}, ${type})`, ({ record }) => {
      const { priority } = record.issues.find(({ column, rows }) => column === 'v' && rows > 0) ?? {}
      const lines = found(record).filter((line) => line.includes(':t.v 1'))
      expect(lines.map((line) => `${priority} ${line}`)).toEqual([told])
      expect(record.mismatches).toEqual([{ table: 't', key: { id: 1 }, column: 'v', kind: 'value' }])
    })
  })
})
