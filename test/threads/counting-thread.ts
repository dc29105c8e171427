import type { Reply } from '../../src/threads/serve-requests.ts'

// Answers in a thread of a pool: adds up what it is asked.

let sum = 0

export async function handle(number: number, tell: (progress: unknown) => void): Promise<Reply> {
  if (number < 0) throw new RangeError('no number below 0')
  tell(`counted ${number}`)
  sum += number
  return { value: sum, transfer: [] }
}
