import * as z from 'zod'

/** A number of things. */
export const count = () => z.int().nonnegative()
/** A duration. */
export const milliseconds = (what: string) => z.number().nonnegative().describe(`Milliseconds: ${what}`)

/** Names a row; see `RowKey`. */
export const rowKey = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .describe('The row: its primary key, or its rowid. Blobs are x’…’ hex, integers beyond 2^53 decimal text')
