import { withScratchPostgres } from '../engines/postgres/provision/scratch-postgres.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import { readCatalog } from '../stages/catalog/read-catalog.ts'
import { selectTables } from '../stages/catalog/select-tables.ts'
import { loadTables } from '../stages/load/load-tables.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { prepareTarget } from '../stages/target/prepare-target.ts'
import { probeSequences } from '../stages/validation/probe-sequences.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import { type Invocation, RunLog } from './run-log.ts'

/**
 * One test run: reads the snapshot, resets a PostgreSQL, migrates, validates every cell, and writes the record
 * and the reports.
 *
 * A run that cannot go on after the snapshot was opened still gives a record, with the error in it.
 *
 * @throws RehearsalError when the source cannot be read or the record cannot be written
 */
export async function rehearse(
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
): Promise<RunRecord> {
  const run = await RunLog.start(settings, context, invocation)
  const scratch = { keep: settings.output.keep, signal: context.signal }
  run.begin('snapshot')
  await run.guard(() =>
    withSnapshot(settings.source, context, async (snapshot) => {
      run.tookSnapshot(snapshot)
      const whole = await run.stage('catalog', () => readCatalog(snapshot, context))
      const { catalog, excluded } = selectTables(whole, settings.tables)
      const derived = deriveSchema(catalog)
      run.readCatalog(catalog, excluded, locateRows(snapshot, catalog, derived.issues))
      run.begin('postgres')
      await withScratchPostgres(settings.postgres, scratch, async (database) => {
        const { schema, issues } = await prepareTarget(derived, database)
        run.preparedTarget(database, schema, issues)
        const plan = planMigration(catalog, schema, snapshot.encoding)
        const load = await run.stage('load', () =>
          loadTables(snapshot, schema, plan, database, run.loadOptions, context),
        )
        run.loaded(load)
        const validation = await run.stage('validation', () =>
          validateTables(snapshot, plan, load, database, settings, context),
        )
        const probed = await probeSequences(schema.sequences, database)
        run.validated(validation, [...validation.issues, ...probed])
      })
    }),
  )
  return await run.finish()
}
