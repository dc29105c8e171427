import * as z from 'zod'

/** Longer than the names of a matrix that GitHub runs. */
const MOST_TEXT = 2_000

/** Lies beside the record in its artifact, for the job that reads it: where the record comes from. */
export const artifactOriginSchema = z.object({
  schemaVersion: z.literal(1),
  /** Of the comment that the run would have written. */
  key: z.string().max(MOST_TEXT),
  /** Of the workflow; empty where an older version has not said it. */
  job: z.string().max(MOST_TEXT).default(''),
  step: z.string().max(MOST_TEXT).default(''),
  leg: z.string().max(MOST_TEXT),
  event: z.string().max(100),
  runId: z.int().nonnegative(),
  attempt: z.int().positive(),
  sha: z.string().max(100).nullable(),
  jobUrl: z.string().max(500).nullable(),
  /** Of the step that made the record; null where an older version has not said it. */
  exitCode: z.int().nullable().default(null),
})

export type ArtifactOrigin = z.infer<typeof artifactOriginSchema>

export const ORIGIN_FILE = 'origin.json'
