import { describe, expect, test } from 'vitest'
import type { CastSource } from '../../../src/issues/remedy.ts'
import { READERS, type SqliteValue } from '../../../src/stages/remedy/read-value.ts'

const UUID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
const UUID_BYTES = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex')

const CASES: Readonly<Record<CastSource, readonly (readonly [SqliteValue, SqliteValue])[]>> = {
  'epoch-seconds': [
    [0n, '1970-01-01T00:00:00Z'],
    [1706781600n, '2024-02-01T10:00:00Z'],
    [-1n, '1969-12-31T23:59:59Z'],
    [-0.5, '1969-12-31T23:59:59.5Z'],
    ['1706781600', '2024-02-01T10:00:00Z'],
    [1706781600.123456, '2024-02-01T10:00:00.123456Z'],
    ['1706781600.1234567', null],
    [-62135596800n, '0001-01-01T00:00:00Z'],
    [-62135596801n, null],
    [253402300799n, '9999-12-31T23:59:59Z'],
    [253402300800n, null],
    [2n ** 63n - 1n, null],
    [1e300, null],
    [Number.POSITIVE_INFINITY, null],
    ['yesterday', null],
    ['', null],
    [Buffer.from('0'), null],
    [null, null],
  ],
  'epoch-milliseconds': [
    [1706781600123n, '2024-02-01T10:00:00.123Z'],
    [-1n, '1969-12-31T23:59:59.999Z'],
    [1706781600123.5, '2024-02-01T10:00:00.1235Z'],
    ['1706781600123.4567', null],
  ],
  'epoch-microseconds': [
    [1706781600123456n, '2024-02-01T10:00:00.123456Z'],
    ['0.5', null],
    [-1n, '1969-12-31T23:59:59.999999Z'],
  ],
  'epoch-nanoseconds': [
    [1706781600123456000n, '2024-02-01T10:00:00.123456Z'],
    [1706781600123456001n, null],
    [5n, null],
    [0n, '1970-01-01T00:00:00Z'],
  ],
  'julian-day': [
    [2440587.5, '1970-01-01T00:00:00Z'],
    [2451545n, '2000-01-01T12:00:00Z'],
    [2461100.8333449, '2026-03-01T08:00:00.999375Z'],
    ['2440588', '1970-01-01T12:00:00Z'],
    [1721425.5, '0001-01-01T00:00:00Z'],
    [1721424.5, null],
    [5373484.5, null],
    [-1n, null],
    ['soon', null],
  ],
  'compact-date': [
    [20180406n, '2018-04-06'],
    [20180406034959n, '2018-04-06 03:49:59'],
    ['201804060349', '2018-04-06 03:49:00'],
    ['20180406T034959Z', '2018-04-06 03:49:59Z'],
    ['20180406034959120', '2018-04-06 03:49:59.12'],
    ['20180406034959.1234567', null],
    [20180230n, null],
    [20000229n, '2000-02-29'],
    [19000229n, null],
    [201804n, null],
    ['2018-04-06', null],
    [20180406.5, null],
  ],
  'day-first-date': [
    ['31/12/2020', '2020-12-31'],
    ['1.5.2020', '2020-05-01'],
    ['31-12-2020 23:59', '2020-12-31 23:59:00'],
    ['31.12.2020 23:59:58.500', '2020-12-31 23:59:58.5'],
    ['31/12/2020, 11:59 pm', '2020-12-31 23:59:00'],
    ['12/31/2020', null],
    ['31/12/20', null],
    ['31/12-2020', null],
    ['2020-12-31', null],
    ['31/12/2020 24:00', null],
  ],
  'month-first-date': [
    ['12/31/2020', '2020-12-31'],
    ['5/1/2020 12:30 AM', '2020-05-01 00:30:00'],
    ['5/1/2020 12:30 PM', '2020-05-01 12:30:00'],
    ['5/1/2020 13:30 PM', null],
    ['31/12/2020', null],
  ],
  boolean: [
    ['yes', 1n],
    ['No', 0n],
    [' ON ', 1n],
    ['off', 0n],
    ['Y', 1n],
    ['n', 0n],
    ['t', 1n],
    ['FALSE', 0n],
    ['1', 1n],
    ['0', 0n],
    [1n, 1n],
    [0, 0n],
    [1, 1n],
    [-1n, 1n],
    [Buffer.from([1]), 1n],
    [Buffer.from([0]), 0n],
    [Buffer.from([1, 0]), null],
    [2n, null],
    ['maybe', null],
    ['', null],
    [null, null],
  ],
  number: [
    ['12', 12n],
    [' +7 ', 7n],
    ['-1,234.50', -1234.5],
    ['1 234 567', 1234567n],
    ["12'345.25", 12345.25],
    ['1.234,50', 1234.5],
    ['1,234', 1234n],
    ['1,5', null],
    ['1,23,456', null],
    ['12.00', 12n],
    ['.5', 0.5],
    ['1e3', 1000],
    ['9223372036854775807', 9223372036854775807n],
    ['9223372036854775808', null],
    ['0.1', 0.1],
    ['12345678901234567.89', null],
    ['1e999', null],
    ['12B', null],
    ['$5', null],
    ['', null],
    [5n, null],
  ],
  hex: [
    ['00ff', Buffer.from([0, 255])],
    ['0xCAFE', Buffer.from([0xca, 0xfe])],
    ['\\xcafe', Buffer.from([0xca, 0xfe])],
    ["X'cafe'", Buffer.from([0xca, 0xfe])],
    ['', Buffer.alloc(0)],
    ['abc', null],
    ['zz', null],
    [5n, null],
  ],
  base64: [
    ['AAECAw==', Buffer.from([0, 1, 2, 3])],
    ['AAECAw', Buffer.from([0, 1, 2, 3])],
    ['_-8', Buffer.from([0xff, 0xef])],
    ['AAEC\r\nAw==', Buffer.from([0, 1, 2, 3])],
    ['A', null],
    ['AAECAx==', null],
    ['AAECAw=', null],
    ['not base64!', null],
  ],
  uuid: [
    [UUID, UUID],
    [UUID.toUpperCase(), UUID],
    [`{${UUID}}`, UUID],
    [`urn:uuid:${UUID}`, UUID],
    [UUID.replaceAll('-', ''), UUID],
    [UUID.slice(1), null],
    [`-${UUID}`, null],
    [UUID_BYTES, null],
  ],
  'uuid-bytes': [
    [UUID_BYTES, UUID],
    [UUID.toUpperCase(), UUID],
    [UUID_BYTES.subarray(1), null],
  ],
  'uuid-text': [
    [UUID, UUID_BYTES],
    [`{${UUID.toUpperCase()}}`, UUID_BYTES],
    [UUID.slice(1), null],
    [UUID_BYTES, null],
  ],
}

const EVERY_CASE = Object.entries(CASES).flatMap(([from, pairs]) =>
  pairs.map(([value, expected]) => [from as CastSource, value, expected] as const),
)

describe('a cast reads a value as what it is, or leaves it', () => {
  test.each(EVERY_CASE)('%s: %s is %s', (from, value, expected) => {
    expect(READERS[from](value)).toEqual(expected)
  })
})

test.each(EVERY_CASE)('%s of %s: what a cast has read, it does not read as something else', (from, value) => {
  const read = READERS[from](value)
  expect([null, read]).toContainEqual(READERS[from](read))
})
