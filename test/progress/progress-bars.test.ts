import { expect, test } from 'vitest'
import { progressBars } from '../../src/progress/progress-bars.ts'

const ERASE = '\r\u001b[2K'

function screenOf(columns: number) {
  const written: string[] = []
  const clock = { now: 0 }
  const display = progressBars({ columns, write: (text) => written.push(text) }, () => clock.now)
  return { written, clock, display }
}

test('draws one bar for the stage at work and leaves a line when it is finished', () => {
  const { written, clock, display } = screenOf(100)
  display.emit({ type: 'stage-started', stage: 'load', totalRows: 200 })
  clock.now = 1000
  display.emit({ type: 'rows-done', stage: 'load', table: 't', rows: 100 })
  display.emit({ type: 'stage-finished', stage: 'load', durationMs: 1000 })
  display.close()
  expect(written).toEqual([
    `${ERASE}load         ${'░'.repeat(24)}  0 of 200 rows, 0 rows/s`,
    `${ERASE}load         ${'█'.repeat(12)}${'░'.repeat(12)}  100 of 200 rows, 100 rows/s`,
    `${ERASE}load         100 rows in 1.0 s, 100 rows/s\n`,
  ])
})

test('draws at most ten times a second', () => {
  const { written, clock, display } = screenOf(100)
  display.emit({ type: 'stage-started', stage: 'load', totalRows: 1000 })
  for (clock.now = 1; clock.now <= 1000; clock.now++) {
    display.emit({ type: 'rows-done', stage: 'load', table: 't', rows: 1 })
  }
  expect(written).toHaveLength(11)
})

test('never writes a line that is wider than the terminal', () => {
  const { written, display } = screenOf(40)
  display.emit({ type: 'stage-started', stage: 'validation', totalRows: 1_000_000 })
  expect(written.map((text) => text.replace(ERASE, '').length)).toEqual([39])
})

test('takes 80 columns where the terminal does not tell', () => {
  const { written, clock, display } = screenOf(0)
  const rows = Number.MAX_SAFE_INTEGER
  display.emit({ type: 'stage-started', stage: 'validation', totalRows: rows })
  clock.now = 1000
  display.emit({ type: 'rows-done', stage: 'validation', table: 't', rows })
  expect(written.at(-1)?.replace(ERASE, '')).toHaveLength(79)
})

test('does not fill the bar beyond its end', () => {
  const { written, clock, display } = screenOf(100)
  display.emit({ type: 'stage-started', stage: 'load', totalRows: 2 })
  clock.now = 1000
  display.emit({ type: 'rows-done', stage: 'load', table: 't', rows: 5 })
  expect(written.at(-1)).toContain(`${'█'.repeat(24)}  5 of 2 rows`)
})

test('writes a note above the bar, without its escape sequences', () => {
  const { written, display } = screenOf(100)
  display.emit({ type: 'stage-started', stage: 'snapshot', totalRows: null })
  display.emit({ type: 'note', message: 'a\u001b[2Jb' })
  expect(written).toEqual([`${ERASE}snapshot     …`, `${ERASE}a\\u001b[2Jb\n`, `${ERASE}snapshot     …`])
})

test('erases the bar of a stage that did not come to its end', () => {
  const { written, display } = screenOf(100)
  display.emit({ type: 'stage-started', stage: 'snapshot', totalRows: null })
  display.close()
  expect(written.at(-1)).toBe(ERASE)
})

test('draws the stage that began last, and the one before it again when it is finished', () => {
  const { written, display } = screenOf(100)
  const shown = () => written.at(-1)?.replace(ERASE, '').trim()
  display.emit({ type: 'stage-started', stage: 'load', totalRows: 2 })
  display.emit({ type: 'rows-done', stage: 'load', table: 't', rows: 2 })
  display.emit({ type: 'stage-started', stage: 'validation', totalRows: 2 })
  expect(shown()).toMatch(/^validation .* 0 of 2 rows/)
  display.emit({ type: 'rows-done', stage: 'validation', table: 't', rows: 1 })
  display.emit({ type: 'stage-finished', stage: 'validation', durationMs: 1000 })
  expect(written).toContain(`${ERASE}validation   1 rows in 1.0 s, 1 rows/s\n`)
  expect(shown()).toMatch(/^load .* 2 of 2 rows/)
  display.emit({ type: 'stage-finished', stage: 'load', durationMs: 2000 })
  expect(shown()).toBe('load         2 rows in 2.0 s, 1 rows/s')
})
