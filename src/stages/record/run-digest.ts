import * as z from 'zod'
import { RECORD_VERSION, type RunRecord, runRecordSchema } from './run-record.ts'

const { run, result, summary, issues } = runRecordSchema.shape

/** One line of the history: what the next runs need to know of this one. */
export const runDigestSchema = z.object({
  schemaVersion: z.literal(RECORD_VERSION),
  run: run.pick({ number: true, startedAt: true, durationMs: true, commit: true, status: true }),
  result,
  summary,
  issues: z.array(
    issues.element
      .pick({
        id: true,
        category: true,
        priority: true,
        state: true,
        firstSeenRun: true,
        table: true,
        declaredType: true,
        targetType: true,
        rows: true,
        message: true,
      })
      // Histories that were written before it was there are read as if it held nothing.
      .extend({ column: issues.element.shape.column.default(null) }),
  ),
})

export type RunDigest = z.infer<typeof runDigestSchema>

/** The digest of a record. */
export function toRunDigest(record: RunRecord): RunDigest {
  return runDigestSchema.parse(record)
}
