import { expect, test } from 'vitest'
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

test('what failed early is tried again, and the second failure is told', async () => {
  let attempts = 0
  const lend = async (_: AbortSignal, use: (lent: number) => Promise<void>) => {
    attempts += 1
    if (attempts === 1) throw new Error('no time')
    await use(attempts)
  }
  const loan = new EarlyLoan<number>(lend, NEVER)
  expect(await loan.take()).toBe(2)
  await loan.giveBack()
  const hopeless = new EarlyLoan<number>(() => Promise.reject(new Error('no server')), NEVER)
  await expect(hopeless.take()).rejects.toThrow('no server')
})

test('what nobody takes is ended, and its failure kept', async () => {
  const loan = new EarlyLoan<string>(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    NEVER,
  )
  await loan.giveBack()
})
