import { describe, expect, test } from 'vitest'
import { losesNothing } from '../../../src/stages/validation/loses-nothing.ts'
import { withTestConnection } from '../../support/postgres.ts'

/** A type, a text of it, and whether PostgreSQL keeps all of that. */
const TEXTS: readonly (readonly [type: string, text: string, whole: boolean])[] = [
  ['int[]', '{ 1,02 , -3}', true],
  ['text[]', '{"a b", c}', true],
  ['numeric[]', '{1.50,2e3}', true],
  ['point', '( 1.0, -2 )', true],
  ['box', '1,2,3,4', true],
  ['money', '$1,000.5', true],
  ['money', '1.255', false],
  ['money', '-1234.5', true],
  ['money', '(3.25)', true],
  ['money', '-3.255', false],
  ['boolean[]', '{true,no}', true],
  ['timetz', '10:00+02', true],
  ['timetz', '10:20:00.5+02', true],
  ['timetz', '10:00:00+00:00', true],
  ['timetz', '10:00:00-0000', true],
  ['timetz', '10:00 +05:30', true],
  ['timetz', '10:00:00.5+0530', true],
  ['timetz', '00:00:00 -00:30', true],
  ['timetz', '10:00Z', true],
  ['timetz[]', '{10:00:00+00:00,11:00 -02:00}', true],
  ['timestamptz[]', '{2024-01-01 10:00:00+00:00}', true],
  ['timestamptz[]', '{2024-01-01 10:00:00+02:00}', false],
  ['timestamp[]', '{2024-01-01 10:00}', true],
  ['timestamp[]', '{"2024-01-01 12:00:00+02"}', false],
  ['timestamp[]', '{2024-01-01}', true],
  ['timestamp[]', '{2024-01-01 00:00:05}', true],
  ['timestamp[]', '{2024-01-01T00:10:00}', true],
  ['timestamp[]', '{2024-01-01T10:00:00Z}', false],
  ['timestamptz[]', '{2024-01-01T10:00:00Z}', true],
  ['tsrange', '[2024-01-01,2024-01-02 10:00)', true],
  ['tsrange', '[2024-01-01 00:00:00.1234567,)', false],
  ['tstzrange', '[2024-01-01T00:00:05Z,)', true],
  ['numeric(5,1)[]', '{1.5,2}', true],
  ['numeric(5,1)[]', '{1.55}', false],
  ['varchar(3)[]', '{abcd}', false],
  ['bit(3)', '1010', false],
  ['date[]', '{"2024-01-01 12:00"}', false],
  ['jsonb[]', '{"{\\"a\\":1,\\"a\\":2}"}', false],
  ['name', 'n'.repeat(70), false],
  ['"char"', 'xy', false],
  ['oid', '-1', false],
  ['timetz', '12:00:00.1234567+02', false],
  ['real[]', '{0.123456789}', false],
  ['float8[]', '{0.1234567890123456789}', false],
  ['int4range', '[1,4]', true],
  ['inet', '10.0.0.1/32', true],
  ['macaddr', '08002b:010203', true],
  ['box', '(0,0),(1.5,1)', true],
  ['box', '0,1,1,0', true],
  ['uuid[]', '{0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f}', true],
  ['uuid[]', '{0E0DFD3C6F1C4A0A9D6F0D1C8D8A6A5F}', true],
  ['xml', '<a>é</a>', true],
]

describe('what PostgreSQL prints says all that it has read', () => {
  test.each(TEXTS)('%s of %s: %s', async (type, text, whole) => {
    await withTestConnection(async (connection) => {
      const { rows } = await connection.query(`select concat(cast($1::text as ${type})) as printed`, [text])
      expect(losesNothing(type, text, rows[0]?.printed ?? '')).toBe(whole)
    })
  })
})
