import { expect, test } from 'vitest'
import { BinaryRowReader } from '../../../src/engines/postgres/binary-row-reader.ts'
import fc from '../../support/fast-check.ts'
import { withTestConnection } from '../../support/postgres.ts'

const COPY = `copy (select i, case when i % 3 = 0 then null else repeat('x', i * 7) end, i % 2 = 0
                      from generate_series(1, 400) as i) to stdout (format binary)`

async function printed(): Promise<Buffer> {
  return await withTestConnection(async (connection) => {
    const pieces: Buffer[] = []
    for await (const piece of connection.copyOut(COPY)) pieces.push(piece)
    return Buffer.concat(pieces)
  })
}

/** Each row as its number, the length of its text, and the byte of its boolean. */
function rowsOf(pieces: readonly Buffer[]): readonly (readonly (number | undefined)[])[] {
  const rows = new BinaryRowReader(3)
  const found: (number | undefined)[][] = []
  for (const piece of pieces) {
    rows.feed(piece)
    while (rows.nextRow()) {
      const [number = 0, , boolean = 0] = rows.starts
      found.push([rows.view.getInt32(number), rows.lengths[1], rows.bytes[boolean]])
    }
  }
  return found
}

const EXPECTED = Array.from({ length: 400 }, (_, index) => {
  const number = index + 1
  return [number, number % 3 === 0 ? -1 : number * 7, number % 2 === 0 ? 1 : 0]
})

test('rows are whole wherever their pieces end', async () => {
  const bytes = await printed()
  expect(rowsOf([Buffer.from(bytes)])).toEqual(EXPECTED)
  const ends = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 60 })
  fc.assert(
    fc.property(ends, (places) => {
      const cuts = [0, ...places.toSorted((a, b) => a - b), bytes.length]
      const pieces = cuts.slice(1).map((end, index) => Buffer.from(bytes.subarray(cuts[index], end)))
      expect(rowsOf(pieces)).toEqual(EXPECTED)
    }),
  )
  expect(rowsOf(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(EXPECTED)
})

test('rows of another number of fields are a mistake of ours', async () => {
  const rows = new BinaryRowReader(2)
  rows.feed(await printed())
  expect(() => rows.nextRow()).toThrow('3 fields instead of 2')
})
