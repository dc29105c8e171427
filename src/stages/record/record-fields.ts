import * as z from 'zod'

/** A number of things. */
export const count = () => z.int().nonnegative()
/** A duration. */
export const milliseconds = (what: string) => z.number().nonnegative().describe(`Milliseconds: ${what}`)

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** A moment that a calendar knows: no thirteenth month, and no thirtieth of February. */
export const moment = () =>
  z
    .string()
    .regex(MOMENT)
    .refine((text) => isMoment(text), { error: 'No such moment' })

function isMoment(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString() === text
}

/** Names a row; see `RowKey`. */
export const rowKey = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .describe('The row: its primary key, or its rowid. Blobs are x’…’ hex, integers beyond 2^53 decimal text')
