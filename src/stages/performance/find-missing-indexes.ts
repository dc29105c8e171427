import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { Issue } from '../../issues/issue.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { ComparedQuery } from './compare-query.ts'
import { findMissingIndex } from './find-missing-index.ts'
import { missingIndexIssue } from './query-issues.ts'
import type { TimeLimits } from './time-limits.ts'

/**
 * The indexes that would help the queries that are slow, the slowest first, as long as there is time: an index of a large
 * table takes longer to create than most queries.
 */
export async function findMissingIndexes(
  compared: readonly ComparedQuery[],
  { connection, plan }: { readonly connection: PostgresConnection; readonly plan: MigrationPlan },
  { endsAt, signal }: TimeLimits,
): Promise<readonly Issue[]> {
  const slow = compared.filter(({ explained }) => explained !== null).toSorted((a, b) => took(b) - took(a))
  const issues: Issue[] = []
  for (const { outcome, explained } of slow) {
    signal.throwIfAborted()
    if (explained === null || outcome.postgresMs === null) continue
    const { query, postgresMs } = outcome
    const found = await findMissingIndex(connection, query.postgres, explained.root, postgresMs, plan, {
      endsAt,
    })
    if (found !== null) issues.push(missingIndexIssue(found, outcome))
  }
  return issues
}

function took({ outcome }: ComparedQuery): number {
  return outcome.postgresMs?.median ?? 0
}
