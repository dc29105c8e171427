import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { formatIdentifier, formatQualified } from '../../sql/format-identifier.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import { inTransaction } from './ask-postgres.ts'
import { explainQuery, nodesOf, type PlanNode } from './describe-plan.ts'
import { type Interval, medianInterval } from './interval.ts'
import { timeWithoutRoundTrip } from './measure-query.ts'
import type { EngineQuery } from './query.ts'

/** An index that was tried and made a query faster. */
export interface MissingIndex {
  /** Of the source. */
  readonly table: string
  /** Columns of the target. */
  readonly columns: readonly string[]
  readonly sql: string
  /** Milliseconds of the query with it. */
  readonly postgresMs: Interval
}

interface Candidate {
  readonly plan: TablePlan
  readonly columns: readonly string[]
}

const MOST_TRIES = 6
/** From this many on one disturbed run moves nothing. */
const RUNS = 15
/** At least so many times faster, beyond doubt. */
const WORTHWHILE = 2

/**
 * Tries the indexes that the plan of a slow query asks for: creates each in a transaction, measures the query and rolls
 * back. Null where none helps.
 *
 * @param before what the query takes without one, in milliseconds
 * @param limits `endsAt` is on the clock of `performance.now()`
 */
export async function findMissingIndex(
  connection: PostgresConnection,
  query: EngineQuery,
  root: PlanNode,
  before: Interval,
  { tables }: MigrationPlan,
  limits: { readonly endsAt: number },
): Promise<MissingIndex | null> {
  const found: MissingIndex[] = []
  for (const candidate of candidatesIn(root, tables).slice(0, MOST_TRIES)) {
    const left = limits.endsAt - performance.now()
    if (left <= 0) break
    const postgresMs = await tryIndex(connection, query, candidate, left)
    if (postgresMs === null || postgresMs.high * WORTHWHILE > before.low) continue
    found.push({
      table: candidate.plan.source,
      columns: candidate.columns,
      sql: sqlOf(candidate),
      postgresMs,
    })
  }
  return found.toSorted((a, b) => a.postgresMs.median - b.postgresMs.median)[0] ?? null
}

async function tryIndex(
  connection: PostgresConnection,
  query: EngineQuery,
  candidate: Candidate,
  timeout: number,
): Promise<Interval | null> {
  return await inTransaction(connection, 'read write', timeout, async () => {
    try {
      await connection.query(`create index pg_rehearsal_tried on ${tableOf(candidate)}`)
    } catch (error) {
      if (error instanceof PostgresRefusal) return null
      throw error
    }
    const explained = await explainQuery(connection, query, 'plan')
    const isUsed =
      explained !== null &&
      nodesOf(explained.root).some(({ node }) => node['Index Name'] === 'pg_rehearsal_tried')
    if (!isUsed) return null
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const time = await timeWithoutRoundTrip(connection, query)
      if (time === null) return null
      times.push(time)
    }
    return medianInterval(times)
  })
}

function tableOf({ plan, columns }: Candidate): string {
  return `${quoteQualified(plan.target)} (${columns.map(quoteIdentifier).join(', ')})`
}

function sqlOf({ plan, columns }: Candidate): string {
  const { schema, name } = plan.target
  const table = schema === 'public' ? formatIdentifier(name) : formatQualified(plan.target)
  return `create index on ${table} (${columns.map(formatIdentifier).join(', ')})`
}

/** Columns that a scan of a whole table filters, joins or sorts by: first all that it filters by, then each alone. */
function candidatesIn(root: PlanNode, tables: readonly TablePlan[]): readonly Candidate[] {
  const nodes = nodesOf(root).map(({ node }) => node)
  const joins = nodes.flatMap((node) => [node['Hash Cond'], node['Merge Cond'], node['Join Filter']])
  const sorts = nodes.flatMap((node) => node['Sort Key'] ?? [])
  const candidates = nodes.flatMap((node) => {
    const plan = tables.find(
      ({ target }) => target.name === node['Relation Name'] && target.schema === node.Schema,
    )
    if (plan === undefined || !/^(Seq|Parallel Seq) Scan$/.test(node['Node Type'])) return []
    const filtered = columnsIn([node.Filter], plan, null)
    const joined = columnsIn(joins, plan, node.Alias ?? null)
    const sorted = columnsIn(sorts, plan, node.Alias ?? null)
    const single = [...filtered, ...joined].map((column) => [column])
    const several = [
      filtered.slice(0, 3),
      sorted.slice(0, 3),
      [...filtered.slice(0, 2), ...sorted.slice(0, 2)],
    ]
    return [...single, ...several.filter(({ length }) => length > 0)].map((columns) => ({
      plan,
      columns: [...new Set(columns)],
    }))
  })
  return [...new Map(candidates.map((candidate) => [sqlOf(candidate), candidate])).values()]
}

/** The columns of a table in conditions as PostgreSQL spells them; literals in them are passed over. */
function columnsIn(
  conditions: readonly (string | undefined)[],
  { columns }: TablePlan,
  alias: string | null,
): readonly string[] {
  const found = conditions.flatMap((condition) => {
    const names = (condition ?? '').replaceAll(/'(?:[^']|'')*'/g, '').matchAll(NAME)
    return [...names].flatMap(([, quotedOwner, owner = quotedOwner, quoted, bare]) => {
      if (owner !== undefined && alias !== null && owner !== alias) return []
      return columns.filter(({ target }) => target === (quoted?.replaceAll('""', '"') ?? bare))
    })
  })
  return [...new Set(found.map(({ target }) => target))]
}

const QUOTED = '"((?:[^"]|"")+)"'
const BARE = '([a-z_][a-z0-9_$]*)'
/** `column` or `owner.column`, each in quotes or without. */
const NAME = new RegExp(`(?:(?:${QUOTED}|${BARE})\\.)?(?:${QUOTED}|${BARE})`, 'g')
