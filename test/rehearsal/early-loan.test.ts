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

test('a server that was not reached early is tried again, once', async () => {
  const unreached = new RehearsalError('postgres-unreachable', 'no answer in time', { hint: 'Wait.' })
  const loan = new EarlyLoan<number>(lender(1, unreached), NEVER)
  expect(await loan.take()).toBe(2)
  await loan.giveBack()
  await expect(new EarlyLoan<number>(lender(2, unreached), NEVER).take()).rejects.toBe(unreached)
})

test('what another attempt cannot mend is told at once', async () => {
  const unavailable = new RehearsalError('postgres-image-unavailable', 'no such image', { hint: 'Name one.' })
  await expect(new EarlyLoan<number>(lender(1, unavailable), NEVER).take()).rejects.toBe(unavailable)
})

test('what nobody takes is ended, and its failure kept', async () => {
  const loan = new EarlyLoan<string>(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    NEVER,
  )
  await loan.giveBack()
})
