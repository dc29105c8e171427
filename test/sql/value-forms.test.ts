import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { textForm } from '../../src/sql/value-forms.ts'
import fc from '../support/fast-check.ts'

const memory = new Database(':memory:')
const query = memory.prepare<[Buffer], { form: string }>(
  `select ${textForm('"x"')} as form from (select cast(? as text) as x)`,
)

function formOf(text: string): string | undefined {
  return query.get(Buffer.from(text))?.form
}

/** The definition of the forms a second time, in another language. */
function expectedForm(text: string): string {
  if (/^(t|f|true|false)$/i.test(text)) return 'boolean'
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return 'uuid'
  const match =
    /^(?:(\d{4}-\d\d-\d\d)(?:$|[T ](?=.)))?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?$/.exec(
      text,
    )
  if (match === null || text === '' || text.endsWith('\n')) return 'other'
  const [, day, hour, minute = '0', second = '0', fraction = '', offset] = match
  if (day !== undefined && !isDay(day)) return 'other'
  if (hour === undefined) return 'date'
  if (day === undefined && /^24:00(:00(\.0+)?)?$/.test(text)) return 'time'
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'other'
  const isNano = fraction.replace(/0+$/, '').length > 6
  if (offset !== undefined && !isOffset(offset)) return 'other'
  if (day === undefined && offset !== undefined) return isNano ? 'other' : 'time-offset'
  if (day === undefined) return isNano ? 'time-nano' : 'time'
  const form = isNano ? 'timestamp-nano' : 'timestamp'
  if (offset === undefined) return form
  return /^(Z|[+-]00(:?00)?)$/.test(offset) ? `${form}-utc` : `${form}-offset`
}

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return year >= 1 && day >= 1 && day <= days
}

function isOffset(offset: string): boolean {
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(':', '')]
  return offset === 'Z' || (Number(hours) <= 15 && Number(minutes) <= 59)
}

