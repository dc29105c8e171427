import { describe, expect, test } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { PostgresRefusal } from '../../../src/engines/postgres/postgres-error.ts'
import type { RefusedLine } from '../../../src/stages/load/copy-in-parts.ts'
import { copySkipping } from '../../../src/stages/load/copy-skipping.ts'
import { NumberedLines } from '../../../src/stages/load/numbered-lines.ts'
import { RowSieve } from '../../../src/stages/load/row-sieve.ts'
import { NOTHING_KNOWN, ValueSieve } from '../../../src/stages/load/value-sieve.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { columnPlan, tablePlan } from '../plan/column-plans.ts'

const TYPES = `
  create type mood as enum ('sad', 'ok');
  create domain positive as integer check (value > 0);
  create domain present as text not null check (value <> '');
  create domain short as varchar(3);
  create type pair as (a integer, b varchar(2));`

const NUMBERS = ['1', '-1', '0', ' 7 ', '1e2', '1.5', '99999.94', '99999.96', '2147483648', 'NaN', 'x', '']
const WORDS = ['', 'a', 'abc', 'abcd', 'abc   ', 'é€𝄞', 'ab"c', "it's", '\\\\', '\\t', '(,)', 'NULL', '\\N']
const MOMENTS = [
  '2001-02-03 04:05:06.4999995',
  '2001-02-03 04:05:06.5',
  '2001-02-29',
  '24:00:00',
  '1 day 25:00',
  'P1Y2M',
  'infinity',
  'now-ish',
  '13 months',
]

/** For each type the fields that are sent, as COPY writes them. */
const CASES: readonly (readonly [type: string, fields: readonly string[]])[] = [
  ['smallint', NUMBERS],
  ['integer', NUMBERS],
  ['bigint', NUMBERS],
  ['real', [...NUMBERS, '1e39', '-0', 'Inf']],
  ['double precision', [...NUMBERS, '1e400', '-0', 'Inf']],
  ['numeric', [...NUMBERS, 'Infinity', '1e-20']],
  ['numeric(6,1)', NUMBERS],
  ['money', NUMBERS],
  ['text', WORDS],
  ['varchar(3)', WORDS],
  ['char(3)', WORDS],
  ['"char"', WORDS],
  ['name', [...WORDS, 'x'.repeat(80)]],
  ['short', WORDS],
  ['present', WORDS],
  ['positive', [...NUMBERS, '\\N']],
  ['mood', ['sad', 'ok', 'SAD', '', 'ok ', '\\N']],
  ['boolean', ['t', 'yes', 'on', '2', '', 'maybe', ' true ', '\\N']],
  ['bytea', ['\\\\x00ff', '\\\\xzz', '\\\\x0', 'abc', '\\\\101', '\\\\9', '']],
  ['bit(3)', ['101', '1010', '10', 'x5', '222', '']],
  ['bit varying(3)', ['101', '1010', '10', 'xF', '2', '']],
  ['date', MOMENTS],
  ['time(0)', MOMENTS],
  ['timestamp(0)', MOMENTS],
  ['timestamptz(3)', [...MOMENTS, '2001-02-03 04:05:06+99', '2001-02-03 04:05:06 Europe/Paris']],
  ['interval', MOMENTS],
  ['interval day to second(2)', MOMENTS],
  ['interval year to month', MOMENTS],
  ['inet', ['10.0.0.1', '10.0.0.1/8', '::1', '10.0.0.256', '']],
  ['cidr', ['10.0.0.0/8', '10.0.0.1/8', '::/0', '']],
  ['uuid', ['0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', '{0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f}', 'x', '']],
  ['json', ['{}', '{"a": 1, "a": 2}', '"\\\\u0000"', 'nope', '[1,]', '']],
  ['jsonb', ['{}', '{"a": 1, "a": 2}', '"\\\\u0000"', '1e400', '[1,]', '']],
  ['integer[]', ['{}', '{1,NULL}', '{1,x}', '{{1},{2,3}}', '1']],
  ['varchar(2)[]', ['{ab}', '{abc}', '{"a "}', '{ab,']],
  ['positive[]', ['{1}', '{0}', '{1,-1}']],
  ['int4range', ['[1,2)', '(2,1)', 'empty', '[1,x)']],
  ['point', ['(1,2)', '1,2', '(1', '']],
  ['pair', ['(1,ab)', '(1,abc)', '(,)', '1', '(1,2,3)']],
  ['tsvector', ["a:1 'b c'", "'", '']],
  ['regtype', ['integer', 'pg_catalog.text', 'no_such_type', '']],
]

async function sqlstateOfCopy(connection: PostgresConnection, line: string): Promise<string | null> {
  try {
    const sink = connection.copyIn('copy copied from stdin')
    await sink.write(Buffer.from(line))
    await sink.end()
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields.sqlstate
    throw error
  }
}

/** Judged by the input functions, and as before PostgreSQL 16. */
async function unfitLines(connection: PostgresConnection, lines: NumberedLines) {
  const sieve = await ValueSieve.open(connection, planOf(['k', 'v']))
  const values = await sieve?.judge(lines.numbered(0, NOTHING_KNOWN))
  const { rows } = await connection.query('select * from pg_temp.pg_rehearsal_value_sieve()')
  await sieve?.close()
  return {
    isFast: sieve?.isFast,
    asked: values?.map(({ line, place, sqlstate }) => ({ line, sqlstate, column: place === 1 ? 'v' : null })),
    tried: rows.map((row) => ({
      line: Number(row.refused_line),
      sqlstate: row.refused_sqlstate,
      column: 'v',
    })),
  }
}

