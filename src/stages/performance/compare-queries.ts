import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import type { Issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { SqliteAsker } from './ask-sqlite.ts'
import { prepareTrial } from './compare-in-locale.ts'
import { holdsMoments } from './compare-in-time-zone.ts'
import { type ComparedQuery, compareQuery, notRun, type Trials } from './compare-query.ts'
import { comparedByLetters } from './compared-moments.ts'
import { comparedTexts } from './compared-texts.ts'
import { deriveWorkload } from './derive-workload.ts'
import { findMissingIndexes } from './find-missing-indexes.ts'
import { verdictOfAll } from './grade.ts'
import { medianInterval } from './interval.ts'
import { lintQuery } from './lint-query.ts'
import type { PerformanceOptions } from './performance-options.ts'
import type { PerformanceResult } from './performance-result.ts'
import { tablesOutOfScope, viewsRead } from './queries-out-of-scope.ts'
import type { Query } from './query.ts'
import { issuesElsewhere, issuesOfQuery } from './query-issues.ts'
import { type QueryScope, scopeOf, withSingleQuotes } from './query-scope.ts'
import { limitsOf, type TimeLimits } from './time-limits.ts'
import { toleranceFor } from './tolerance.ts'
import { unsortedLimit } from './unsorted-limit.ts'
import { wholeTables } from './workload-tables.ts'

/** Both sides of a migration that was loaded. */
export interface MigratedSides {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly schema: Pick<TargetSchema, 'origin'>
  readonly plan: MigrationPlan
  readonly load: LoadResult
  /** Tables of the source that this run leaves to another one. */
  readonly outOfScope: readonly string[]
  /** Milliseconds that the load has taken. */
  readonly loadMs: number
}

/**
 * Runs the workload on both engines: the results must be equal, and the times are compared. One query at a time, on a
 * machine that does nothing else for us. Nothing is changed in the database. Derived queries take only a small part of
 * the time that the load has taken: the cheapest first, and those that there is no time for are named.
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
  const sqlite = new SqliteAsker(sides.snapshot.path, context.signal)
  try {
    const connection = await database.connect()
    try {
      const trials = {
        locale: given.length > 0 ? await prepareTrial(connection, database.ownName) : null,
        inTimeZone: holdsMoments(sides.plan),
      }
      return await compareAll(
        given,
        sides,
        { sqlite, connection, plan: sides.plan, trials },
        options,
        context,
      )
    } finally {
      await connection.close()
    }
  } finally {
    sqlite.close()
  }
}

interface Asked {
  readonly sqlite: SqliteAsker
  readonly connection: PostgresConnection
  readonly plan: MigrationPlan
  readonly trials: Trials
}

interface OneQuery {
  readonly compared: ComparedQuery
  readonly issues: readonly Issue[]
}

async function compareAll(
  given: readonly Query[],
  sides: MigratedSides,
  asked: Asked,
  options: PerformanceOptions,
  { signal }: Context,
): Promise<PerformanceResult> {
  const workload = given.length > 0 ? 'settings' : 'derived'
  const queries = given.length > 0 ? given : deriveQueries(sides, options)
  await asked.sqlite.start()
  const limits = limitsOf(workload, options, sides.loadMs, signal)
  const found = new Map<Query, OneQuery>()
  for (const query of cheapestFirst(queries)) {
    signal.throwIfAborted()
    found.set(query, await compareOne(query, sides, asked, limits))
  }
  const all = queries.flatMap((query) => found.get(query) ?? [])
  const outcomes = all.map(({ compared }) => compared.outcome)
  const missing = await findMissingIndexes(
    all.map(({ compared }) => compared),
    asked,
    limits,
  )
  const roundTrips = outcomes.flatMap(({ roundTripMs }) => roundTripMs ?? [])
  return {
    workload,
    ...verdictOfAll(outcomes),
    roundTripMs: roundTrips.length === 0 ? null : medianInterval(roundTrips).median,
    floorMs: options.floorMs,
    queries: outcomes,
    issues: [...all.flatMap(({ issues }) => issues), ...missing],
  }
}

function deriveQueries(
  { catalog, plan, load, schema, snapshot }: MigratedSides,
  { seed }: PerformanceOptions,
): readonly Query[] {
  const source = snapshot.open()
  try {
    const textsSortAlike = schema.origin === 'derived' && snapshot.encoding === 'UTF-8'
    return deriveWorkload(source, wholeTables(catalog, plan, load), { seed, textsSortAlike })
  } finally {
    source.close()
  }
}

/** Those of the owner in his order. */
function cheapestFirst(queries: readonly Query[]): readonly Query[] {
  return queries.toSorted((a, b) => (a.reads ?? 0) - (b.reads ?? 0))
}

async function compareOne(
  query: Query,
  { catalog, plan, load, outOfScope }: MigratedSides,
  { sqlite, connection, trials }: Asked,
  limits: TimeLimits,
): Promise<OneQuery> {
  const missing = tablesOutOfScope(query.sqlite.sql, outOfScope, catalog.views)
  if (missing.length > 0) return withoutTables(query, missing)
  const scope = scopeOf(query.sqlite, catalog, plan)
  const lint = query.spelled ? [] : lintQuery(query.name, scope)
  const sql = query.source === 'derived' ? query.sqlite.sql : withSingleQuotes(scope)
  const views = viewsRead(query.sqlite.sql, catalog.views).map((view) => view.sql)
  const tolerance = toleranceFor([query.sqlite, query.postgres], views, query.source === 'derived')
  const spelled = { ...query, sqlite: { ...query.sqlite, sql }, tolerance }
  const found = await compareQuery(spelled, sqlite, connection, limits, trials)
  const compared = { ...found, outcome: { ...found.outcome, query } }
  const rejecting = rejectingTables(scope.tables, load)
  const texts = comparedTexts(scopeOf(query.postgres, catalog, plan))
  const elsewhere = issuesElsewhere(query.name, found.elsewhere, texts)
  const cause = rejecting.length > 0 ? null : causeOf(spelled, found, scope)
  const told = { ...found, remedy: found.remedy ?? cause }
  return { compared, issues: [...lint, ...issuesOfQuery(told, rejecting, lint), ...elsewhere] }
}

/** What to write for a difference, where the text of the query shows what can be its cause. */
function causeOf(query: Query, { difference, outcome }: ComparedQuery, scope: QueryScope): string | null {
  if (difference === null || query.spelled) return null
  const limit = unsortedLimit(query.sqlite)
  // which rows come can change from one load to the next
  if (limit !== null && outcome.rows === limit)
    return 'Sort by a unique key in front of the LIMIT: without an order each engine takes any rows.'
  return comparedByLetters(scope)
}

/** Only a run that has the tables can tell what becomes of the query, so neither engine is asked. */
function withoutTables(query: Query, missing: readonly string[]): OneQuery {
  const found = notRun(query, `it reads ${missing.join(', ')}, which this run leaves out`)
  const compared = { ...found, outcome: { ...found.outcome, outOfScope: missing } }
  return { compared, issues: issuesOfQuery(compared, [], []) }
}

/** Tables that did not arrive whole: a query over them cannot give the same rows. */
function rejectingTables(tables: Catalog['tables'], load: LoadResult): readonly string[] {
  return tables.flatMap(({ name }) => {
    const loaded = load.tables.find(({ source }) => source === name)
    return loaded !== undefined && loaded.failure === null && loaded.rowsRejected === 0 ? [] : [name]
  })
}
