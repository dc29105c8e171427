import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { prepareSqlite } from './ask-sqlite.ts'
import { type ComparedQuery, compareQuery, notRun } from './compare-query.ts'
import { deriveWorkload } from './derive-workload.ts'
import { findMissingIndex, type MissingIndex } from './find-missing-index.ts'
import { verdictOfAll } from './grade.ts'
import { medianInterval } from './interval.ts'
import { lintQuery } from './lint-query.ts'
import type { PerformanceOptions } from './performance-options.ts'
import type { PerformanceResult } from './performance-result.ts'
import type { Query } from './query.ts'
import { issuesOfQuery, missingIndexIssue } from './query-issues.ts'
import { scopeOf, withSingleQuotes } from './query-scope.ts'
import { wholeTables } from './workload-tables.ts'

/** Both sides of a migration that was loaded. */
export interface MigratedSides {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly schema: Pick<TargetSchema, 'origin'>
  readonly plan: MigrationPlan
  readonly load: LoadResult
}

/**
 * Runs the workload on both engines: the results must be equal, and the times are compared. One query at a time, on a
 * machine that does nothing else for us. Nothing is changed in the database.
 *
 * @param given the owner's queries; empty derives them from the schema
 */
export async function compareQueries(
  given: readonly Query[],
  sides: MigratedSides,
  database: PostgresDatabase,
  options: PerformanceOptions,
  context: Context,
): Promise<PerformanceResult> {
  const source = sides.snapshot.open()
  const connection = await database.connect()
  try {
    return await compareAll(given, sides, source, connection, options, context)
  } finally {
    await connection.close()
    source.close()
  }
}

async function compareAll(
  given: readonly Query[],
  sides: MigratedSides,
  source: SqliteDatabase,
  connection: PostgresConnection,
  options: PerformanceOptions,
  { signal }: Context,
): Promise<PerformanceResult> {
  const endsAt = performance.now() + options.maxSeconds * 1000
  const queries = given.length > 0 ? given : deriveQueries(source, sides, options)
  const limits = { floorMs: options.floorMs, endsAt, signal }
  const compared: ComparedQuery[] = []
  const issues: Issue[] = []
  const missing: { readonly index: MissingIndex; readonly found: ComparedQuery }[] = []
  for (const query of queries) {
    signal.throwIfAborted()
    const scope = scopeOf(query.sqlite.sql, sides.catalog, sides.plan)
    const lint = query.spelled ? [] : lintQuery(query.name, scope)
    const sql = query.source === 'derived' ? query.sqlite.sql : withSingleQuotes(scope)
    const sqlite = { ...query.sqlite, sql }
    const found = await compareOne({ ...query, sqlite }, source, connection, limits)
    compared.push({ ...found, outcome: { ...found.outcome, query } })
    const rejecting = rejectingTables(scope.tables, sides.load)
    issues.push(...lint, ...issuesOfQuery(found, rejecting, lint.length > 0))
    const index = await missingIndex(found, connection, sides.plan, limits)
    if (index !== null) missing.push({ index, found })
  }
  issues.push(...missing.map(({ index, found }) => missingIndexIssue(index, found.outcome)))
  const outcomes = compared.map(({ outcome }) => outcome)
  const roundTrips = outcomes.flatMap(({ roundTripMs }) => roundTripMs ?? [])
  return {
    workload: given.length > 0 ? 'settings' : 'derived',
    ...verdictOfAll(outcomes),
    roundTripMs: roundTrips.length === 0 ? null : medianInterval(roundTrips).median,
    floorMs: options.floorMs,
    queries: outcomes,
    issues,
  }
}

function deriveQueries(
  source: SqliteDatabase,
  { catalog, plan, load, schema, snapshot }: MigratedSides,
  { seed }: PerformanceOptions,
): readonly Query[] {
  const textsSortAlike = schema.origin === 'derived' && snapshot.encoding === 'UTF-8'
  return deriveWorkload(source, wholeTables(catalog, plan, load), { seed, textsSortAlike })
}

type Limits = Parameters<typeof compareQuery>[3]

async function compareOne(
  query: Query,
  source: SqliteDatabase,
  connection: PostgresConnection,
  limits: Limits,
): Promise<ComparedQuery> {
  if (performance.now() > limits.endsAt) return notRun(query, 'the time for all queries had run out')
  const sqlite = prepareSqlite(source, query.sqlite)
  if (typeof sqlite === 'string') return notRun(query, sqlite)
  return await compareQuery(query, sqlite, connection, limits)
}

async function missingIndex(
  { outcome, explained }: ComparedQuery,
  connection: PostgresConnection,
  plan: MigrationPlan,
  limits: Limits,
): Promise<MissingIndex | null> {
  if (explained === null || outcome.postgresMs === null) return null
  const { query, postgresMs } = outcome
  return await findMissingIndex(connection, query.postgres, explained.root, postgresMs, plan, limits)
}

/** Tables that did not arrive whole: a query over them cannot give the same rows. */
function rejectingTables(tables: Catalog['tables'], load: LoadResult): readonly string[] {
  return tables.flatMap(({ name }) => {
    const loaded = load.tables.find(({ source }) => source === name)
    return loaded !== undefined && loaded.failure === null && loaded.rowsRejected === 0 ? [] : [name]
  })
}