/** Skipped by COPY itself, into a table of its own. */
async function skippedLines(connection: PostgresConnection, type: string, lines: NumberedLines) {
  await connection.query(`begin; create table skipping (k integer, v ${type})`)
  const whole = lines.slice(0, lines.count)
  const skipped = await copySkipping(connection, 'copy skipping from stdin', whole, lines.count)
  await connection.query('rollback')
  return skipped
}

describe('the sieve', () => {
  test.each(CASES)(
    'takes and refuses for %s what COPY takes and refuses, and keeps the same',
    (type, fields) =>
      withTestConnection(async (connection) => {
        await connection.query(`${TYPES}
        create table copied (k integer, v ${type}); create table sifted (like copied)`)
        const lines = fields.map((field, line) => `${line}\t${field}\n`)
        const expected: RefusedLine[] = []
        for (const [line, text] of lines.entries()) {
          const sqlstate = await sqlstateOfCopy(connection, text)
          if (sqlstate !== null) expected.push({ line, sqlstate, column: 'v' })
        }
        const numbered = new NumberedLines(Buffer.from(lines.join('')))
        // a NULL is refused by a column or a domain, and is no value
        const unfit = expected.filter(({ sqlstate }) => sqlstate !== '23502')
        expect(await unfitLines(connection, numbered)).toEqual({ isFast: true, asked: unfit, tried: unfit })
        expect(await skippedLines(connection, type, numbered)).toEqual(expected.map(({ line }) => line))
        const sieve = await RowSieve.open(connection, planOf(['k', 'v']))
        expect(await sieve?.insert(numbered, 0)).toEqual(expected)
        await sieve?.close()
        const [copied, sifted] = [await rowsOf(connection, 'copied'), await rowsOf(connection, 'sifted')]
        expect(sifted).toEqual(copied)
        expect(copied.length).toBe(fields.length - expected.length)
      }),
  )

  test.each([
    ['a NULL for NOT NULL', 'v integer not null', ['1', '\\N', '2'], [[1, '23502', 'v']]],
    ['a row against a CHECK', 'v integer check (v > 0)', ['1', '0', '2'], [[1, '23514', null]]],
    ['the second row of a key', 'v integer unique', ['1', '2', '1'], [[2, '23505', null]]],
    [
      'the second row of a key that is checked later',
      'v integer unique deferrable initially deferred',
      ['1', '2', '1'],
      [[2, '23505', null]],
    ],
    [
      'a row that a trigger refuses',
      `v integer); create function no() returns trigger language plpgsql as
       'begin if new.v = 7 then raise exception ''no''; end if; return new; end';
       create trigger no before insert on sifted for each row execute function no(`,
      ['7', '8'],
      [[0, 'P0001', null]],
    ],
    [
      'a row that overflows a generated column',
      'v integer, g integer generated always as (v * 2) stored',
      ['2000000000', '1'],
      [[0, '22003', null]],
    ],
    [
      'a NULL for NOT NULL in the table of a trigger',
      `v integer); create table log (v integer not null); create function log() returns trigger language plpgsql as
       'begin insert into log values (new.v); return new; end';
       create trigger log before insert on sifted for each row execute function log(`,
      ['1', '\\N'],
      [[1, '23502', null]],
    ],
  ] as const)('refuses %s', (_, definition, fields, expected) =>
    withTestConnection(async (connection) => {
      await connection.query(`create table sifted (k integer generated always as identity, ${definition})`)
      const lines = fields.map((field, line) => `${line}\t${field}\n`).join('')
      const sieve = await RowSieve.open(connection, planOf(['k', 'v']))
      expect(await sieve?.insert(new NumberedLines(Buffer.from(lines)), 0)).toEqual(
        expected.map(([line, sqlstate, column]) => ({ line, sqlstate, column })),
      )
      expect(await rowsOf(connection, 'sifted')).toHaveLength(fields.length - expected.length)
    }),
  )

  test('begins where it is told, and finds columns whatever they are called', () =>
    withTestConnection(async (connection) => {
      const hostile = `v"'$body$ \\ fields`
      await connection.query(`create table sifted (k integer, "${hostile.replaceAll('"', '""')}" date)`)
      const sieve = await RowSieve.open(connection, planOf(['k', hostile]))
      const lines = new NumberedLines(Buffer.from('0\tx\n1\t2001-02-03\n2\tx\n'))
      expect(await sieve?.insert(lines, 1)).toEqual([{ line: 2, sqlstate: '22007', column: hostile }])
      expect(await rowsOf(connection, 'sifted')).toMatchObject([{ k: '1' }])
    }))

  test('gives back lines that cannot be held as texts, and a table without room for their number', () =>
    withTestConnection(async (connection) => {
      await connection.query('create table sifted (k integer, v bytea)')
      const sieve = await RowSieve.open(connection, planOf(['k', 'v']))
      expect(await sieve?.insert(new NumberedLines(Buffer.from('0\t\xff\n', 'latin1')), 0)).toBeNull()
      await sieve?.close()
      const names = Array.from({ length: 1600 }, (_, index) => `c${index}`)
      await connection.query(`drop table sifted; create table sifted (${names.join(' integer, ')} integer)`)
      expect(await RowSieve.open(connection, planOf(names))).toBeNull()
      expect((await connection.query(`select from pg_class where relname ~ '^pg_rehearsal'`)).rowCount).toBe(
        0,
      )
    }))
})

function planOf(names: readonly string[]) {
  const columns = names.map((name) => columnPlan('rendered', { source: name, target: name }))
  return tablePlan(columns, { target: { schema: 'public', name: 'sifted' } })
}

async function rowsOf(connection: PostgresConnection, table: string): Promise<readonly object[]> {
  return (await connection.query(`select * from ${table} order by k`)).rows
}
