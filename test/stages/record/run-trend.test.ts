import { expect, test } from 'vitest'
import { buildRunRecord } from '../../../src/stages/record/build-run-record.ts'
import { parseRunRecord } from '../../../src/stages/record/parse-run-record.ts'
import { toRunDigest } from '../../../src/stages/record/run-digest.ts'
import { MAX_TREND_RUNS } from '../../../src/stages/record/run-trend.ts'
import { runs } from './build-record.ts'
import { exampleRun, ORPHANS, WRONG_CLASS } from './example-run.ts'

test('the trend tells of each run what its own record tells', () => {
  const records = runs([ORPHANS], [ORPHANS, WRONG_CLASS], [WRONG_CLASS], [ORPHANS, WRONG_CLASS])
  const trend = records.at(-1)?.trend ?? []
  expect(trend.map((run) => [run.number, run.new, run.remaining, run.resolved, run.regressed])).toEqual([
    [1, 1, 0, 0, 0],
    [2, 1, 1, 0, 0],
    [3, 0, 1, 1, 0],
    [4, 0, 1, 0, 1],
  ])
  expect(trend).toMatchObject(
    records.map(({ run, result, summary }) => ({
      startedAt: run.startedAt,
      durationMs: run.durationMs,
      result,
      rowsRejected: summary.rowsRejected,
    })),
  )
})

test('a first run is its own trend', () => {
  expect(runs([ORPHANS])[0]?.trend).toHaveLength(1)
})

test('the trend forgets the oldest runs, never this one', () => {
  const [first] = runs([ORPHANS])
  if (first === undefined) throw new Error('there is a first run')
  const earlier = Array.from({ length: MAX_TREND_RUNS + 5 }, (_, index) => ({
    ...toRunDigest(first),
    run: { ...first.run, number: index + 1 },
  }))
  const { trend } = buildRunRecord(exampleRun([]), { runs: earlier, notes: [] })
  expect(trend).toHaveLength(MAX_TREND_RUNS)
  expect([trend[0]?.number, trend.at(-1)?.number]).toEqual([7, MAX_TREND_RUNS + 6])
})

test('a record that was written before there were trends has none', () => {
  const [{ trend: _, ...old } = {}] = runs([ORPHANS])
  expect(parseRunRecord(JSON.stringify(old)).trend).toEqual([])
})
