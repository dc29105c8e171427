import { beforeAll, expect, test } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { type PostgresMeaning, readMeaning } from '../../src/sql/translation/postgres-meaning.ts'
import { readSchemaFacts } from '../../src/stages/target/read-schema-facts.ts'
import { withTestConnection } from '../support/postgres.ts'

/** What PostgreSQL makes of an expression over columns of these types. */
async function meaningOf(
  connection: PostgresConnection,
  columns: string,
  expression: string,
): Promise<PostgresMeaning> {
  await connection.query(`create table t (${columns}, check ((${expression}) is not null))`)
  const [table] = (await readSchemaFacts(connection)).tables
  await connection.query('drop table t')
  const named = table?.columns.map(({ name, type }) => [name, { name: name.toLowerCase(), type }] as const)
  const check = table?.constraints.find((constraint) => constraint.kind === 'check')
  return readMeaning(check?.expression ?? '', new Map(named))
}

/** Two spellings, each over its own columns, as two tools would make them of one rule. */
const SAME: readonly (readonly [columns: string, expression: string, others: string, spelled: string])[] = [
  ['price numeric', 'price > 1.10', 'price numeric', 'price > 1.1'],
  ['n bigint', 'n > 0', 'n integer', 'n > 0'],
  ['n bigint', 'n > -5', 'n smallint', 'n > (-5)'],
  ['n bigint', 'n < 9007199254740993', 'n numeric', 'n < 9007199254740993'],
  ['n double precision', 'n >= 0.5', 'n numeric(10,2)', 'n >= 0.5'],
  ['a text', `a in ('x', 'y')`, 'a varchar(9)', `a in ('y', 'x')`],
  ['a text', `a <> 'it''s'`, 'a varchar', `a <> 'it''s'`],
  ['a text', `a <> 'back\\slash'`, 'a varchar', `a <> 'back\\slash'`],
  ['a text', 'length(a) < 20', 'a varchar(40)', 'char_length(a) < 20'],
  ['a text', `lower(a) <> ''`, 'a varchar(40)', `lower(a) <> ''`],
  ['a text', `coalesce(a, 'x') <> 'y'`, 'a varchar(40)', `coalesce(a, 'x') <> 'y'`],
  ['"aB" int, "group" int', '"aB" > "group"', 'ab int, "GROUP" int', 'ab > "GROUP"'],
  [
    'a int, b int',
    'not (a > b) and (b > 3 or a is null)',
    'a int, b int',
    '(not a > b) and (b > 3 or (a) is null)',
  ],
  ['ok boolean, n int', 'ok = true or n > 0', 'ok boolean, n int', 'ok or n > 0'],
  ['ok boolean, n int', 'ok = false and n > 0', 'ok boolean, n int', 'not ok and n > 0'],
  ['a timestamp', `a < now() at time zone 'utc'`, 'a timestamp', `a < timezone('UTC', current_timestamp)`],
  [
    'a int, b int',
    'case when a > 1 then b else 0 end',
    'a bigint, b bigint',
    'case when a > 1 then b else 0 end',
  ],
]

const DIFFERENT: typeof SAME = [
  ['ok boolean', 'ok = false', 'ok boolean', 'ok'],
  ['ok boolean, b boolean', 'ok = b', 'ok boolean, b boolean', 'ok'],
  ['price numeric', 'price > 1.1', 'price numeric', 'price > 1.01'],
  ['n bigint', 'n > 10', 'n bigint', 'n > 1'],
  ['n bigint', 'n > 0', 'n bigint', 'n >= 0'],
  ['a int, b int', 'a - b > 0', 'a int, b int', 'b - a > 0'],
  ['a int, b int', '(a + b) * 2 > 0', 'a int, b int', 'a + b * 2 > 0'],
  ['a int, b int', 'a > 0 and b > 0', 'a int, b int', 'a > 0 or b > 0'],
  ['a text', `a in ('x', 'y')`, 'a text', `a in ('x')`],
  ['a text', `a in ('x, y')`, 'a text', `a in ('x', 'y')`],
  ['a text', `a = 'b'`, 'a text, b text', 'a = b'],
  ['a text', `a = 'x'`, 'a text', `a = 'x '`],
  ['a text', `a like 'x%'`, 'a text', `a like 'x_'`],
  ['a int', "a::text > '5'", 'a int', 'a > 5'],
  ['a int, b int', 'a::text > b::text', 'a int, b int', 'a > b'],
  ['n numeric', 'n::integer > 1', 'n numeric', 'n > 1'],
  ['n numeric', 'n::numeric(5,1) > 1', 'n numeric', 'n > 1'],
  ['a text', `lower(a collate "C") <> 'x'`, 'a text', `lower(a) <> 'x'`],
  ['a int[]', '(array[1, 2])[a[1]] > 0', 'a int[]', '(array[2, 1])[a[1]] > 0'],
]

