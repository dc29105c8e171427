import { describe, expect, it } from 'vitest'
import { translateDefault } from '../../../src/stages/target/defaults/translate-default.ts'
import { renderType } from '../../../src/stages/target/render-type.ts'
import type { TargetType } from '../../../src/stages/target/target-schema.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { columnOf } from '../catalog/read-from.ts'

const BIGINT: TargetType = { kind: 'bigint' }
const DOUBLE: TargetType = { kind: 'double precision' }
const NUMERIC: TargetType = { kind: 'numeric', precision: 5, scale: 2 }
const ANY_NUMERIC: TargetType = { kind: 'numeric', precision: null, scale: null }
const TEXT: TargetType = { kind: 'text' }
const VARCHAR: TargetType = { kind: 'varchar', length: 3 }
const BYTEA: TargetType = { kind: 'bytea' }
const BOOLEAN: TargetType = { kind: 'boolean' }
const DATE: TargetType = { kind: 'date' }
const TIME: TargetType = { kind: 'time' }
const TIMETZ: TargetType = { kind: 'other', name: 'time with time zone' }
const TIMESTAMP: TargetType = { kind: 'timestamp' }
const TIMESTAMPTZ: TargetType = { kind: 'timestamptz' }
const JSON_TYPE: TargetType = { kind: 'json' }
const UUID: TargetType = { kind: 'uuid' }

/** The text after DEFAULT, a type, and what an INSERT in PostgreSQL gives, as text; null for NULL. */
const LITERALS: readonly (readonly [text: string, type: TargetType, value: string | null])[] = [
  ['null', BIGINT, null],
  ['(NULL)', TEXT, null],
  ['0', BIGINT, '0'],
  ['+5', BIGINT, '5'],
  ['-1', BIGINT, '-1'],
  ['0x1F', BIGINT, '31'],
  ['"0"', BIGINT, '0'],
  ["'7'", BIGINT, '7'],
  ['TRUE', BIGINT, '1'],
  ['-9223372036854775808', BIGINT, '-9223372036854775808'],
  ['(-9223372036854775808)', BIGINT, '-9223372036854775808'],
  ['-9223372036854775808', TEXT, '-9223372036854775808'],
  ['9223372036854775807', TEXT, '9223372036854775807'],
  ['10000000000000000.0', TEXT, '10000000000000000.0'],
  ['0.0001', TEXT, '0.0001'],
  ['-1.5', DOUBLE, '-1.5'],
  ["'1.5'", DOUBLE, '1.5'],
  ['1.5', NUMERIC, '1.50'],
  ['1e999', DOUBLE, 'Infinity'],
  ['-9e999', DOUBLE, '-Infinity'],
  ["'1e999'", DOUBLE, 'Infinity'],
  ['1e999', ANY_NUMERIC, 'Infinity'],
  ['(-1e999)', ANY_NUMERIC, '-Infinity'],
  ["'it''s'", TEXT, "it's"],
  ['"say ""hi"" "', TEXT, 'say "hi" '],
  ['active', TEXT, 'active'],
  ['1', TEXT, '1'],
  ['1.0', TEXT, '1.0'],
  ['""', TEXT, ''],
  ["'abc'", VARCHAR, 'abc'],
  ["x'00ff'", BYTEA, '\\x00ff'],
  ["'ä'", BYTEA, '\\xc3a4'],
  ['0', BOOLEAN, 'false'],
  ["'0'", BOOLEAN, 'false'],
  ['1.0', BOOLEAN, 'true'],
  ["'f'", BOOLEAN, 'false'],
  ['"false"', BOOLEAN, 'false'],
  ['TRUE', BOOLEAN, 'true'],
  ['(1)', BOOLEAN, 'true'],
  ["'2024-02-29'", DATE, '2024-02-29'],
  ["'08:30'", TIME, '08:30:00'],
  ["'08:30 +02:00'", TIMETZ, '08:30:00+02'],
  ["'2024-01-01T10:00:00Z'", TIMESTAMP, '2024-01-01 10:00:00'],
  ["'2024-01-01 10:00+02:00'", TIMESTAMPTZ, '2024-01-01 08:00:00+00'],
  ["'{}'", JSON_TYPE, '{}'],
  ["'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'", UUID, '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'],
  ['(1 + 2)', BIGINT, '3'],
  ["('a' || 'b')", TEXT, 'ab'],
]

