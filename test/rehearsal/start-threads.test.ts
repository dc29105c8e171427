import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startThreads } from '../../src/rehearsal/start-threads.ts'
import { ThreadPool } from '../../src/threads/thread-pool.ts'
import { testSettings } from '../support/rehearse.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

const start = vi.spyOn(ThreadPool.prototype, 'start')
afterEach(() => start.mockClear())

/** Whether threads have begun for a source of this size, which nobody has read yet. */
async function hasBegunFor(bytes: number): Promise<boolean> {
  const snapshot = join(await temporaryDirectory(), 'app.db')
  await writeFile(snapshot, '')
  await truncate(snapshot, bytes)
  return await hasBegun(snapshot)
}

async function hasBegun(snapshot: string): Promise<boolean> {
  const threads = await startThreads(await testSettings(snapshot))
  await threads.close()
  return start.mock.calls.length > 0
}

describe('threads begin before the program is read', () => {
  test.each([
    [8 << 20, true],
    [(8 << 20) - 1, false],
  ])('for a source of %i bytes: %s', async (bytes, expected) => {
    expect(await hasBegunFor(bytes)).toBe(expected)
  })

  test('never for what is no file: the run tells what is wrong with it', async () => {
    const directory = await temporaryDirectory()
    const file = join(directory, 'file')
    await writeFile(file, '')
    await mkdir(join(directory, 'folder'))
    for (const path of ['folder', 'nowhere', 'file/below']) {
      expect(await hasBegun(join(directory, path))).toBe(false)
    }
  })
})
