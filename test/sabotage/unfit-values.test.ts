import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/** One value that the type cannot hold, and what a tool that does not mind has made of it. */
const CASES: readonly (readonly [type: string, value: string, arrived: string, code: string])[] = [
  ['boolean', `'yes'`, 'false', 'boolean-spelling'],
  ['boolean', `'yes'`, 'true', 'boolean-spelling'],
  ['boolean', '0.5', 'false', 'boolean-spelling'],
  ['boolean', `x'01'`, 'false', 'boolean-spelling'],
  ['timestamp', `'yesterday'`, 'null', 'invalid-date'],
  ['timestamp', `'0000-00-00 00:00:00'`, 'null', 'invalid-date'],
  ['timestamp', `''`, 'null', 'invalid-date'],
  ['timestamptz', '1e300', 'null', 'date-encoding-unknown'],
  ['date', `'31/12/2020'`, 'null', 'invalid-date'],
  ['date', `'2024-01-01 10:00:00'`, `'2024-01-01'`, 'time-part-lost'],
  ['date', `'2024-01-01T00:00:00.001Z'`, `'2024-01-01'`, 'time-part-lost'],
  ['date', `'2024-01-01 00:00:00+02:00'`, `'2024-01-01'`, 'time-part-lost'],
  ['date', '1704067200001', `'2024-01-01'`, 'time-part-lost'],
  ['time', `'25:00'`, 'null', 'invalid-date'],
  ['time', `'2024-05-06 10:00:00'`, `'10:00:00'`, 'invalid-date'],
  ['float8', '9007199254740993', '9007199254740992', 'float-precision-lost'],
  [
    'timestamptz',
    `'2024-01-01 10:00:00.1234567+00:00'`,
    `'2024-01-01 10:00:00.123456+00'`,
    'sub-microsecond',
  ],
  ['jsonb', `'{"a":1,"a":2}'`, `'{"a":2}'`, 'json-not-jsonb'],
  ['uuid', `x'000102030405060708090a0b0c0d0e0f'`, `'00010203-0405-0607-0809-0a0b0c0d0e0f'`, 'uuid-bytes'],
  ['interval', `'1.02:03:04'`, `'1.02:03:04'`, 'timespan-text'],
  ['interval', `'00:00:00.0000001'`, `'0'`, 'sub-microsecond'],
  ['interval', `'5'`, `'5 s'`, 'interval-unclear'],
]

const validateAfter = migratedOnce(`
  create table t (id integer primary key, k);
  create table keyed (k blob primary key not null, n integer) without rowid;
  insert into keyed values ('yes', 1), (0, 2);
  ${CASES.map(([, value], index) => `create table t${index} (id integer primary key, v blob); insert into t${index} values (1, ${value}), (2, null);`).join('\n')}`)

describe('a value that its type cannot hold is no value of it, whatever a tool has made of it', () => {
  test.each(CASES.map((one, index) => [...one, index] as const))(
    '%s of %s is not %s',
    async (type, _, arrived, code, index) => {
      const table = `t${index}`
      const seen = await validateAfter(
        `alter table ${table} drop v; alter table ${table} add v ${type}; update ${table} set v = ${arrived} where id = 1`,
      )
      expect(seen.mismatches).toEqual([`${table}.v {"id":1} value`])
      expect(seen.issues).toContain(`HIGH quality/${code}:${table}.v`)
      expect(seen.exitCode).toBe(1)
    },
  )
})

test('as a key it is named as the source spells it, and the other keys are compared', async () => {
  const seen = await validateAfter(`
    drop table keyed; create table keyed (k boolean primary key, n bigint);
    insert into keyed values (false, 2), (true, 1)`)
  expect([...seen.mismatches].toSorted()).toEqual(['keyed {"k":"t"} extra', 'keyed {"k":"yes"} missing'])
})
