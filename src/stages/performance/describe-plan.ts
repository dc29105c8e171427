import * as z from 'zod'
import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { formatCount } from '../../progress/amount.ts'
import { toPostgres } from './ask-postgres.ts'
import type { EngineQuery } from './query.ts'

/**
 * What is read of a plan. Conditions are there to find the columns that they are about; they can hold values, so no
 * text of them goes into a report. https://www.postgresql.org/docs/current/sql-explain.html
 */
const nodeSchema = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  Schema: z.string().optional(),
  Alias: z.string().optional(),
  'Index Name': z.string().optional(),
  'Plan Rows': z.number().optional(),
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().optional(),
  'Actual Total Time': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Join Filter': z.number().optional(),
  'Shared Hit Blocks': z.number().optional(),
  'Shared Read Blocks': z.number().optional(),
  'Sort Method': z.string().optional(),
  'Sort Key': z.array(z.string()).optional(),
  Filter: z.string().optional(),
  'Index Cond': z.string().optional(),
  'Hash Cond': z.string().optional(),
  'Merge Cond': z.string().optional(),
  'Join Filter': z.string().optional(),
  get Plans() {
    return z.array(nodeSchema).optional()
  },
})
export type PlanNode = z.infer<typeof nodeSchema>

const explainedSchema = z.tuple([
  z.object({
    Plan: nodeSchema,
    'Planning Time': z.number().optional(),
    'Execution Time': z.number().optional(),
  }),
])

export interface ExplainedQuery {
  readonly root: PlanNode
  /** Milliseconds by PostgreSQL's account; null where it was not run. */
  readonly executionMs: number | null
}

/**
 * Asks PostgreSQL how it answers a query, within a transaction that is there. Null where it refuses to say.
 *
 * @param how `plan` does not run it; `time` runs it and times the whole, `nodes` each node too, which slows it down
 */
export async function explainQuery(
  connection: PostgresConnection,
  query: EngineQuery,
  how: 'plan' | 'time' | 'nodes',
): Promise<ExplainedQuery | null> {
  const analyze = how === 'plan' ? '' : `analyze, buffers, timing ${how === 'nodes' ? 'on' : 'off'}, `
  try {
    const { rows } = await connection.read(
      // only so a plan tells the schemas of its tables
      `explain (${analyze}verbose, format json) ${query.sql}`,
      query.values.map(toPostgres),
    )
    const parsed = explainedSchema.safeParse(JSON.parse(rows[0]?.[0] ?? 'null'))
    if (!parsed.success) return null
    const [{ Plan: root, 'Planning Time': planning = 0, 'Execution Time': execution }] = parsed.data
    return { root, executionMs: execution === undefined ? null : planning + execution }
  } catch (error) {
    if (error instanceof PostgresRefusal) return null
    throw error
  }
}

/** All nodes of a plan with their depth, from the root. */
export function nodesOf(
  node: PlanNode,
  depth = 0,
): readonly { readonly node: PlanNode; readonly depth: number }[] {
  return [{ node, depth }, ...(node.Plans ?? []).flatMap((child) => nodesOf(child, depth + 1))]
}

/** The names of the indexes that a plan uses. */
export function indexesIn(root: PlanNode): readonly string[] {
  return [...new Set(nodesOf(root).flatMap(({ node }) => node['Index Name'] ?? []))]
}

const MOST_NODES = 30

/** `Seq Scan on players: 12.3 ms, 10 rows, 119,990 removed by its filter, 1,200 blocks`; names, but no values. */
export function describePlan(root: PlanNode): readonly string[] {
  return nodesOf(root)
    .slice(0, MOST_NODES)
    .map(({ node, depth }) => `${'  '.repeat(depth)}${describeNode(node)}`)
}

function describeNode(node: PlanNode): string {
  const index = node['Index Name'] === undefined ? '' : ` by ${node['Index Name']}`
  const relation = node['Relation Name'] === undefined ? '' : ` on ${node['Relation Name']}`
  const loops = node['Actual Loops'] ?? 1
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)
  const blocks = (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0)
  const time = node['Actual Total Time']
  const rows = node['Actual Rows']
  const facts = [
    time === undefined ? null : `${(time * loops).toFixed(1)} ms`,
    rows === undefined ? `${figure(node['Plan Rows'] ?? 0)} rows expected` : `${figure(rows * loops)} rows`,
    loops > 1 ? `${figure(loops)} times` : null,
    removed > 0 ? `${figure(removed * loops)} removed by its filter` : null,
    node['Sort Method'] ?? null,
    blocks > 0 ? `${figure(blocks)} blocks` : null,
  ]
  return `${node['Node Type']}${index}${relation}: ${facts.filter((fact) => fact !== null).join(', ')}`
}

function figure(value: number): string {
  return formatCount(Math.round(value))
}
