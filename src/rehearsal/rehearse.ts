import { stat } from 'node:fs/promises'
import type { PostgresDatabase } from '../engines/postgres/database.ts'
import { isDurable } from '../engines/postgres/durability.ts'
import { withScratchPostgres } from '../engines/postgres/provision/scratch-postgres.ts'
import type { PostgresServer } from '../engines/postgres/server.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { analyzeTables } from '../stages/performance/analyze-tables.ts'
import { compareQueries } from '../stages/performance/compare-queries.ts'
import { readWorkload } from '../stages/performance/read-workload.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { checkSequences } from '../stages/validation/check-sequences.ts'
import { probeSequences } from '../stages/validation/probe-sequences.ts'
import { EarlyLoan } from './early-loan.ts'
import { executeChecklist } from './execute-checklist.ts'
import type { Invocation } from './invocation.ts'
import { loadAndValidate } from './load-and-validate.ts'
import { openDerived, openGiven, schemaSource } from './open-target.ts'
import { OutputFolder } from './output-folder.ts'
import { inputsOf } from './protect-inputs.ts'
import { readSource, snapshotOptions } from './read-source.ts'
import { resolveIssues, type ToTarget } from './resolve-issues.ts'
import { RunLog } from './run-log.ts'

interface Lent {
  readonly database: PostgresDatabase
  readonly server: PostgresServer
}

/**
 * One test run: reads the snapshot, applies the remedies of the settings to a private copy, resets a PostgreSQL,
 * migrates, validates every cell, and writes the record and the reports.
 *
 * A run that is cancelled, or cannot go on after the snapshot was opened, still gives a record, with the error in it.
 *
 * @throws RehearsalError when the source or the queries cannot be read or the record cannot be written
 */
export async function rehearse(
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
): Promise<RunRecord> {
  return await OutputFolder.lend(settings.output, inputsOf(settings), (output) =>
    rehearseInto(output, settings, context, invocation),
  )
}

async function rehearseInto(
  output: OutputFolder,
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
): Promise<RunRecord> {
  const run = await RunLog.start(settings, context, invocation, output)
  const workload = await readWorkload(settings.performance)
  const given = schemaSource(settings.target)
  const note = (message: string) => context.emit({ type: 'note', message })
  const size = Promise.withResolvers<number>()
  const wanted = { ...settings.postgres, ...invocation, sourceBytes: size.promise, note }
  const postgres = new EarlyLoan<Lent>(
    (signal, use) =>
      withScratchPostgres(wanted, { keep: settings.output.keep, signal }, (database, server) =>
        use({ database, server }),
      ),
    context.signal,
  )
  await run.guard('snapshot', () =>
    withSnapshot(snapshotOptions(settings), context, async (taken) => {
      run.tookSnapshot(taken)
      size.resolve((await stat(taken.path)).size)
      const source = await run.stage('catalog', () => readSource(taken, settings, context))
      run.examining(taken.examine())
      const resolve = (toTarget: ToTarget) => resolveIssues({ ...source, toTarget }, settings, context)
      // before a server is asked for, so that what is known is in the record even where none can be started
      const origin = given ?? run.resolved(await resolve(deriveSchema))
      run.begin('postgres')
      const { database, server } = await postgres.take()
      const { resolved, schema, issues } =
        'kind' in origin
          ? await openGiven(origin, source, resolve, { database, server }, context)
          : await openDerived(origin, database)
      if (given !== null) run.resolved(resolved)
      run.preparedTarget(database, schema, issues)
      const { snapshot, catalog } = resolved
      const plan = planMigration(catalog, schema, snapshot.encoding)
      const { load, validation, elapsedMs } = await loadAndValidate(
        { snapshot, schema, plan },
        database,
        run,
        settings,
        context,
      )
      const rehearsedBytes = (await stat(snapshot.path)).size
      run.measured({ durable: await isDurable(database), rehearsedBytes, elapsedMs })
      const sequences =
        given === null
          ? await probeSequences(schema.sequences, database)
          : (await checkSequences(schema.sequences, database)).issues
      run.validated(validation, [...validation.issues, ...sequences])
      const migrated = { snapshot, catalog, schema, plan, load, validation, database, server }
      const performance = settings.performance.enabled
        ? await run.stage('performance', async () => {
            await analyzeTables(plan, database, settings.jobs)
            const sides = { ...migrated, loadMs: run.took('load') }
            return await compareQueries(workload, sides, database, settings.performance, context)
          })
        : null
      if (performance !== null) run.comparedQueries(performance)
      const excluded = resolved.excluded.map(({ name }) => name)
      run.executed(
        await run.stage('readiness', () =>
          executeChecklist({ ...migrated, excluded, performance }, settings, context),
        ),
      )
    }).finally(() => postgres.giveBack()),
  )
  return await run.finish()
}
