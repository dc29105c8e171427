import * as z from 'zod'

/** Lies beside the record in its artifact, for the job that reads it: where the record comes from. */
export const artifactOriginSchema = z.object({
  schemaVersion: z.literal(1),
  /** Of the comment that the run would have written. */
  key: z.string().max(300),
  leg: z.string().max(300),
  event: z.string().max(100),
  runId: z.int().nonnegative(),
  attempt: z.int().positive(),
  sha: z.string().max(100).nullable(),
  jobUrl: z.string().max(500).nullable(),
})

export type ArtifactOrigin = z.infer<typeof artifactOriginSchema>

export const ORIGIN_FILE = 'origin.json'
