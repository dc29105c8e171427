import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { RecordBuilder } from '../../../src/engines/sqlite/pages/record-builder.ts'
import { TableBuilder } from '../../../src/engines/sqlite/pages/table-builder.ts'
import { quoteLiteral } from '../../../src/sql/quote.ts'
import {
  type AddValue,
  addBlob,
  addLong,
  addNumber,
  addText,
  addTruth,
} from '../../../src/stages/readiness/rollback/stored-value.ts'
import fc from '../../support/fast-check.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const DECLARED = { TEXT: 'text', BLOB: '', REAL: 'real', INTEGER: 'integer', NUMERIC: 'numeric' } as const
type Affinity = keyof typeof DECLARED

interface Sent {
  readonly add: AddValue | null
  readonly bytes: Buffer
  readonly literal: string
}

const int8 = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value)
  return bytes
}
const digits = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc
    .tuple(fc.integer(), fc.nat({ max: 999 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(3, '0')}`),
  fc.constantFrom(
    '9e999',
    '-9e999',
    '-0.0',
    '0',
    '1',
    '1e+15',
    '1e+18',
    '-1e+18',
    '9007199254740993',
    '140737488355328',
    '5.0',
  ),
)
const text = fc.oneof(
  digits,
  fc.string({ maxLength: 12 }).map((any) => any.replaceAll('\0', ' ').toWellFormed()),
  fc.constantFrom(
    '2026-11-27',
    '2026-11-27 10:00:00',
    ' 5 ',
    '5\n',
    '+5',
    '.5',
    '5.',
    '1e5',
    '1e',
    '0x10',
    '',
    'inf',
    '１',
  ),
)

function sent(affinity: Affinity): fc.Arbitrary<Sent> {
  const truth = fc.constantFrom<string | bigint>(0n, 1n, 'yes', '1', 'f')
  return fc.oneof(
    fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map((value) => ({
      add: addLong(affinity),
      bytes: int8(value),
      literal: String(value),
    })),
    digits.map((number) => ({ add: addNumber(affinity), bytes: Buffer.from(number), literal: number })),
    text.map((value) => ({
      add: addText(affinity),
      bytes: Buffer.from(value),
      literal: quoteLiteral(value),
    })),
    fc.uint8Array({ maxLength: 20 }).map((value) => ({
      add: addBlob,
      bytes: Buffer.from(value),
      literal: `x'${Buffer.from(value).toString('hex')}'`,
    })),
    fc.tuple(truth, truth, fc.boolean()).map(([t, f, isTrue]) => {
      const value = isTrue ? t : f
      return {
        add: addTruth({ t, f }, affinity),
        bytes: Buffer.from([isTrue ? 1 : 0]),
        literal: typeof value === 'string' ? quoteLiteral(value) : String(value),
      }
    }),
  )
}

test.each(Object.keys(DECLARED) as Affinity[])(
  'what goes into a record of affinity %s is what SQLite makes of the literal, or is left to SQLite',
  async (affinity) => {
    const values = fc.sample(sent(affinity), { numRuns: 4000, seed: 20_261_127 })
    const path = await sqliteFromSql(
      `create table t (v ${DECLARED[affinity]}); create table wanted (v ${DECLARED[affinity]})`,
    )
    const file = openSync(path, 'r+')
    const builder = new TableBuilder(file, 2)
    const record = new RecordBuilder(1)
    const literals: string[] = []
    for (const { add, bytes, literal } of values) {
      record.begin()
      const { buffer, byteOffset, length } = bytes
      if (add === null || !add(record, bytes, new DataView(buffer, byteOffset), 0, length)) continue
      record.end()
      literals.push(literal)
      builder.add(literals.length, record.bytes, record.length)
    }
    builder.finish()
    closeSync(file)
    expect(literals.length).toBeGreaterThan(values.length / 4)
    const database = new Database(path)
    database.exec('begin')
    for (const literal of literals) database.exec(`insert into wanted values (${literal})`)
    database.exec('commit')
    const different = `
      select w.rowid, w.v as wanted, t.v as found
        from wanted as w join t on t.rowid = w.rowid
       where typeof(t.v) <> typeof(w.v) or t.v is not w.v
          or (typeof(t.v) = 'real' and t.v = 0 and atan2(t.v, -1) <> atan2(w.v, -1))`
    expect(database.prepare(different).all().slice(0, 3)).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  },
)
