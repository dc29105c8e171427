import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const FILE = new URL('../../src/threads/young-generation.ts', import.meta.url)

/** MB that V8 keeps for new objects after much garbage of which some lives on. */
function youngMegabytes(first: string): number {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { keepYoungGenerationSmall } from '${FILE}'
    ${first}
    let kept = []
    for (let index = 0; index < 3e6; index += 1) {
      kept.push({ index })
      if (kept.length === 1e5) kept = []
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    console.log(space.space_size / 2 ** 20)`
  const args = ['--input-type=module', '--eval', program]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  // V8 tells here of a flag that it does not know
  expect(stderr).toBe('')
  return Number(stdout)
}

test('the memory for new objects stays as small as it is at the start', () => {
  expect(youngMegabytes('keepYoungGenerationSmall()')).toBeLessThanOrEqual(2)
  // how far it grows by itself depends on how busy the machine is
  expect(youngMegabytes('')).toBeGreaterThan(2)
})
