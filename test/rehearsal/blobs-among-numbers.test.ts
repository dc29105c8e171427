import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

const VALUES = `('1', 1), ('2', 2), ('3', 3.5), ('4', x'0001'), ('5', x'ff')`

test.each([
  [
    'blob',
    'quality/wrong-storage-class:b.v',
    '2 values are blobs beside 3 numbers; the target is double precision',
  ],
  ['numeric', 'quality/wrong-storage-class:b.v', '2 values are text or binary in a column of numbers'],
  [
    '',
    'schema/mixed-storage-classes:b.v',
    '2 values are of another storage class than most; the target is double precision, which refuses them',
  ],
])(
  'fewer blobs than numbers in a column declared %s are refused, told once, and change no number',
  async (declared, id, message) => {
    const { record, rows } = await remedied(
      `create table b (k text unique, v ${declared}); insert into b values ${VALUES}`,
      [],
      'select k, v from b order by k',
    )
    expect(rows.map(([key, value]) => [key, Number(value)])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 3.5],
    ])
    const told = record.issues.filter(({ column, priority }) => column === 'v' && priority === 'HIGH')
    expect(told.map((issue) => [issue.id, issue.rows, issue.message])).toEqual([[id, 2, message]])
    for (const { remedy } of told) expect(remedy).not.toMatch(/as BLOB/i)
    expect(record.summary).toMatchObject({
      validation: 'PASS',
      rowsLoaded: 3,
      rowsRejected: 2,
      mismatches: 0,
    })
  },
)

test('where texts are among them, the remedy for the blobs does not name the declaration that is there', async () => {
  const { record } = await remedied(
    `create table b (k text unique, v blob); insert into b values ${VALUES}, ('6', 6), ('7', 'x')`,
    [],
    'select k from b',
  )
  const told = record.issues.filter(({ code }) => code === 'binary-in-text')
  expect(told.map(({ rows, message }) => [rows, message])).toEqual([
    [2, '2 values are blobs among others that become texts, not valid UTF-8 or with the character U+0000'],
  ])
  for (const { remedy } of told) expect(remedy).not.toMatch(/as BLOB/i)
})