/** The text after DEFAULT, a type, and a PostgreSQL expression that equals it in the same transaction. */
const MOMENTS: readonly (readonly [text: string, type: TargetType, equals: string])[] = [
  ['CURRENT_TIMESTAMP', TIMESTAMP, "date_trunc('second', now() at time zone 'utc')"],
  ['CURRENT_TIMESTAMP', TIMESTAMPTZ, "date_trunc('second', now())"],
  ['CURRENT_TIMESTAMP', TEXT, "to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')"],
  ['current_date', DATE, "(now() at time zone 'utc')::date"],
  ['current_date', TIMESTAMP, "(now() at time zone 'utc')::date"],
  ['current_time', TIME, "date_trunc('second', now() at time zone 'utc')::time"],
  ["datetime('now')", TIMESTAMP, "date_trunc('second', now() at time zone 'utc')"],
  [
    "datetime('now', '+7 days')",
    TIMESTAMP,
    "date_trunc('second', now() at time zone 'utc') + interval '7 days'",
  ],
  ["date('now', '-1 day')", DATE, "(now() at time zone 'utc')::date - 1"],
  ["strftime('%Y-%m-%d %H:%M:%f', 'NOW')", TIMESTAMP, "date_trunc('milliseconds', now() at time zone 'utc')"],
  [
    "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')",
    TEXT,
    `to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  ],
  ['unixepoch()', BIGINT, 'floor(extract(epoch from now()))'],
  ["cast(strftime('%s', 'now') as integer)", BIGINT, 'floor(extract(epoch from now()))'],
  ["strftime('%s', 'now')", TEXT, 'floor(extract(epoch from now()))::text'],
]

const DROPPED: readonly (readonly [text: string, type: TargetType])[] = [
  [`'"0"'`, BIGINT],
  ['1.5', BIGINT],
  ['9223372036854775808', BIGINT],
  ['- -9223372036854775808', BIGINT],
  ['9223372036854775808', TEXT],
  ['-9223372036854775809', TEXT],
  ['1e17', TEXT],
  ['0.00001', TEXT],
  ['999999999999999.9', TEXT],
  ["''", BIGINT],
  ['1000', NUMERIC],
  ['0.001', NUMERIC],
  ["'abcd'", VARCHAR],
  ["x'00'", TEXT],
  ['1', BYTEA],
  ['2', BOOLEAN],
  ["'yes'", BOOLEAN],
  ["'0000-00-00'", DATE],
  ["'2023-02-29'", DATE],
  ["'CURRENT_TIMESTAMP'", TIMESTAMP],
  ['0', TIMESTAMP],
  ['0', TIMESTAMPTZ],
  ["'2024-01-01 10:00+02:00'", TIMESTAMP],
  ["'24:01'", TIME],
  ["'{'", JSON_TYPE],
  ["'AABBCCDD-0000-4000-8000-000000000001'", UUID],
  ['CURRENT_TIMESTAMP', BIGINT],
  ['current_time', TIMESTAMP],
  ["strftime('%Y%m%d', 'now')", TIMESTAMP],
  ["strftime('%Y-%m-%d %H:%M:%S+02:00', 'now')", TIMESTAMPTZ],
  ["datetime('now', 'localtime')", TIMESTAMPTZ],
  ["strftime('%s', 'now')", { kind: 'varchar', length: 9 }],
  ["strftime('%s', 'now')", { kind: 'numeric', precision: 11, scale: 2 }],
  ["julianday('now')", DOUBLE],
  ["datetime('now', '+1 month')", TIMESTAMP],
  ["datetime('2024-01-01')", TIMESTAMP],
  ["strftime('%W', 'now')", TEXT],
  ['random()', BIGINT],
  ['hex(randomblob(17))', TEXT],
  ['unixepoch() * 60', BIGINT],
  ['(', TEXT],
]

describe('translateDefault', () => {
  it('gives the value that SQLite would insert', async () => {
    const column = await columnOf('create table t (a)')
    await withTestConnection(async (postgres) => {
      const found: unknown[] = []
      for (const [text, type] of LITERALS) {
        const translated = translateDefault(text, column, type)
        const sql = translated.status === 'dropped' ? 'nothing' : (translated.sql ?? 'NULL')
        await postgres.query('drop table if exists d')
        await postgres.query(`create table d (id int, v ${renderType(type)} default ${sql})`)
        await postgres.query('insert into d values (1)')
        const [row] = (await postgres.query('select v::text from d')).rows
        found.push([text, type, row?.v])
      }
      expect(found).toEqual(LITERALS)
    })
  })

  it('gives the present moment as SQLite spells it', async () => {
    const column = await columnOf('create table t (a)')
    await withTestConnection(async (postgres) => {
      for (const [text, type, equals] of MOMENTS) {
        const translated = translateDefault(text, column, type)
        const sql = translated.status === 'dropped' ? translated.reason : translated.sql
        const { rows } = await postgres.query(`select (${sql})::${renderType(type)} = (${equals}) as same`)
        expect({ text, sql, same: rows[0]?.same }).toEqual({ text, sql, same: 't' })
      }
    })
  })

  it.each(DROPPED)('drops %s for %o and says why', async (text, type) => {
    const column = await columnOf('create table t (a)')
    expect(translateDefault(text, column, type)).toEqual({
      status: 'dropped',
      reason: expect.stringMatching(/\w \w/),
    })
  })

  it('says that a numeric with a precision holds no infinite value', async () => {
    const column = await columnOf('create table t (a)')
    const dropped = {
      status: 'dropped',
      reason: 'the value is infinite, and numeric(5,2) holds no infinite value',
    }
    expect(translateDefault('1e999', column, NUMERIC)).toEqual(dropped)
    expect(translateDefault('-9e999', column, NUMERIC)).toEqual(dropped)
    await withTestConnection(async (postgres) => {
      await expect(postgres.query(`select 'Infinity'::numeric(5, 2)`)).rejects.toThrow(
        'numeric field overflow',
      )
    })
  })

  it('reads a number as the date that the numbers of the column count', async () => {
    const column = await columnOf('create table t (a datetime); insert into t values (1609459200)')
    expect(translateDefault('0', column, TIMESTAMPTZ)).toMatchObject({
      sql: "'1970-01-01T00:00:00.000Z'::timestamp with time zone",
    })
    expect(translateDefault('unixepoch()', column, TIMESTAMPTZ)).toMatchObject({ status: 'translated' })
  })

  it('says that local time and random bytes change', async () => {
    const column = await columnOf('create table t (a)')
    expect(translateDefault("datetime('now', 'localtime')", column, TIMESTAMP)).toMatchObject({
      status: 'changed',
    })
    expect(translateDefault('lower(hex(randomblob(16)))', column, TEXT)).toMatchObject({ status: 'changed' })
  })

  it('knows the expression with which applications build a version 4 UUID', async () => {
    const column = await columnOf('create table t (a)')
    const uuid = `lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' ||
      substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', abs(random()) % 4 + 1, 1) ||
      substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))`
    expect(translateDefault(uuid, column, TEXT)).toMatchObject({ sql: 'gen_random_uuid()::text' })
    expect(translateDefault(uuid, column, { kind: 'varchar', length: 36 })).toMatchObject({
      sql: 'gen_random_uuid()::text',
    })
    expect(translateDefault(uuid, column, { kind: 'uuid' })).toMatchObject({ sql: 'gen_random_uuid()' })
    expect(translateDefault(uuid, column, { kind: 'varchar', length: 35 })).toMatchObject({
      status: 'dropped',
    })
  })

  it.each([
    ['lower(hex(randomblob(16)))', 32],
    [`'u_' || hex(randomblob(4))`, 10],
  ])('gives %s to a varchar that holds %i characters', async (text, length) => {
    const column = await columnOf('create table t (a)')
    expect(translateDefault(text, column, { kind: 'varchar', length }).status).not.toBe('dropped')
    expect(translateDefault(text, column, { kind: 'varchar', length: length - 1 }).status).toBe('dropped')
  })
})
