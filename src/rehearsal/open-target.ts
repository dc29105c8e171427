import type { Issue } from '../issues/issue.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { SKIPPED } from '../stages/remedy/skip-target.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import { deriveSchema } from '../stages/target/derivation/derive-schema.ts'
import { prepareTarget } from '../stages/target/prepare-target.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { checkSequences } from '../stages/validation/check-sequences.ts'
import { probeSequences } from '../stages/validation/probe-sequences.ts'
import type { EarlyLoan } from './early-loan.ts'
import type { LentPostgres } from './lend-postgres.ts'
import { type Prepared, prepareGiven } from './prepare-given.ts'
import type { Source } from './read-source.ts'
import { resolveIssues } from './resolve-issues.ts'
import type { RunLog } from './run-log.ts'
import { schemaSource } from './schema-source.ts'

/** A target that is ready for the rows, and the source as the remedies have made it. */
export interface OpenTarget extends LentPostgres {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  /** Tables that the owner leaves out. */
  readonly excluded: readonly string[]
  /** Those of them that `include` and `exclude` leave to another run; not what a remedy skips. */
  readonly outOfScope: readonly string[]
  readonly schema: TargetSchema
  readonly plan: MigrationPlan
}

/**
 * Takes the PostgreSQL that is on its way, and makes the schema there, as the settings want it: derived from the source,
 * or created by the application.
 *
 * @throws RehearsalError where no server can be had; `schema-unreadable`, `schema-refused`, `schema-command-failed`;
 * `remedy-invalid`
 */
export async function openTarget(
  settings: ParsedSettings,
  source: Source,
  postgres: EarlyLoan<LentPostgres>,
  run: RunLog,
  context: Context,
): Promise<OpenTarget> {
  const given = schemaSource(settings.target)
  const prepare: Prepare =
    given === null
      ? await deriving(settings, source, run, context)
      : (place) => prepareGiven(given, settings, source, place, run, context)
  const { place, resolved, schema, issues } = await run.stage('postgres', async () => {
    const place = await postgres.take()
    return { place, ...(await prepare(place)) }
  })
  run.preparedTarget(place.database, schema, issues)
  const { snapshot, catalog } = resolved
  const excluded = resolved.excluded.map(({ name }) => name)
  const outOfScope = resolved.excluded.filter(({ reason }) => reason !== SKIPPED).map(({ name }) => name)
  return {
    ...place,
    snapshot,
    catalog,
    excluded,
    outOfScope,
    schema,
    plan: planMigration(catalog, schema, snapshot.encoding),
  }
}

/** The next value of each sequence: tried by an INSERT, or read where an INSERT may fire what is not ours. */
export async function sequenceIssues({ schema, database }: OpenTarget): Promise<readonly Issue[]> {
  return schema.origin === 'derived'
    ? await probeSequences(schema.sequences, database)
    : (await checkSequences(schema.sequences, database)).issues
}

type Prepare = (place: LentPostgres) => Promise<Prepared>

/** Derived before a server is asked for, so that what is known is in the record even where none can be started. */
async function deriving(
  settings: ParsedSettings,
  source: Source,
  run: RunLog,
  context: Context,
): Promise<Prepare> {
  const resolved = run.resolved(await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context))
  return async ({ database }) => ({ resolved, ...(await prepareTarget(resolved.schema, database)) })
}
