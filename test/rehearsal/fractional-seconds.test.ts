import { expect, test } from 'vitest'
import fc from '../support/fast-check.ts'
import { remedied } from './remedied.ts'

test('seconds with a fraction arrive to the microsecond, and each gives its double again', async () => {
  const moments = fc.sample(fc.integer({ min: 100_000_000_000_000, max: 4_102_444_799_999_999 }), {
    numRuns: 500,
    seed: 20261127,
  })
  const distinct = [...new Set(moments)].map((microseconds) => microseconds / 1e6)
  const values = distinct.map((seconds, id) => `(${id}, ${seconds})`).join(', ')
  const { record, rows } = await remedied(
    `create table t (at timestamp primary key, id integer); insert into t (id, at) values ${values}`,
    [],
    'select extract(epoch from at)::text from t order by id',
  )
  expect(rows.map(([seconds]) => Number(seconds))).toEqual(distinct)
  expect(record.issues.map(({ id, rows: count }) => [id, count])).toEqual([
    ['quality/date-encoding:t.at', distinct.length],
  ])
})
