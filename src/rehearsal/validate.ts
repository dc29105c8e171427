import type { PostgresDatabase } from '../engines/postgres/database.ts'
import { withGivenDatabase } from '../engines/postgres/provision/given-database.ts'
import type { ProvisionOptions } from '../engines/postgres/provision/provision.ts'
import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import type { PlannedIssue } from '../issues/planned-issue.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { predictChanges, predictMisfits } from '../stages/plan/predict-misfits.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import type { TextEncoding } from '../stages/snapshot/snapshot.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { compareSchemas } from '../stages/target/compare-schemas.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { matchTarget } from '../stages/target/match-target.ts'
import { readFactsOf } from '../stages/target/read-schema-facts.ts'
import { readTwin } from '../stages/target/read-twin.ts'
import type { SchemaFacts } from '../stages/target/schema-facts.ts'
import { sourceFacts } from '../stages/target/source-facts.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { arrivedRows } from '../stages/validation/arrived-rows.ts'
import { checkSequences } from '../stages/validation/check-sequences.ts'
import { tooLargeIssues } from '../stages/validation/too-large-rows.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import type { ValidationResult } from '../stages/validation/validation-result.ts'
import type { Invocation } from './invocation.ts'
import { measureMoments } from './measure-moments.ts'
import { OutputFolder } from './output-folder.ts'
import { inputsOf } from './protect-inputs.ts'
import { readSource, type Source, snapshotOptions } from './read-source.ts'
import { resolveIssues, type ToTarget } from './resolve-issues.ts'
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
  await run.guard('snapshot', () =>
    withSnapshot(snapshotOptions(settings), context, async (taken) => {
      run.tookSnapshot(taken)
      const source = await run.stage('catalog', () => readSource(taken, settings, context))
      run.examining(taken.examine())
      run.begin('postgres')
      const { url, version } = settings.postgres
      await withGivenDatabase(url ?? '', version, context.signal, (database) =>
        compareWith(database, source, run, settings, context, twin),
      )
    }),
  )
  return await run.finish()
}

async function compareWith(
  database: PostgresDatabase,
  source: Source,
  run: RunLog,
  settings: ParsedSettings,
  context: Context,
  twin: Pick<ProvisionOptions, 'url'>,
): Promise<void> {
  const actual = await readFactsOf(database)
  const found: ToTarget = (catalog, renames) =>
    matchTarget(catalog, deriveSchema(catalog, renames), actual, renames).schema
  const measured = await measureMoments(source, found, settings, context)
  const toTarget = targetOf(actual, source.snapshot.encoding)
  const resolved = await resolveIssues({ ...measured, toTarget }, settings, context)
  run.resolved({ ...resolved, issues: resolved.issues.filter(({ code }) => OF_REMEDIES.has(code)) })
  const { snapshot, catalog, renames, schema: derived } = resolved
  const { schema: given, issues } = matchTarget(catalog, derived, actual, renames)
  const expected = await readTwin(
    catalog,
    derived,
    { ...twin, version: database.majorVersion },
    context.signal,
  )
  const rules = compareSchemas({ catalog, derived, expected, given, actual })
  const broken = locateRows(snapshot, catalog, rules.issues)
  run.preparedTarget(database, given, [...issues, ...broken])
  const plan = planMigration(catalog, given, snapshot.encoding)
  const validation = await run.stage('validation', () =>
    validateTables(snapshot, plan, null, database, settings, context),
  )
  const misfits = [
    ...given.issues,
    ...sourceFacts(derived),
    ...tooLargeIssues(plan),
    ...unheldValues(catalog, given, plan),
    ...lostDifferences(catalog, given, plan),
  ]
  const unheld = locateRows(snapshot, catalog, misfits)
  const sequences = await checkSequences(given.sequences, database)
  run.loaded(arrivedRows(catalog, [...rules.ledger, ...sequences.ledger], validation))
  run.validated(withGaps(validation, [...issues, ...unheld]), [
    ...validation.issues,
    ...unheld,
    ...sequences.issues,
  ])
}

/** What the source asks for, and which of its values the target cannot hold: a remedy may be for either. */
function targetOf(actual: SchemaFacts, encoding: TextEncoding): ToTarget {
  return (catalog, renames) => {
    const derived = deriveSchema(catalog, renames)
    const { schema: given } = matchTarget(catalog, derived, actual, renames)
    const plan = planMigration(catalog, given, encoding)
    return { ...derived, issues: [...derived.issues, ...unheldValues(catalog, given, plan)] }
  }
}

/** The rules of the target tell of NULLs. */
function unheldValues(catalog: Catalog, given: TargetSchema, plan: MigrationPlan): readonly PlannedIssue[] {
  return predictMisfits(catalog, given, plan).filter(({ issue }) => issue.code !== 'null-in-not-null')
}

const OF_REMEDIES: ReadonlySet<IssueCode> = new Set(['remedy-failed', 'generated-column-remedied'])

/**
 * What two values of the source differ in, and the target does not tell any more; and blanks that it adds, which are equal
 * for it, and not for its clients. No comparison of cells can show it.
 */
function lostDifferences(
  catalog: Catalog,
  given: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  return predictChanges(catalog, given, plan).filter(({ issue }) => LOST.has(issue.code))
}

const LOST: ReadonlySet<IssueCode> = new Set([
  'mixed-storage-classes',
  'blob-in-text',
  'text-in-blob',
  'time-zone-normalised',
  'char-padded',
])

const GAPS: ReadonlySet<IssueCode> = new Set([
  'target-table-missing',
  'target-column-missing',
  'value-too-large',
])

/** Cells that the target does not have, or that nobody can read, cannot have been compared. */
function withGaps(validation: ValidationResult, issues: readonly Issue[]): ValidationResult {
  const gaps = issues.flatMap(({ code, table, message }) =>
    table !== null && GAPS.has(code) ? [{ table, reason: message }] : [],
  )
  return { ...validation, notCompared: [...validation.notCompared, ...gaps] }
}
