import { afterEach, expect, test } from 'vitest'
import { ThreadPool } from '../../src/threads/thread-pool.ts'

const HANDLER = new URL('./counting-thread.ts', import.meta.url)
const NEVER = new AbortController().signal

const pools: ThreadPool[] = []

function poolOf(most: number): ThreadPool {
  const pool = new ThreadPool(most, ({ message }) => new Error(`revived: ${message}`))
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

test('a thread answers by the module that it is told, which keeps what it knows', async () => {
  const pool = poolOf(1)
  const thread = await pool.take(NEVER)
  const heard: unknown[] = []
  expect(await thread.ask(HANDLER, 20, (progress) => heard.push(progress))).toBe(20)
  expect(await thread.ask(HANDLER, 22)).toBe(42)
  expect(heard).toEqual(['counted 20'])
  await expect(thread.ask(HANDLER, -1)).rejects.toThrow('revived: no number below 0')
})

test('there are no more threads than there may be, and who waits first is served first', async () => {
  const pool = poolOf(2)
  pool.start()
  const [first, second] = [await pool.take(NEVER), await pool.take(NEVER)]
  expect(first).not.toBe(second)
  const third = pool.take(NEVER)
  const fourth = pool.take(NEVER)
  pool.giveBack(second)
  expect(await Promise.race([third, fourth])).toBe(second)
  expect(await third).toBe(second)
  pool.giveBack(first)
  expect(await fourth).toBe(first)
})

test('threads read the module that they are told before they are asked', async () => {
  const pool = poolOf(1)
  pool.start(HANDLER)
  const thread = await pool.take(NEVER)
  expect(await thread.ask(HANDLER, 20)).toBe(20)
})

test('a module that cannot be read is an error only for who asks', async () => {
  const missing = new URL('./no-such-thread.ts', import.meta.url)
  const pool = poolOf(1)
  pool.start(missing)
  const thread = await pool.take(NEVER)
  await expect(thread.ask(missing, 20)).rejects.toThrow('no-such-thread')
  expect(await thread.ask(HANDLER, 20)).toBe(20)
})

test('who waits in vain is told why, and leaves the thread to the next', async () => {
  const pool = poolOf(1)
  const thread = await pool.take(NEVER)
  const controller = new AbortController()
  const waiting = pool.take(controller.signal)
  controller.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await expect(pool.take(controller.signal)).rejects.toThrow('enough')
  pool.giveBack(thread)
  expect(await pool.take(NEVER)).toBe(thread)
})

test('a thread that was ended refuses what it has not answered, and another takes its place', async () => {
  const pool = poolOf(1)
  const thread = await pool.take(NEVER)
  const waiting = pool.take(NEVER)
  const answer = expect(thread.ask(HANDLER, 1)).rejects.toThrow('a thread was ended before its answer')
  await thread.end()
  await answer
  pool.giveBack(thread)
  const next = await waiting
  expect(next).not.toBe(thread)
  expect(await next.ask(HANDLER, 5)).toBe(5)
})

test('a pool that is closed ends what its threads do', async () => {
  const pool = poolOf(1)
  const thread = await pool.take(NEVER)
  const answer = thread.ask(HANDLER, 1)
  await Promise.all([pool.close(), expect(answer).rejects.toThrow('ended before its answer')])
})
