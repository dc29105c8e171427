import * as z from 'zod'
import { RECORD_VERSION, type RunRecord, runRecordSchema } from './run-record.ts'

const { run, source, target, result, summary, tables, issues } = runRecordSchema.shape

type Named = readonly { readonly name: string }[]

/** A digest names no more. */
const MAX_NAMED_TABLES = 100

/** The tables by which a database is known: the first of them, in the order of their names. */
export function knownBy(tables: Named): readonly string[] {
  const names = tables.map(({ name }) => name)
  return names.toSorted().slice(0, MAX_NAMED_TABLES)
}

/** One line of the history: what the next runs need to know of this one. */
export const runDigestSchema = z.object({
  schemaVersion: z.literal(RECORD_VERSION),
  run: run.pick({ number: true, startedAt: true, durationMs: true, commit: true, status: true }),
  // Histories that were written before the next two were there do not say which database it was.
  source: source.pick({ path: true }).nullable().default(null),
  tables: z.array(tables.element.pick({ name: true })).default([]),
  // Nor do they say whether it was a database that was there.
  target: target.pick({ schema: true }).nullable().default(null),
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
  const digest = runDigestSchema.parse(record)
  return { ...digest, tables: knownBy(digest.tables).map((name) => ({ name })) }
}