const FOLDED = ['a text', `lower(a collate "C") <> 'x'`, 'a text', `lower(a) <> 'x'`] as const

const meanings = new Map<string, PostgresMeaning>()
const keyOf = (columns: string, expression: string) => JSON.stringify([columns, expression])
const known = (columns: string, expression: string) => meanings.get(keyOf(columns, expression))

beforeAll(() =>
  withTestConnection(async (connection) => {
    for (const [columns, expression, others, spelled] of [...SAME, ...DIFFERENT, FOLDED]) {
      meanings.set(keyOf(columns, expression), await meaningOf(connection, columns, expression))
      meanings.set(keyOf(others, spelled), await meaningOf(connection, others, spelled))
    }
  }),
)

test.each(SAME)('%s: %s is the same as %s: %s', (columns, expression, others, spelled) => {
  expect(known(columns, expression)?.text).toBe(known(others, spelled)?.text)
})

test.each(DIFFERENT)('%s: %s is not the same as %s: %s', (columns, expression, others, spelled) => {
  expect(known(columns, expression)?.text).not.toBe(known(others, spelled)?.text)
})

test('a folded text has the same meaning but for its collation', () => {
  const [columns, expression, others, spelled] = FOLDED
  expect(known(columns, expression)?.uncollated).toBe(known(others, spelled)?.uncollated)
})

const NONE = new Map()

test.each([
  [`'x'::text`, { kind: 'text', value: 'x' }],
  [`'x'::character varying`, { kind: 'text', value: 'x' }],
  [`E'a\\\\b'::text`, { kind: 'text', value: 'a\\b' }],
  ['0', { kind: 'number', value: '0' }],
  [`'-0.50'::numeric`, { kind: 'number', value: '-5e-1' }],
  ['(0)::numeric', { kind: 'number', value: '0' }],
  ['1.5e3', { kind: 'number', value: '15e2' }],
  ['true', { kind: 'boolean', value: 'true' }],
  [`'f'::boolean`, { kind: 'boolean', value: 'false' }],
  ['NULL::character varying', { kind: 'null', value: '' }],
  [`'{}'::jsonb`, { kind: 'typed', value: '{}' }],
  [`'2020-01-01 00:00:00'::timestamp without time zone`, { kind: 'typed', value: '2020-01-01 00:00:00' }],
  [`'ok'::app."Mood"`, { kind: 'typed', value: 'ok' }],
  ['now()', null],
  ['(1 + 1)', null],
])('%s is the value %j', (text, constant) => {
  expect(readMeaning(text, NONE).constant).toEqual(constant)
})

test.each([
  [`nextval('t_id_seq'::regclass)`, 'next key'],
  ['CURRENT_TIMESTAMP', 'moment'],
  [`date_trunc('second'::text, (now() AT TIME ZONE 'utc'::text))`, 'moment'],
  ['CURRENT_DATE', 'moment'],
  [`('now'::text)::date`, 'moment'],
  ['(gen_random_uuid())::text', 'random id'],
  ['public.uuid_generate_v4()', 'random id'],
  [`'now()'::text`, null],
  ['CURRENT_USER', null],
])('%s gives anew: %s', (text, gives) => {
  expect(readMeaning(text, NONE).gives).toBe(gives)
})

test.each(['a ) b', "'never ends", '\\', '"'])('what cannot be read, %j, is only equal to itself', (text) => {
  expect(readMeaning(text, NONE).text).toBe(text)
})

test.each([(text: string) => `'${text}'::text`, (text: string) => `E'${text}'::text`])(
  'a literal of megabytes is read too',
  (spell) => {
    const long = 'x'.repeat(10_000_000)
    expect(readMeaning(spell(long), NONE).constant).toEqual({ kind: 'text', value: long })
  },
)
