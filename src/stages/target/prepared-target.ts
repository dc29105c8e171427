import type { Issue } from '../../issues/issue.ts'
import type { TargetSchema } from './target-schema.ts'

/** The schema as PostgreSQL has really taken it. */
export interface PreparedTarget {
  readonly schema: TargetSchema
  readonly issues: readonly Issue[]
}
