import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Begun } from '../../src/threads/begun.ts'

const NEVER = new AbortController().signal

test('work is begun once, by the first who asks', async () => {
  let times = 0
  const work = new Begun(async () => {
    times += 1
    return times
  })
  expect(work.begun).toBeNull()
  await work.settled(NEVER)
  expect(times).toBe(0)
  expect(await Promise.all([work.begin(), work.begin()])).toEqual([1, 1])
  expect(await work.begun).toBe(1)
})

test('a failure is told to who waits, and to nobody else', async () => {
  const work = new Begun(() => Promise.reject(new Error('broken')))
  const first = work.begin()
  await work.settled(NEVER)
  await expect(first).rejects.toThrow('broken')
  await expect(work.begun).rejects.toThrow('broken')
})

test('nobody waits for it once the run is cancelled', async () => {
  const work = new Begun(() => new Promise(() => {}))
  void work.begin()
  expect(await isOver(work.settled(AbortSignal.abort()))).toBe(true)
  const cancel = new AbortController()
  const waiting = work.settled(cancel.signal)
  expect(await isOver(waiting)).toBe(false)
  cancel.abort()
  expect(await isOver(waiting)).toBe(true)
})

/** Whether what needs no more than the queue of microtasks has come to its end. */
async function isOver(waiting: Promise<void>): Promise<boolean> {
  return await Promise.race([waiting.then(() => true), setImmediate(false)])
}
