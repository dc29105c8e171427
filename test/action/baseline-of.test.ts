import { expect, test } from 'vitest'
import { baselineOf } from '../../src/action/history/baseline-of.ts'
import { buildRunRecord } from '../../src/stages/record/build-run-record.ts'
import { EMPTY_HISTORY } from '../../src/stages/record/history.ts'
import { toRunDigest } from '../../src/stages/record/run-digest.ts'
import { exampleRun } from '../stages/record/example-run.ts'

const run = (sourcePath: string, table: string) =>
  buildRunRecord(exampleRun([{ name: table, rows: 1 }], { sourcePath }), EMPTY_HISTORY)
const shop = run('shop.db', 'orders')
const blog = toRunDigest(run('blog.db', 'posts'))
const before = toRunDigest(shop)

test('a run is compared with runs of its own database', () => {
  const baseline = { kind: 'found', branch: 'main', runs: [blog, before, blog] } as const
  expect(baselineOf(shop, baseline)).toEqual({ ...baseline, runs: [before] })
})

test('without one it has no baseline, and says why', () => {
  const baseline = { kind: 'found', branch: 'main', runs: [blog] } as const
  expect(baselineOf(shop, baseline)).toEqual({
    kind: 'none',
    reason: 'the runs before were of another database.',
  })
  const none = { kind: 'none', reason: 'nobody has looked' } as const
  expect(baselineOf(shop, none)).toBe(none)
})
