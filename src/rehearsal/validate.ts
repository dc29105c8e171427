import type { ProvisionOptions } from '../engines/postgres/provision/provision.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { arrivedRows } from '../stages/validation/arrived-rows.ts'
import { checkSequences } from '../stages/validation/check-sequences.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import { findTarget } from './find-target.ts'
import type { Invocation } from './invocation.ts'
import { judgeValues, withGaps } from './judge-values.ts'
import { lendGiven } from './lend-postgres.ts'
import { OutputFolder } from './output-folder.ts'
import { inputsOf } from './protect-inputs.ts'
import { readSource, snapshotOptions } from './read-source.ts'
import { RunLog } from './run-log.ts'

/**
 * Compares the snapshot with a database that anyone has migrated: its cells, as the remedies of the settings change them,
 * its rules and its sequences. Nothing is written to it: its sessions are read-only. How PostgreSQL spells the rules of
 * the source is asked of a twin.
 *
 * @param twin where the twin is made: on an embedded server, if none is named
 * @throws RehearsalError when the source cannot be read or the record cannot be written
 */
export async function validate(
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
  twin: Pick<ProvisionOptions, 'url'> = { url: null },
): Promise<RunRecord> {
  return await OutputFolder.lend(settings.output, inputsOf(settings), (output) =>
    validateInto(output, settings, context, invocation, twin),
  )
}

async function validateInto(
  output: OutputFolder,
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
  twin: Pick<ProvisionOptions, 'url'>,
): Promise<RunRecord> {
  const run = await RunLog.start('validate', settings, context, invocation, output)
  const postgres = lendGiven(settings, context)
  await run.guard('snapshot', () =>
    withSnapshot(snapshotOptions(settings, invocation), context, async (taken) => {
      run.tookSnapshot(taken)
      const source = await run.stage('catalog', () => readSource(taken, settings, context))
      run.examining(taken.examine())
      const target = await run.stage('postgres', async () =>
        findTarget(source, await postgres.take(), twin, run, settings, context),
      )
      const { snapshot, catalog, database, schema, plan } = target
      run.preparedTarget(database, schema, target.issues)
      const validation = await run.stage('validation', () =>
        validateTables(snapshot, plan, null, database, settings, context),
      )
      const values = judgeValues(target)
      const sequences = await checkSequences(schema.sequences, database)
      run.loaded(arrivedRows(catalog, [...target.ledger, ...sequences.ledger], validation))
      const issues = [...validation.issues, ...values, ...sequences.issues]
      run.validated(withGaps(validation, [...target.issues, ...values]), issues)
    }).finally(() => postgres.giveBack()),
  )
  return await run.finish()
}
