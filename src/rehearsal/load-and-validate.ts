import { stat } from 'node:fs/promises'
import { isDurable } from '../engines/postgres/durability.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { LoadResult, TableLoad } from '../stages/load/load-result.ts'
import { loadTables } from '../stages/load/load-tables.ts'
import { type ValidatedTables, validateTables } from '../stages/validation/validate-tables.ts'
import type { OpenTarget } from './open-target.ts'
import type { RunLog } from './run-log.ts'

export interface Moved {
  readonly load: LoadResult
  readonly validation: ValidatedTables
}

/**
 * Loads the rows and compares them. A foreign key is validated by one processor, so the rows, which do not change any
 * more, are compared meanwhile. Where one of the two fails, the other is stopped and waited for.
 *
 * @throws what `loadTables` and `validateTables` throw
 */
export async function loadAndValidate(
  { snapshot, schema, plan, database }: OpenTarget,
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
    const { rejectsDirectory } = run
    const { jobs, output } = settings
    const options = { jobs, rejectsDirectory, showValues: output.showValues, onRowsThere: compare }
    const load = await run.stage('load', () => loadTables(snapshot, schema, plan, database, options, context))
    run.loaded(load)
    const validation = await compare(load.tables)
    // from the first row to the last compared cell: the two stages overlap
    const elapsedMs = Math.round(performance.now() - started)
    const rehearsedBytes = (await stat(snapshot.path)).size
    run.measured({ durable: await isDurable(database), rehearsedBytes, elapsedMs })
    return { load, validation }
  } catch (error) {
    failed.abort(error)
    await Promise.allSettled([comparison])
    throw error
  }
}
