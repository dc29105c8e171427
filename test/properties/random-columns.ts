import fc from '../support/fast-check.ts'
import { ENCODINGS, type Encoding, randomValue, VALUE_KINDS, type ValueKind } from './random-values.ts'

/** A column as it is declared, and what it holds. */
export interface RandomColumn {
  readonly type: string
  readonly notNull: boolean
  readonly value: fc.Arbitrary<string>
}

/** Declared types, and what their columns usually hold. */
const DECLARED: readonly (readonly [types: readonly string[], values: readonly ValueKind[]])[] = [
  [['INTEGER', 'INT', 'BIGINT', 'TINYINT', 'UNSIGNED BIG INT', 'FLOATING POINT', 'YEAR'], ['integer']],
  [
    ['REAL', 'DOUBLE', 'DOUBLE PRECISION', 'FLOAT'],
    ['real', 'integer'],
  ],
  [
    ['NUMERIC', 'DECIMAL(10,2)', 'NUMERIC(5)', 'MONEY', 'STRING', ''],
    ['integer', 'real', 'decimal'],
  ],
  [['TEXT', 'VARCHAR(10)', 'CHAR(3)', 'NVARCHAR(50)', 'CLOB', 'text collate nocase', ''], ['text']],
  [['BLOB', 'BINARY(16)', ''], ['blob']],
  [['BOOLEAN', 'BOOL', 'BIT'], ['boolean']],
  [['DATE'], ['date', 'timestamp']],
  [
    ['DATETIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ'],
    ['timestamp', 'date', 'epoch'],
  ],
  [['TIME'], ['time']],
  [['JSON', 'JSONB'], ['json']],
  [['UUID', 'GUID'], ['uuid']],
  [
    ['XYZZY', 'ANY', 'ENUM', ''],
    ['integer', 'text', 'blob', 'real'],
  ],
]

/** STRICT tables know these types, and refuse what does not fit them. https://www.sqlite.org/stricttables.html */
const STRICT_TYPES: readonly (readonly [type: string, values: readonly ValueKind[]])[] = [
  ['INTEGER', ['integer']],
  ['INT', ['integer']],
  ['REAL', ['real', 'integer']],
  ['TEXT', ['text', 'date', 'json', 'uuid']],
  ['BLOB', ['blob']],
  ['ANY', ['integer', 'real', 'text', 'blob']],
]

/** Most columns hold what they declare, some a little else, few anything. */
export function randomColumn(encoding: Encoding): fc.Arbitrary<RandomColumn> {
  return fc
    .record({
      declared: fc.constantFrom(...DECLARED),
      typeIndex: fc.nat({ max: 99 }),
      notNull: fc.boolean(),
      strangers: fc.constantFrom(0, 0, 1, 4),
    })
    .map(({ declared: [types, kinds], typeIndex, notNull, strangers }) => ({
      type: types[typeIndex % types.length] ?? '',
      notNull,
      value: fc.oneof(
        { weight: 8, arbitrary: anyOf(kinds, encoding) },
        { weight: 1, arbitrary: fc.constant('null') },
        { weight: strangers, arbitrary: ANYTHING.get(encoding) ?? fc.constant('null') },
      ),
    }))
}

export function randomStrictColumn(encoding: Encoding): fc.Arbitrary<RandomColumn> {
  return fc.record({ declared: fc.constantFrom(...STRICT_TYPES), notNull: fc.boolean() }).map((random) => ({
    type: random.declared[0],
    notNull: random.notNull,
    value: fc.oneof(
      { weight: 8, arbitrary: anyOf(random.declared[1], encoding) },
      { weight: 1, arbitrary: fc.constant('null') },
    ),
  }))
}

const ANYTHING = new Map(ENCODINGS.map((encoding) => [encoding, anyOf(VALUE_KINDS, encoding)]))

function anyOf(kinds: readonly ValueKind[], encoding: Encoding): fc.Arbitrary<string> {
  return fc.oneof(...kinds.map((kind) => randomValue(kind, encoding)))
}
