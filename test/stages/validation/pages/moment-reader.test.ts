import { expect, test } from 'vitest'
import { MomentReader } from '../../../../src/stages/validation/pages/moment-reader.ts'
import fc from '../../../support/fast-check.ts'

/** Microseconds since 2000-01-01, as PostgreSQL sends them. */
function sent(date: Date, microseconds: number): DataView {
  const view = new DataView(new ArrayBuffer(8))
  const since2000 = BigInt(date.getTime() - Date.UTC(2000, 0, 1)) * 1000n
  view.setBigInt64(0, since2000 + BigInt(microseconds))
  return view
}

const DATES = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
})

test('a text is the moment that PostgreSQL counts, and no other', () => {
  fc.assert(
    fc.property(
      DATES,
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: -2, max: 2 }),
      (date, micro, off) => {
        const moment = new MomentReader()
        const text = Buffer.from(`${date.toISOString().slice(0, 23)}${String(micro).padStart(3, '0')}00Z`)
        expect(moment.readText(text, 0, text.length, true)).toBe(true)
        expect(moment.isTimestamp(sent(date, micro + off), 0)).toBe(off === 0)
      },
    ),
  )
})

test('a count since 1970 is the moment that PostgreSQL counts', () => {
  fc.assert(
    fc.property(DATES, fc.integer({ min: -1, max: 1 }), (date, off) => {
      const moment = new MomentReader()
      moment.readEpoch(date.getTime(), 1000)
      expect(moment.isTimestamp(sent(date, off), 0)).toBe(off === 0)
      const seconds = Math.floor(date.getTime() / 1000)
      moment.readEpoch(seconds, 1)
      expect(moment.isTimestamp(sent(new Date(seconds * 1000), off), 0)).toBe(off === 0)
    }),
  )
})

test.each([
  '2024-02-30',
  '2023-02-29 10:00:00',
  '0000-01-01',
  '2024-13-01',
  '2024-1-01',
  '2024-01-01 24:00:00',
  '2024-01-01 10:60',
  '2024-01-01 10:00:60',
  '2024-01-01 10:00:00.',
  '2024-01-01 10:00:00.1234567',
  '2024-01-01 10:00:00,5',
  '2024-01-01 10:00:00+01:00',
  '2024-01-01x10:00:00',
  '2024-01-01 10',
  '2024-01-01Z',
  '2024-01-01 10:00:00ZZ',
  'Z',
  '',
])('%j is none', (text) => {
  const bytes = Buffer.from(text)
  expect(new MomentReader().readText(bytes, 0, bytes.length, true)).toBe(false)
})

test('a Z counts only where it may', () => {
  const bytes = Buffer.from('2024-01-01 10:00:00Z')
  expect(new MomentReader().readText(bytes, 0, bytes.length, false)).toBe(false)
})
