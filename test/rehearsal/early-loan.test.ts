import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import { EarlyLoan } from '../../src/rehearsal/early-loan.ts'

const NEVER = new AbortController().signal

test('what is begun early is there when it is taken, and ends when it is given back', async () => {
  const told: string[] = []
  const loan = new EarlyLoan<string>(async (_, use) => {
    told.push('begun')
    await use('server')
    told.push('ended')
  }, NEVER)
  expect(told).toEqual(['begun'])
  expect(await loan.take()).toBe('server')
  await loan.giveBack()
  expect(told).toEqual(['begun', 'ended'])
})

/** Fails a number of times, then lends how often it was asked. */
function lender(failures: number, error: Error) {
  let attempts = 0
  return async (_: AbortSignal, use: (lent: number) => Promise<void>) => {
    attempts += 1
    if (attempts <= failures) throw error
    await use(attempts)
  }
}

const LATE = new RehearsalError('postgres-unreachable', 'no answer in time', {
  hint: 'Wait.',
  timedOut: true,
})

test('a server that did not answer in time is tried again, once', async () => {
  const loan = new EarlyLoan<number>(lender(1, LATE), NEVER)
  await setTimeout(10)
  expect(await loan.take()).toBe(2)
  await loan.giveBack()
  const twice = new EarlyLoan<number>(lender(2, LATE), NEVER)
  await setTimeout(10)
  await expect(twice.take()).rejects.toBe(LATE)
})

test('a server that was listened to long enough is not waited for twice', async () => {
  const slow = async () => {
    await setTimeout(20)
    throw LATE
  }
  let attempts = 0
  const loan = new EarlyLoan<number>(
    () => {
      attempts += 1
      return slow()
    },
    NEVER,
    10,
  )
  await expect(loan.take()).rejects.toBe(LATE)
  expect(attempts).toBe(1)
})

test.each(['postgres-unreachable', 'postgres-refused', 'postgres-start-failed'] as const)(
  'what another attempt cannot mend is told at once: %s',
  async (code) => {
    const final = new RehearsalError(code, 'no', { hint: 'Mend it.' })
    const loan = new EarlyLoan<number>(lender(1, final), NEVER)
    await setTimeout(10)
    await expect(loan.take()).rejects.toBe(final)
  },
)

test('what nobody takes is ended, and its failure kept', async () => {
  const told: string[] = []
  const loan = new EarlyLoan<string>(async (signal) => {
    await once(signal, 'abort')
    await setTimeout(10)
    told.push('ended')
    throw signal.reason
  }, NEVER)
  await expect(loan.giveBack()).resolves.toBeUndefined()
  expect(told).toEqual(['ended'])
})
