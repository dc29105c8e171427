import { openGivenDatabase } from '../engines/postgres/provision/given-database.ts'
import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { introspectTarget } from '../stages/target/introspect-target.ts'
import { arrivedRows } from '../stages/validation/arrived-rows.ts'
import { checkSequences } from '../stages/validation/check-sequences.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import type { ValidationResult } from '../stages/validation/validation-result.ts'
import { readSource } from './read-source.ts'
import { resolveIssues } from './resolve-issues.ts'
import { type Invocation, RunLog } from './run-log.ts'

/**
 * Compares the snapshot with a database that anyone has migrated: its values as the remedies of the settings change
 * them, for the issues of the schema that a rehearsal would derive. Nothing is written to the database: its session
 * is read-only.
 *
 * @throws RehearsalError when the source cannot be read or the record cannot be written
 */
export async function validate(
  settings: ParsedSettings,
  context: Context,
  invocation: Invocation,
): Promise<RunRecord> {
  const run = await RunLog.start(settings, context, invocation)
  const { prepare } = settings.resolution
  run.begin('snapshot')
  await run.guard(() =>
    withSnapshot({ ...settings.source, prepare }, context, async (taken) => {
      run.tookSnapshot(taken)
      const resolved = await run.stage('catalog', async () => {
        const source = await readSource(taken, settings, context)
        return await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context)
      })
      const { snapshot, catalog, renames } = resolved
      run.resolved({ ...resolved, issues: resolved.issues.filter(({ code }) => code === 'remedy-failed') })
      run.begin('postgres')
      const database = await openGivenDatabase(settings.postgres.url ?? '')
      const { schema, issues } = await introspectTarget(catalog, renames, database)
      run.preparedTarget(database, schema, issues)
      const plan = planMigration(catalog, schema, snapshot.encoding)
      const validation = await run.stage('validation', () =>
        validateTables(snapshot, plan, null, database, settings, context),
      )
      run.loaded(arrivedRows(catalog, schema, validation))
      run.validated(withMissing(validation, issues), await checkSequences(schema.sequences, database))
    }),
  )
  return await run.finish()
}

const NOT_THERE: ReadonlySet<IssueCode> = new Set(['target-table-missing', 'target-column-missing'])

/** Cells that the target does not have cannot have been compared. */
function withMissing(validation: ValidationResult, issues: readonly Issue[]): ValidationResult {
  const missing = issues.flatMap(({ code, table, message }) =>
    table !== null && NOT_THERE.has(code) ? [{ table, reason: message }] : [],
  )
  return { ...validation, notCompared: [...validation.notCompared, ...missing] }
}
