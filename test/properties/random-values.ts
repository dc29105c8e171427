import fc from '../support/fast-check.ts'

export const ENCODINGS = ['UTF-8', 'UTF-16le', 'UTF-16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

export const VALUE_KINDS = [
  'integer',
  'real',
  'decimal',
  'text',
  'blob',
  'boolean',
  'date',
  'timestamp',
  'epoch',
  'time',
  'json',
  'uuid',
] as const
export type ValueKind = (typeof VALUE_KINDS)[number]

const INTEGERS = [
  0n,
  1n,
  -1n,
  2n ** 53n,
  2n ** 53n + 1n,
  -(2n ** 53n) - 1n,
  2n ** 63n - 1n,
  1234567890123456769n,
  -(2n ** 63n),
  32768n,
]
const REALS = [
  '-0.0',
  '0.0',
  '9e999',
  '-9e999',
  '5e-324',
  '2.2250738585072014e-308',
  '1e23',
  '0.1',
  '1.0',
  '9007199254740993.0',
  '1.2345678901234567e18',
  '9.3e18',
  '1.7976931348623157e308',
  '123456789012345678.0',
]
const DECIMALS = ['19.99', '0.005', '-12345678.91', '99999999.99', '1e8', '1.10', '100000', '0.1']
const TEXTS = [
  '',
  ' ',
  '\\',
  '\\N',
  '\\.',
  'a\tb',
  'a\nb\r\n',
  "it's",
  '\b\v\f',
  'NULL',
  '12',
  ' 12',
  '1e3',
  'Ada',
  'ada',
  'ADA',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '\uFEFFbom',
  '\uFFFD',
  '𝄞',
  'x'.repeat(10_000),
  'nul\0inside',
  '\0',
  'ß',
  'yes',
  'now',
  'infinity',
]
const DATES = [
  '2001-02-03',
  '0001-01-01',
  '9999-12-31',
  '2000-02-29',
  '1999-02-29',
  '0000-00-00',
  '2001-2-3',
  'today',
  '0000-01-01',
  '2001-02-03 ',
  '10000-01-01',
]
const TIMESTAMPS = [
  '2001-02-03 04:05:06',
  '2001-02-03T04:05:06.789',
  '2001-02-03 04:05',
  '2001-02-03 04:05:06.1234567',
  '2001-02-03 04:05:06.123456000',
  '2001-02-03T04:05:06Z',
  '2001-02-03 04:05:06+02:00',
  '2001-02-03 04:05:06-0930',
  '0001-01-01 00:00:00+15',
  '9999-12-31 23:59:59.999999',
  '2001-02-03 24:00:00',
  '2001-02-03 23:59:60',
  '2001-02-03 04:05:06 +02:00',
  '2001-02-03 04:05:06.',
  '9999-12-31 23:59:59-15:59',
  '2001-02-03 04:05:06+16:00',
  '2001-02-03 04:05:06z',
  '2001-02-03 04:05:06.5+00:00',
  '1999-02-29 00:00:00',
]
const EPOCHS = [
  '0',
  '-1',
  '1627303906',
  '1627303906122',
  '-62135596800',
  '253402300799',
  '253402300800',
  '-62135596800001',
  '1700000000.5',
]
const TIMES = [
  '08:30',
  '08:30:59',
  '23:59:59.999999',
  '00:00:00.1234567',
  '24:00:00',
  '8:30',
  '08:30:60',
  '08:30:00+02',
  '08:30:00.000000000',
]
const JSONS = [
  '{}',
  '[1, 2]',
  '{"a": 1, "a": 2}',
  '"\\u0000"',
  '"\\ud800"',
  '1e400',
  ' null ',
  'nope',
  '{a: 1}',
  "['x']",
  '"tab\\t"',
  '"raw\ttab"',
  '01',
  '-0',
  '[1,]',
  'NaN',
  '{"b":"é"}',
  '',
]
const UUIDS = [
  '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f',
  '0E0DFD3C-6F1C-4A0A-9D6F-0D1C8D8A6A5F',
  '0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f',
  '{0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f}',
  '00000000-0000-0000-0000-000000000000',
]
const BOOLEANS = ['0', '1', `'t'`, `'F'`, `'true'`, `'FALSE'`, `'yes'`, '2', '1.0', `''`, `'0'`]
/** Bytes that are no text, in whatever encoding. */
const BROKEN_TEXTS = ['ff', 'c3', 'eda080', 'c080', '00d8', 'd800', '3d', '41ff42', 'f4908080']

/** Cheaper than the strings of fast-check, which list every character first. */
const ANY_TEXT = fc
  .array(fc.nat({ max: 0x10ffff }), { maxLength: 12 })
  .map((codes) => String.fromCodePoint(...codes).toWellFormed())

/** SQLite literals of one kind. Made once: fast-check takes milliseconds to prepare each. */
const VALUES = new Map(
  ENCODINGS.map((encoding) => [
    encoding,
    new Map(VALUE_KINDS.map((kind) => [kind, literalsOf(kind, encoding)])),
  ]),
)

/** SQLite literals of one kind. */
export function randomValue(kind: ValueKind, encoding: Encoding): fc.Arbitrary<string> {
  return VALUES.get(encoding)?.get(kind) ?? fc.constant('null')
}

function literalsOf(kind: ValueKind, encoding: Encoding): fc.Arbitrary<string> {
  const text = (value: string) => textLiteral(value, encoding)
  switch (kind) {
    case 'integer':
      return fc
        .oneof(fc.constantFrom(...INTEGERS), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-3n, 3n))
        .map(String)
    case 'real':
      return fc.oneof(
        fc.constantFrom(...REALS),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(realLiteral),
      )
    case 'decimal':
      return fc.constantFrom(...DECIMALS)
    case 'text':
      return fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...TEXTS).map(text) },
        {
          weight: 5,
          arbitrary: ANY_TEXT.map(text),
        },
        { weight: 1, arbitrary: fc.constantFrom(...BROKEN_TEXTS).map((hex) => `cast(x'${hex}' as text)`) },
      )
    case 'blob':
      return fc.oneof(
        fc.uint8Array({ maxLength: 20 }).map((bytes) => `x'${Buffer.from(bytes).toString('hex')}'`),
        fc.constantFrom(`x''`, `x'416461'`, `x'5c4e'`, `x'00'`, `x'5c2e0a'`),
      )
    case 'boolean':
      return fc.oneof(fc.constantFrom('0', '1'), fc.constantFrom(...BOOLEANS))
    case 'date':
      return mostlyFirst(DATES, 3).map(text)
    case 'timestamp':
      return mostlyFirst(TIMESTAMPS, 3).map(text)
    case 'epoch':
      return mostlyFirst(EPOCHS, 3)
    case 'time':
      return mostlyFirst(TIMES, 3).map(text)
    case 'json':
      return mostlyFirst(JSONS, 5).map(text)
    case 'uuid':
      return mostlyFirst(UUIDS, 1).map(text)
    default:
      return kind satisfies never
  }
}

/** Without it a column would hardly ever follow its declaration, and most conversions would not be met. */
function mostlyFirst(values: readonly string[], first: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...values.slice(0, first)) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  )
}

function realLiteral(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text
}

/** Through a blob, because a literal cannot hold U+0000. */
function textLiteral(text: string, encoding: Encoding): string {
  const bytes = encoding === 'UTF-8' ? Buffer.from(text) : Buffer.from(text, 'utf16le')
  const stored = encoding === 'UTF-16be' ? bytes.swap16() : bytes
  return `cast(x'${stored.toString('hex')}' as text)`
}
