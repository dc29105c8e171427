import { stat } from 'node:fs/promises'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { analyzeTables } from '../stages/performance/analyze-tables.ts'
import { compareQueries } from '../stages/performance/compare-queries.ts'
import type { PerformanceResult } from '../stages/performance/performance-result.ts'
import type { Query } from '../stages/performance/query.ts'
import { readWorkload } from '../stages/performance/read-workload.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { executeChecklist } from './execute-checklist.ts'
import type { Invocation } from './invocation.ts'
import { lendPostgres } from './lend-postgres.ts'
import { loadAndValidate, type Moved } from './load-and-validate.ts'
import { type OpenTarget, openTarget, sequenceIssues } from './open-target.ts'
import { OutputFolder } from './output-folder.ts'
import { inputsOf } from './protect-inputs.ts'
import { readSource, snapshotOptions } from './read-source.ts'
import { RunLog } from './run-log.ts'
import { schemaSource } from './schema-source.ts'

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
  const isDerived = schemaSource(settings.target) === null
  const run = await RunLog.start('rehearse', settings, context, invocation, output)
  const workload = await readWorkload(settings.performance, context.signal)
  const size = Promise.withResolvers<number>()
  const postgres = lendPostgres(settings, invocation, size.promise, context, run.tellLeft)
  await run.guard('snapshot', () =>
    withSnapshot(snapshotOptions(settings, invocation), context, async (taken) => {
      run.tookSnapshot(taken)
      size.resolve((await stat(taken.path)).size)
      const source = await run.stage('catalog', () => readSource(taken, settings, context, isDerived))
      run.examining(taken.examine())
      const target = await openTarget(settings, source, postgres, run, context)
      const moved = await loadAndValidate(target, run, settings, context)
      run.validated(moved.validation, [...moved.validation.issues, ...(await sequenceIssues(target))])
      const migrated = { ...target, ...moved }
      const performance = await comparePerformance(workload, migrated, run, settings, context)
      const checklist = () => executeChecklist({ ...migrated, performance }, settings, context)
      run.executed(await run.stage('readiness', checklist))
    }).finally(() => postgres.giveBack()),
  )
  return await run.finish()
}

/** Null where the settings switch it off. */
async function comparePerformance(
  workload: readonly Query[],
  migrated: OpenTarget & Moved,
  run: RunLog,
  { performance: options, jobs }: ParsedSettings,
  context: Context,
): Promise<PerformanceResult | null> {
  if (!options.enabled) return null
  const { plan, database } = migrated
  const compared = await run.stage('performance', async () => {
    await analyzeTables(plan, database, jobs)
    return await compareQueries(
      workload,
      { ...migrated, loadMs: run.took('load') },
      database,
      options,
      context,
    )
  })
  run.comparedQueries(compared)
  return compared
}
