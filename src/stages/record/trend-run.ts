import * as z from 'zod'
import { count, milliseconds } from './record-fields.ts'

/** One run of the trend: what a plot over many runs shows of it. */
export const trendRunSchema = z.object({
  number: count().min(1).describe('The number of the run'),
  startedAt: z.string().describe('Start of the run, ISO 8601 in UTC'),
  durationMs: milliseconds('the whole run'),
  result: z.enum(['complete', 'partial', 'failure', 'error']).describe('Its verdict'),
  new: count().describe('Issues never seen before that run'),
  remaining: count().describe('Issues seen before and still open then'),
  resolved: count().describe('Issues that it found resolved'),
  regressed: count().describe('Issues that were back'),
  rowsRejected: count().describe('Rows that could not be loaded'),
})
