import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { inTransaction } from './ask-postgres.ts'
import { explainQuery, nodesOf, type PlanNode } from './describe-plan.ts'
import type { EngineQuery } from './query.ts'

/** Milliseconds for an EXPLAIN that runs nothing. */
const TIMEOUT = 10_000

/**
 * The indexes that PostgreSQL would find the rows of a query by if it did not read a table whole, which is faster where the
 * table is small or most of it is asked for. https://www.postgresql.org/docs/current/runtime-config-query.html
 *
 * @param root the plan of the query as it is
 */
export async function passedOverIndexes(
  connection: PostgresConnection,
  query: EngineQuery,
  root: PlanNode,
): Promise<readonly string[]> {
  if (!nodesOf(root).some(({ node }) => node['Node Type'] === 'Seq Scan')) return []
  const planned = await inTransaction(connection, 'read only', TIMEOUT, async () => {
    await connection.query('set local enable_seqscan to off')
    return await explainQuery(connection, query, 'plan')
  })
  const nodes = planned === null ? [] : nodesOf(planned.root)
  // without a condition it would only be another way to read all rows
  return nodes.flatMap(({ node }) => (node['Index Cond'] === undefined ? [] : (node['Index Name'] ?? [])))
}
