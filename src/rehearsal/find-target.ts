import type { PostgresDatabase } from '../engines/postgres/database.ts'
import type { ProvisionOptions } from '../engines/postgres/provision/provision.ts'
import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import { compareSchemas } from '../stages/target/compare-schemas.ts'
import { deriveSchema } from '../stages/target/derivation/derive-schema.ts'
import { matchTarget } from '../stages/target/given/match-target.ts'
import { readTwin } from '../stages/target/given/read-twin.ts'
import type { LedgerEntry } from '../stages/target/ledger-entry.ts'
import type { Renames } from '../stages/target/names/renames.ts'
import { readFactsOf } from '../stages/target/read-schema-facts.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { measureMoments } from './measure-moments.ts'
import type { Source } from './read-source.ts'
import { resolveIssues, type ToTarget } from './resolve-issues.ts'
import type { RunLog } from './run-log.ts'
import { unheldValues } from './unheld-values.ts'

/** The source as the remedies make it, found in a database that another tool has filled. */
export interface FoundTarget {
  readonly database: PostgresDatabase
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  /** What the source asks for. */
  readonly derived: TargetSchema
  /** The part of the database that holds the source. */
  readonly schema: TargetSchema
  readonly plan: MigrationPlan
  /** What of the source is not there, has other types, or has other rules. */
  readonly issues: readonly Issue[]
  /** What became of each object of the source, but for the sequences that are there. */
  readonly ledger: readonly LedgerEntry[]
}

/**
 * Finds the tables and columns of the source in a database that exists, applies the remedies to what the source asks for
 * and to what the database cannot hold of it, and compares the rules.
 *
 * @param twin where the rules of the source are spelled by PostgreSQL
 * @throws RehearsalError `remedy-invalid`, `settings-invalid` for a rename that cannot be; the reason of the signal
 */
export async function findTarget(
  source: Source,
  database: PostgresDatabase,
  twin: Pick<ProvisionOptions, 'url'>,
  run: RunLog,
  settings: ParsedSettings,
  context: Context,
): Promise<FoundTarget> {
  const actual = await readFactsOf(database)
  const match = (catalog: Catalog, renames: Renames, derived = deriveSchema(catalog, renames)) => {
    const { schema, issues } = matchTarget(catalog, derived, actual, renames)
    const plan = planMigration(catalog, schema, source.snapshot.encoding)
    return { catalog, derived, schema, plan, issues }
  }
  const toTarget: ToTarget = (...wanted) => {
    const { catalog, derived, schema, plan } = match(...wanted)
    return { ...derived, issues: [...derived.issues, ...unheldValues(catalog, schema, plan)] }
  }
  const measured = await measureMoments(source, (...wanted) => match(...wanted).schema, settings, context)
  const resolved = await resolveIssues({ ...measured, toTarget }, settings, context)
  run.resolved({ ...resolved, issues: resolved.issues.filter(({ code }) => OF_REMEDIES.has(code)) })
  const { snapshot, renames } = resolved
  const found = match(resolved.catalog, renames, resolved.schema)
  const server = { ...twin, version: database.majorVersion }
  const expected = await readTwin(found.catalog, found.derived, server, context.signal)
  const rules = compareSchemas({ ...found, given: found.schema, expected, actual })
  const broken = locateRows(snapshot, found.catalog, rules.issues)
  return { database, snapshot, ...found, issues: [...found.issues, ...broken], ledger: rules.ledger }
}

/** The rest of what is predicted for a schema of ours is judged by the schema that is there. */
const OF_REMEDIES: ReadonlySet<IssueCode> = new Set(['remedy-failed', 'generated-column-remedied'])
