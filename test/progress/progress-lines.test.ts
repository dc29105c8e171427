import { expect, test } from 'vitest'
import type { ProgressEvent } from '../../src/progress/context.ts'
import { progressLines } from '../../src/progress/progress-lines.ts'

/** Plays events at their times (in milliseconds) and gives the lines. */
function play(events: readonly (readonly [number, ProgressEvent])[]): readonly string[] {
  let now = 0
  const lines: string[] = []
  const display = progressLines(
    (text) => lines.push(text),
    () => now,
  )
  for (const [time, event] of events) {
    now = time
    display.emit(event)
  }
  display.close()
  return lines
}

const rows = (count: number) =>
  ({ type: 'rows-done', stage: 'load', table: 'players', rows: count }) as const satisfies ProgressEvent

test('writes a line when a stage starts and when it is finished', () => {
  expect(
    play([
      [0, { type: 'stage-started', stage: 'load', totalRows: 3_700_000 }],
      [1000, rows(3_700_000)],
      [2000, { type: 'stage-finished', stage: 'load', durationMs: 2000 }],
    ]),
  ).toEqual(['load: started, 3,700,000 rows\n', 'load: finished 3,700,000 rows in 2.0 s, 1,850,000 rows/s\n'])
})

test('adds rows up and writes at most one line in five seconds', () => {
  expect(
    play([
      [0, { type: 'stage-started', stage: 'load', totalRows: null }],
      [4999, rows(10)],
      [5000, rows(10)],
      [5001, rows(10)],
      [9999, rows(10)],
      [10_000, rows(60)],
    ]),
  ).toEqual(['load: started\n', 'load: 20 rows, 4 rows/s\n', 'load: 100 rows, 10 rows/s\n'])
})

test.each([
  [0, 'in 0 ms'],
  [999, 'in 999 ms'],
  [59_940, 'in 59.9 s'],
  [125_000, 'in 2 min 5 s'],
])('tells a duration of %i ms', (durationMs, expected) => {
  const lines = play([
    [0, { type: 'stage-started', stage: 'snapshot', totalRows: null }],
    [durationMs, { type: 'stage-finished', stage: 'snapshot', durationMs }],
  ])
  expect(lines.at(-1)).toBe(`snapshot: finished ${expected}\n`)
})

test('makes the escape sequences of a note harmless', () => {
  expect(play([[0, { type: 'note', message: 'table \u001b[2J' }]])).toEqual(['table \\u001b[2J\n'])
})
