import type { Conversion } from '../../../../src/stages/plan/conversion.ts'
import type { TargetType } from '../../../../src/stages/target/target-schema.ts'
import { conversionOf } from '../../plan/column-plans.ts'

export interface Cells {
  readonly conversion: Conversion
  readonly type: TargetType
  /** Values, no two of them the same: each as SQLite spells it, and as PostgreSQL does where that is another word. */
  readonly values: readonly (string | readonly [string, string])[]
  /** Values of SQLite that are none of these. */
  readonly others: readonly string[]
}

const SMALL = ['-32768', '-32767', '-256', '-1', '0', '1', '127', '128', '255', '256', '32767']
const MEDIUM = ['-2147483648', '-8388609', '-65536', '-32769', '32768', '65535', '65536', '2147483647']
const LARGE = [
  '-9223372036854775807',
  '-9007199254740993',
  '-140737488355329',
  '-4294967296',
  '-2147483649',
  '2147483648',
  '4294967295',
  '4294967296',
  '4294967297',
  '140737488355327',
  '140737488355328',
  '9007199254740991',
  '9007199254740993',
  '9223372032559808511',
  '9223372036854775806',
  '9223372036854775807',
]
const NO_INTEGERS = [`'1'`, '1.0', '0.5', `x'31'`, `''`]
/** In four bytes as in eight. */
const SHORT_FLOATS: Cells['values'] = [
  '0',
  ['-0.0', `'-0'`],
  '1',
  '-1',
  '0.5',
  '-0.5',
  '1.5',
  '16777216',
  '16777218.0',
  ['9e999', `'infinity'`],
  ['-9e999', `'-infinity'`],
]
const NO_FLOATS = [`'0.5'`, `x'3ff8000000000000'`, '1.0000000000000002', '9223372036854775807']
const TEXTS = [
  `'a'`,
  `'A'`,
  `'ab'`,
  `''`,
  `'ä'`,
  `'${'x'.repeat(48)}'`,
  `'${'x'.repeat(47)}y'`,
  `'${'x'.repeat(49)}'`,
  `'${'x'.repeat(48)}y'`,
  `'y${'x'.repeat(48)}'`,
]
const MOMENTS = [
  `'0001-01-01 00:00:00'`,
  `'1969-12-31 23:59:59.999999'`,
  `'1970-01-01 00:00:00'`,
  `'1999-12-31 23:59:59'`,
  `'2000-01-01 00:00:00'`,
  `'2000-02-29 00:00:01'`,
  `'2000-03-01 00:01:00'`,
  `'2024-02-29 00:00:00'`,
  `'2024-02-29 01:00:00'`,
  `'2024-02-29 01:00:00.000001'`,
  `'2024-02-29 01:00:00.1'`,
  `'2024-03-01 01:00:00.1'`,
  `'2100-03-01 12:34'`,
  `'9999-12-31'`,
]
const NO_MOMENTS = [
  `'2024-02-30 01:00:00'`,
  `'2024-13-01 01:00:00'`,
  `'2024-00-01 01:00:00'`,
  `'2024-02-00 01:00:00'`,
  `'2024-02-28 24:00:00'`,
  `'2024-02-28 25:00:00'`,
  `'2024-02-29 00:60:00'`,
  `'2024-02-29 00:59:60'`,
  `'2024-02-29 01:00:00.0000001'`,
  `'2024-02-29 01:00:00.'`,
  `'2024-02-29 01:00:'`,
  `'2024-02-29 01:00:00,1'`,
  `'2024-02-29 01:00:00 '`,
  `'2024-02-29 01:00:00+00:01'`,
  `'2024-02-29_01:00:00'`,
  `'2024/02/29 01:00:00'`,
  `'2024-02-29 01.00.00'`,
  `'9999-12-31Z'`,
  `'2000-01-0'`,
  `cast('2024-02-29 01:00:00' as blob)`,
  '0',
]
const UUIDS = [
  `'00000000-0000-0000-0000-000000000000'`,
  `'01234567-89ab-cdef-0123-456789abcdef'`,
  `'11234567-89ab-cdef-0123-456789abcdef'`,
  `'01234567-89ab-cdef-0123-456789abcdee'`,
  `'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
]

const epoch = (unit: 'seconds' | 'milliseconds'): Conversion => ({ kind: 'epoch', unit })

/** By the type that PostgreSQL knows, or by what is counted. */
export const CELLS: Readonly<Record<string, Cells>> = {
  smallint: {
    conversion: conversionOf('integer'),
    type: { kind: 'smallint' },
    values: SMALL,
    others: [...NO_INTEGERS, ...MEDIUM, ...LARGE],
  },
  integer: {
    conversion: conversionOf('integer'),
    type: { kind: 'integer' },
    values: [...SMALL, ...MEDIUM],
    others: [...NO_INTEGERS, ...LARGE],
  },
  bigint: {
    conversion: conversionOf('integer'),
    type: { kind: 'bigint' },
    values: [...SMALL, ...MEDIUM, ...LARGE, ['-9223372036854775807 - 1', `'-9223372036854775808'`]],
    others: NO_INTEGERS,
  },
  real: {
    conversion: conversionOf('float'),
    type: { kind: 'real' },
    values: SHORT_FLOATS,
    others: [...NO_FLOATS, '0.1', '16777217', '1e300'],
  },
  'double precision': {
    conversion: conversionOf('float'),
    type: { kind: 'double precision' },
    values: [...SHORT_FLOATS, '0.1', '0.1000000000000001', '16777217', '1e300', '-2.5e-300'],
    others: NO_FLOATS,
  },
  numeric: {
    conversion: conversionOf('decimal'),
    type: { kind: 'numeric', precision: null, scale: null },
    values: [
      '0',
      '1',
      '-1',
      '9999',
      '10000',
      '100000000',
      '12345678',
      '-12345.678',
      '0.1',
      '0.01',
      '0.0001',
      '0.00001',
      '1.0001',
      '9.95',
      '9.96',
      '-9.95',
      '99.5',
      '123456789.012345',
      '140737488355327',
      '999999999999.999',
    ],
    others: [`'1'`, `x'31'`, '9.950000000000001', '0.10000000000000002', '9e999', '9223372036854775807'],
  },
  text: {
    conversion: conversionOf('text'),
    type: { kind: 'text' },
    values: TEXTS,
    others: ['0', '97', 'null'],
  },
  'character varying': {
    conversion: conversionOf('text'),
    type: { kind: 'varchar', length: 100 },
    values: TEXTS,
    others: ['0', '97', 'null'],
  },
  json: {
    conversion: conversionOf('json'),
    type: { kind: 'json' },
    values: [`'[]'`, `'{}'`, `'{"a": 1}'`, `'{"a":1}'`, `'1'`],
    others: ['1', `cast('[]' as blob)`],
  },
  bytea: {
    conversion: conversionOf('bytes'),
    type: { kind: 'bytea' },
    values: [
      [`x''`, `'\\x'`],
      [`x'00'`, `'\\x00'`],
      [`x'0000'`, `'\\x0000'`],
      [`x'00ff'`, `'\\x00ff'`],
    ],
    others: ['0', 'null'],
  },
  boolean: {
    conversion: conversionOf('boolean'),
    type: { kind: 'boolean' },
    values: [
      ['0', 'false'],
      ['1', 'true'],
    ],
    others: ['2', '-1', '256', '257', '1.0', `'1'`, `x'01'`],
  },
  date: {
    conversion: conversionOf('date'),
    type: { kind: 'date' },
    values: [
      `'0001-01-01'`,
      `'1900-02-28'`,
      `'1900-03-01'`,
      `'1999-12-31'`,
      `'2000-01-01'`,
      `'2000-02-29'`,
      `'2000-03-01'`,
      `'9999-12-31'`,
    ],
    others: [
      `'1900-02-29'`,
      `'2000-02-30'`,
      `'2000-01-01Z'`,
      `'2000-01-01 '`,
      `'2000-01-01 00:00'`,
      `'2000-01-1'`,
      `x'323030302d30312d3031'`,
    ],
  },
  'timestamp without time zone': {
    conversion: conversionOf('timestamp'),
    type: { kind: 'timestamp' },
    values: MOMENTS,
    others: NO_MOMENTS,
  },
  'timestamp with time zone': {
    conversion: conversionOf('timestamptz'),
    type: { kind: 'timestamptz' },
    values: MOMENTS.slice(0, -1),
    others: NO_MOMENTS,
  },
  seconds: {
    conversion: epoch('seconds'),
    type: { kind: 'timestamptz' },
    values: [
      ['0', `'1970-01-01 00:00:00'`],
      ['1', `'1970-01-01 00:00:01'`],
      ['-1', `'1969-12-31 23:59:59'`],
      ['86400', `'1970-01-02 00:00:00'`],
      ['-86401', `'1969-12-30 23:59:59'`],
      ['946684800', `'2000-01-01 00:00:00'`],
      ['253402300799', `'9999-12-31 23:59:59'`],
    ],
    others: ['946684800000', '0.0', `'0'`, `'1970-01-01 00:00:00'`],
  },
  milliseconds: {
    conversion: epoch('milliseconds'),
    type: { kind: 'timestamp' },
    values: [
      ['0', `'1970-01-01 00:00:00'`],
      ['1', `'1970-01-01 00:00:00.001'`],
      ['-1', `'1969-12-31 23:59:59.999'`],
      ['1000', `'1970-01-01 00:00:01'`],
      ['946684800000', `'2000-01-01 00:00:00'`],
      ['140737488355327', `'6429-10-17 02:45:55.327'`],
    ],
    others: ['946684800', '0.0', `'0'`],
  },
  uuid: {
    conversion: conversionOf('uuid'),
    type: { kind: 'uuid' },
    values: UUIDS,
    others: [
      `'01234567-89AB-CDEF-0123-456789ABCDEF'`,
      `'0123456789abcdef0123456789abcdef'`,
      `'{0123456-89ab-cdef-0123-456789abcdef'`,
      `'01234567-89ab-cdef-0123-456789abcde'`,
      `'01234567-89ab-cdef-0123-456789abcdef0'`,
      `cast('01234567-89ab-cdef-0123-456789abcdef' as blob)`,
    ],
  },
}
