import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const FILE = new URL('../../src/threads/small-heap.ts', import.meta.url)

/** The number that a program prints, which does `first` before anything else. */
function printed(first: string, rest: string): number {
  const program = `
    import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8'
    import { keepHeapSmall } from '${FILE}'
    ${first}
    ${rest}`
  const args = ['--input-type=module', '--eval', program]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  // V8 tells here of a flag that it does not know
  expect(stderr).toBe('')
  return Number(stdout)
}

/** Prints the MB that V8 keeps for new objects after much garbage of which some lives on. */
const NEW_OBJECTS = `
  let kept = []
  for (let index = 0; index < 3e6; index += 1) {
    kept.push({ index })
    if (kept.length === 1e5) kept = []
  }
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
  console.log(space.space_size / 2 ** 20)`

/** Prints the most MB of a heap of which 20 live, while old objects become garbage one after the other. */
const OLD_OBJECTS = `
  const living = Array.from({ length: 200 }, (_, index) => Array.from({ length: 12_500 }, () => index + 0.5))
  let most = 0
  for (let index = 0; index < 1500; index += 1) {
    living[index % 200] = Array.from({ length: 12_500 }, () => index + 0.5)
    most = Math.max(most, getHeapStatistics().used_heap_size)
  }
  console.log(most / 2 ** 20)`

test('the memory for new objects stays as small as it is at the start', () => {
  expect(printed('keepHeapSmall()', NEW_OBJECTS)).toBeLessThanOrEqual(2)
  // how far it grows by itself depends on how busy the machine is
  expect(printed('', NEW_OBJECTS)).toBeGreaterThan(2)
})

test('garbage of old objects is collected before it is much more than what lives', () => {
  const most = printed('keepHeapSmall()', OLD_OBJECTS)
  expect(most).toBeLessThan(60)
  expect(printed('', OLD_OBJECTS)).toBeGreaterThan(2 * most)
})
