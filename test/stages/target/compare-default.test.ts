import { expect, test } from 'vitest'
import { compareDefaults } from '../../../src/stages/target/comparison/compare-default.ts'

const of = (type: string, expression: string | null) => ({ type, default: expression })

/** Of the twin, and of targets with other types. */
test.each([
  ['0', `'0'::bigint`, 'same'],
  ['false', '0', 'same'],
  ['true', `'t'::text`, 'same'],
  [`'true'::text`, 'true', 'same'],
  [`'1'::text`, '1', 'same'],
  ['1.1', `'1.10'::numeric`, 'same'],
  [`'x'::text`, `'x'::character varying`, 'same'],
  [`'{}'::json`, `'{}'::jsonb`, 'same'],
  [`'ok'::text`, `'ok'::mood`, 'same'],
  ['now()', 'CURRENT_TIMESTAMP', 'same'],
  [null, 'NULL::character varying', 'same'],
  ['now()', 'LOCALTIMESTAMP', 'alike'],
  ['(gen_random_uuid())::text', 'uuid_generate_v4()', 'alike'],
  ['0', '1', 'different'],
  ['true', '0', 'different'],
  ['false', `'no way'::text`, 'different'],
  [`'x'::text`, `'X'::text`, 'different'],
  [`'x'::text`, `'x '::text`, 'different'],
  [`''::text`, null, 'different'],
  [`'1.0'::text`, `'1'::character varying`, 'different'],
  [`'007'::text`, `'7'::bpchar`, 'different'],
  [`'1e2'::text`, `'100'::citext`, 'different'],
  [`'007'::text`, `'007'::bpchar`, 'same'],
  ['now()', `'2020-01-01 00:00:00'::timestamp without time zone`, 'different'],
  ['now()', `nextval('s'::regclass)`, 'different'],
])('DEFAULT %s and DEFAULT %s are %s', (expected, actual, relation) => {
  expect(compareDefaults(of('text', expected), of('text', actual))).toBe(relation)
})

const UTC = `(now() AT TIME ZONE 'utc'::text)`
const SECOND = `date_trunc('second'::text, ${UTC})`
const DAY = `(${UTC})::date`

test.each<readonly [expected: string, expectedType: string, actual: string, actualType: string]>([
  [SECOND, 'timestamp without time zone', 'now()', 'timestamp with time zone'],
  [SECOND, 'timestamp without time zone', 'LOCALTIMESTAMP(3)', 'timestamp(3) without time zone'],
  [SECOND, 'timestamp without time zone', 'CURRENT_TIMESTAMP(0)', 'timestamp with time zone'],
  [
    SECOND,
    'timestamp without time zone',
    `timezone('UTC'::text, clock_timestamp())`,
    'timestamp without time zone',
  ],
  [
    SECOND,
    'timestamp without time zone',
    `('now'::text)::timestamp without time zone`,
    'timestamp with time zone',
  ],
  [SECOND, 'timestamp without time zone', `to_char(now(), 'YYYY-MM-DD HH24:MI:SS'::text)`, 'text'],
  [
    SECOND,
    'timestamp without time zone',
    'to_timestamp(EXTRACT(epoch FROM now()))',
    'timestamp with time zone',
  ],
  [
    '(floor(EXTRACT(epoch FROM now())))::bigint',
    'bigint',
    `(date_part('epoch'::text, now()))::integer`,
    'integer',
  ],
  [
    '(floor((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric)))::bigint',
    'bigint',
    'now()',
    'timestamp with time zone',
  ],
  [
    '((floor(EXTRACT(epoch FROM clock_timestamp())))::bigint * 1000)',
    'bigint',
    'CURRENT_TIMESTAMP',
    'timestamp with time zone',
  ],
  [`to_char(${UTC}, 'YYYY-MM-DD'::text)`, 'text', 'CURRENT_DATE', 'date'],
  [DAY, 'date', 'now()', 'date'],
  [DAY, 'date', `date_trunc('day'::text, now())`, 'timestamp with time zone'],
  [`(${SECOND})::time without time zone`, 'time without time zone', 'now()', 'time(0) without time zone'],
  [
    `(${UTC} + '7 days'::interval)`,
    'timestamp without time zone',
    `(now() + '7 days'::interval)`,
    'timestamp with time zone',
  ],
])(
  'DEFAULT %s of a %s and DEFAULT %s of a %s give the same moment',
  (expected, expectedType, actual, actualType) => {
    expect(compareDefaults(of(expectedType, expected), of(actualType, actual))).toBe('alike')
  },
)

test.each([
  [SECOND, `(now() + '1 day'::interval)`],
  [SECOND, '(LOCALTIMESTAMP - shop_hours())'],
  [SECOND, 'to_timestamp((EXTRACT(epoch FROM now()) / (1000)::numeric))'],
  [SECOND, 'to_timestamp((EXTRACT(epoch FROM now()) * (24)::numeric))'],
  [SECOND, '(CURRENT_DATE)::timestamp with time zone'],
  [SECOND, `date_trunc('month'::text, now())`],
  [SECOND, `timezone('Europe/Berlin'::text, now())`],
  [`(${UTC} + '7 days'::interval)`, 'now()'],
  [`(${UTC} + '7 days'::interval)`, `(now() + '8 days'::interval)`],
  [DAY, 'now()'],
])('DEFAULT %s and DEFAULT %s give other moments', (expected, actual) => {
  const type = 'timestamp with time zone'
  expect(compareDefaults(of(type, expected), of(type, actual))).toBe('different')
})
