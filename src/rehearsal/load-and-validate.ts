import type { PostgresDatabase } from '../engines/postgres/database.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { LoadResult, TableLoad } from '../stages/load/load-result.ts'
import { loadTables } from '../stages/load/load-tables.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { type ValidatedTables, validateTables } from '../stages/validation/validate-tables.ts'
import type { RunLog } from './run-log.ts'

export interface Moved {
  readonly load: LoadResult
  readonly validation: ValidatedTables
  /** From the first row to the last compared cell; the two stages overlap. */
  readonly elapsedMs: number
}

/**
 * Loads the rows and compares them. A foreign key is validated by one processor, so the rows, which do not change any
 * more, are compared meanwhile. Where one of the two fails, the other is stopped and waited for.
 *
 * @throws what `loadTables` and `validateTables` throw
 */
export async function loadAndValidate(
  { snapshot, schema, plan }: { snapshot: Snapshot; schema: TargetSchema; plan: MigrationPlan },
  database: PostgresDatabase,
  run: RunLog,
  settings: ParsedSettings,
  { emit, signal }: Context,
): Promise<Moved> {
  const started = performance.now()
  const failed = new AbortController()
  const context = { emit, signal: AbortSignal.any([signal, failed.signal]) }
  let comparison: Promise<ValidatedTables> | null = null
  const compare = (tables: readonly TableLoad[]) => {
    comparison ??= run.stage('validation', () =>
      validateTables(snapshot, plan, tables, database, settings, context),
    )
    comparison.catch((error: unknown) => failed.abort(error))
    return comparison
  }
  try {
    const options = { ...run.loadOptions, onRowsThere: compare }
    const load = await run.stage('load', () => loadTables(snapshot, schema, plan, database, options, context))
    run.loaded(load)
    const validation = await compare(load.tables)
    return { load, validation, elapsedMs: Math.round(performance.now() - started) }
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled([comparison])
    throw error
  }
}
