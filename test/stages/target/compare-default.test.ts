import { expect, test } from 'vitest'
import { compareDefaults } from '../../../src/stages/target/comparison/compare-default.ts'

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
  ['now()', `'2020-01-01 00:00:00'::timestamp without time zone`, 'different'],
  ['now()', `nextval('s'::regclass)`, 'different'],
])('DEFAULT %s and DEFAULT %s are %s', (expected, actual, relation) => {
  expect(compareDefaults(expected, actual)).toBe(relation)
})
