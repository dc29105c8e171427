import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { RequestProcess, type RequestStopped } from '../../src/threads/request-process.ts'

const FILE = new URL('./dying-process.ts', import.meta.url)
const NEVER = new AbortController().signal
/** Milliseconds: in less than these every answer below is there, so that an answer never given fails its test. */
const LONG = 30_000

const NODE = process.execPath
const begun: RequestProcess<string>[] = []

function start(): RequestProcess<string> {
  const apart = new RequestProcess<string>(FILE, ({ message }) => new Error(message))
  begun.push(apart)
  return apart
}

afterEach(() => {
  process.execPath = NODE
  for (const apart of begun.splice(0)) apart.end()
})

test('a process that has died since the last answer is started again', async () => {
  const apart = start()
  const first = await apart.ask<number>('answer and end', LONG, NEVER)
  while (isKnown(first)) await delay(20)
  const second = await apart.ask<number>('who', LONG, NEVER)
  expect(second).not.toBe(first)
  expect(await apart.ask<number>('who', LONG, NEVER)).toBe(second)
})

test('a process that dies before its answer is no slow one', async () => {
  await expect(start().ask('end', LONG, NEVER)).rejects.toMatchObject({
    why: 'ended',
    message: 'its process has ended (exit code 3)',
  } satisfies Partial<RequestStopped>)
})

test.each(['at once', 'later'])('a process that cannot be started is no slow one, asked %s', async (when) => {
  process.execPath = '/nowhere/node'
  const apart = start()
  if (when === 'later') await delay(50)
  await expect(apart.ask('who', LONG, NEVER)).rejects.toMatchObject({
    why: 'ended',
    message: 'its process cannot be reached (spawn /nowhere/node ENOENT)',
  } satisfies Partial<RequestStopped>)
  process.execPath = NODE
  expect(await apart.ask('who', LONG, NEVER)).toBeTypeOf('number')
})

test('a process is stopped when its time is over, and when the run is cancelled', async () => {
  const apart = start()
  await apart.ask('who', LONG, NEVER)
  await expect(apart.ask('think', 20, NEVER)).rejects.toMatchObject({ why: 'timeout' })
  const cancel = new AbortController()
  const asked = apart.ask('think', LONG, cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(asked).rejects.toThrow('cancelled')
})

/** Also while it has ended and this process has not heard of it. https://man7.org/linux/man-pages/man2/kill.2.html */
function isKnown(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