describe('textForm', () => {
  it.each([
    ['2024-02-29', 'date'],
    ['2023-02-29', 'other'],
    ['1900-02-29', 'other'],
    ['2024-04-31', 'other'],
    ['0001-01-01', 'date'],
    ['0000-01-01', 'other'],
    ['0000-01-01 00:00:00', 'other'],
    ['9999-12-31', 'date'],
    ['10000-01-01', 'other'],
    ['-2024-01-01', 'other'],
    ['2024-1-1', 'other'],
    ['2024-01-01 ', 'other'],
    [' 2024-01-01', 'other'],
    ['2024-01-01 12:34', 'timestamp'],
    ['2024-01-01T12:34:56', 'timestamp'],
    ['2024-01-01t12:34:56', 'other'],
    ['2024-01-01  12:34:56', 'other'],
    ['2024-01-01 24:00:00', 'other'],
    ['2024-01-01 23:59:60', 'other'],
    ['2024-02-30 00:00:00', 'other'],
    ['2024-01-01 12:34:56.', 'other'],
    ['2024-01-01 12:34:56.123456', 'timestamp'],
    ['2024-01-01 12:34:56.123456000', 'timestamp'],
    ['2024-01-01 12:34:56.1234567', 'timestamp-nano'],
    ['2024-01-01T12:34:56.1234567Z', 'timestamp-nano-utc'],
    ['2024-01-01T12:34:56.1234567+02', 'timestamp-nano-offset'],
    ['2024-01-01T12:34Z', 'timestamp-utc'],
    ['2024-01-01T12:34:56.5z', 'other'],
    ['2024-01-01 12:34:56+00:00', 'timestamp-utc'],
    ['2024-01-01 12:34:56+0000', 'timestamp-utc'],
    ['2024-01-01 12:34:56+00', 'timestamp-utc'],
    ['2024-01-01 12:34:56-00:00', 'timestamp-utc'],
    ['2024-01-01 12:34:56 -0000', 'timestamp-utc'],
    ['2024-01-01 12:34:56-00', 'timestamp-utc'],
    ['2024-01-01 12:34:56-00:01', 'timestamp-offset'],
    ['2024-01-01 12:34:56+05:30', 'timestamp-offset'],
    ['2024-01-01 12:34:56.789 +00:00', 'timestamp-utc'],
    ['2024-01-01 12:34 -05:30', 'timestamp-offset'],
    ['2024-01-01 12:34:56 Z', 'timestamp-utc'],
    ['2024-01-01 12:34:56  Z', 'other'],
    ['2024-01-01 12:34:56 ', 'other'],
    ['12:34:56 ', 'other'],
    ['2024-01-01 12:34:56-15:59', 'timestamp-offset'],
    ['2024-01-01 12:34:56+16:00', 'other'],
    ['2024-01-01 12:34:56+05:60', 'other'],
    ['2024-01-01 12:34:56 +05:30', 'timestamp-offset'],
    ['2024-01-01 12:34:56+5', 'other'],
    ['2024-01-01Z', 'other'],
    ['2024-01-01 ', 'other'],
    ['00:00', 'time'],
    ['23:59:59.999999', 'time'],
    ['23:59:59.9999999', 'time-nano'],
    ['23:59:59.9999999Z', 'other'],
    ['12:34:56Z', 'time-offset'],
    ['12:34 +05:30', 'time-offset'],
    ['12:34:56.123-0800', 'time-offset'],
    ['12:34:56.1234567+00', 'other'],
    ['12:34+16:00', 'other'],
    ['24:00:00Z', 'other'],
    ['24:00', 'time'],
    ['24:00:00', 'time'],
    ['24:00:00.000', 'time'],
    ['24:00:00.', 'other'],
    ['24:00:00.001', 'other'],
    ['24:00:01', 'other'],
    ['24:01', 'other'],
    ['24:00:00\0', 'other'],
    ['24:00:00.0\x000', 'other'],
    ['2024-01-01 24:00', 'other'],
    ['12:60', 'other'],
    ['TRUE', 'boolean'],
    ['f', 'boolean'],
    ['yes', 'other'],
    ['1', 'other'],
    ['', 'other'],
    ['now', 'other'],
    ['2460000.5', 'other'],
    ['01234567-89ab-cdef-0123-456789abcdef', 'uuid'],
    ['a1234567-89ab-cdef-0123-456789abcdef', 'uuid'],
    ['A1234567-89ab-cdef-0123-456789abcdef', 'other'],
    ['{01234567-89ab-cdef-0123-456789abcdef}', 'other'],
    ['2024-01-01\0', 'other'],
    ['2024-01-01 00:00:00\0', 'other'],
    ['2024-01-01T00:00\0:00', 'other'],
    ['12:34\0', 'other'],
    ['t\0', 'other'],
    ['01234567-89ab-cdef-0123-456789abcdef\0', 'other'],
  ])('takes %j as %s', (text, form) => {
    expect(formOf(text)).toBe(form)
    expect(expectedForm(text)).toBe(form)
  })

  it('agrees with a second definition on texts that are nearly dates', () => {
    fc.assert(
      fc.property(nearlyADate, (text) => {
        expect(formOf(text)).toBe(expectedForm(text))
      }),
      { numRuns: 5000 },
    )
  })

  it.each(['collate rtrim', 'collate nocase', 'integer', 'text', ''])(
    'is not misled by a column that is declared %j',
    (declaration) => {
      const database = new Database(':memory:')
      database.exec(`create table t ("x" ${declaration})`)
      const insert = database.prepare('insert into t values (?)')
      for (const text of ['2024-01-01 ', '0000-12-31', '2024-01-01']) insert.run(text)
      const rows = database.prepare<[], { form: string }>(`select ${textForm('"x"')} as form from t`).all()
      database.close()
      expect(rows.map(({ form }) => form)).toEqual(['other', 'other', 'date'])
    },
  )
})

const digits = (max: number, length: number) =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(length, '0'))
const rarely = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: usual }, { weight: 1, arbitrary: odd })
const oddPiece = fc.constantFrom('', ' ', '-', ':', '.', '0', 'Z', 'T', '\0', 'é')

const day = fc
  .tuple(rarely(digits(9999, 4), digits(12000, 5)), digits(13, 2), digits(32, 2))
  .map((parts) => parts.join('-'))
const fraction = fc.stringMatching(/^[0-9]{0,9}0{0,3}$/).map((text) => `.${text}`)
const time = fc
  .tuple(
    digits(24, 2),
    digits(60, 2),
    fc.option(digits(60, 2), { nil: null }),
    fc.option(fraction, { nil: '' }),
  )
  .map(
    ([hour, minute, second, decimals]) =>
      `${hour}:${minute}${second === null ? '' : `:${second}${decimals}`}`,
  )
const offset = fc.oneof(
  fc.constantFrom('', 'Z', '+00', '+0000', '+00:00', '-00:00', ' Z', ' +00:00', ' -05:30', ' '),
  fc
    .tuple(
      fc.constantFrom('+', '-'),
      digits(16, 2),
      fc.constantFrom('', ':'),
      fc.option(digits(60, 2), { nil: '' }),
    )
    .map((parts) => parts.join('')),
)
const separator = rarely(fc.constantFrom('T', ' '), oddPiece)

/** A date, a time, both or neither, with now and then a piece that does not belong there. */
const nearlyADate = fc
  .tuple(
    rarely(day, oddPiece),
    separator,
    rarely(time, oddPiece),
    rarely(offset, oddPiece),
    rarely(fc.constant(''), oddPiece),
  )
  .chain((parts) => fc.oneof(fc.constant(parts), fc.subarray(parts)))
  .map((parts) => parts.join(''))
