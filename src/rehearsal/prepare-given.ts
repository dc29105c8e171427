import type { PostgresDatabase } from '../engines/postgres/database.ts'
import { withScratchDatabase } from '../engines/postgres/scratch-database.ts'
import type { PostgresServer } from '../engines/postgres/server.ts'
import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import { type Context, quietly } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { isSkipped, SKIPPED, skipTarget } from '../stages/remedy/skip-target.ts'
import { compareSchemas } from '../stages/target/compare-schemas.ts'
import { createSchema, type SchemaSource } from '../stages/target/create-schema.ts'
import { deriveSchema } from '../stages/target/derivation/derive-schema.ts'
import { matchSchema } from '../stages/target/given/match-schema.ts'
import { createTwin } from '../stages/target/given/read-twin.ts'
import { sourceFacts } from '../stages/target/given/source-facts.ts'
import type { LedgerEntry } from '../stages/target/ledger-entry.ts'
import { prepareTarget } from '../stages/target/prepare-target.ts'
import type { PreparedTarget } from '../stages/target/prepared-target.ts'
import { readFactsOf } from '../stages/target/read-schema-facts.ts'
import type { SchemaFacts } from '../stages/target/schema-facts.ts'
import { presentRows } from '../stages/validation/present-rows.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import { commandRules } from './command-rules.ts'
import type { LentPostgres } from './lend-postgres.ts'
import { measureMoments } from './measure-moments.ts'
import type { Source } from './read-source.ts'
import { type Resolved, resolveIssues, type ToTarget } from './resolve-issues.ts'
import type { RunLog } from './run-log.ts'

/** A target without rules that could stop a row, and the source that it is for. */
export interface Prepared extends PreparedTarget {
  readonly resolved: Resolved
}

/**
 * Has the application create its schema, finds the source in it, applies the remedies to what the schema says about the
 * source, compares the rules and the rows that it came with, and takes the rules out of the way.
 *
 * @throws RehearsalError `schema-unreadable`, `schema-refused`, `schema-command-failed`, `remedy-invalid`
 */
export async function prepareGiven(
  given: SchemaSource,
  settings: ParsedSettings,
  source: Source,
  { database, server }: LentPostgres,
  run: RunLog,
  context: Context,
): Promise<Prepared> {
  await createSchema(given, database, commandRules(settings), context.signal)
  const facts = await readFactsOf(database)
  const toGiven: ToTarget = (catalog, renames) => {
    const wanted = new Set(catalog.tables.map(({ name }) => name))
    const excluded = source.whole.tables.map(({ name }) => name).filter((name) => !wanted.has(name))
    return matchSchema(catalog, facts, given.kind, renames, excluded)
  }
  const toTarget: ToTarget = (catalog, renames) => {
    const schema = toGiven(catalog, renames)
    return { ...schema, issues: [...schema.issues, ...sourceFacts(deriveSchema(catalog, renames))] }
  }
  const measured = await measureMoments(source, toGiven, settings, context)
  const resolved = run.resolved(await resolveIssues({ ...measured, toTarget }, settings, context))
  const rules = await compareRules(resolved, facts, server, context)
  const seeds = await compareSeeds(resolved, database, context)
  const { schema, issues } = await prepareTarget(resolved.schema, database)
  return {
    resolved,
    schema: { ...schema, ledger: [...schema.ledger, ...rules.ledger] },
    issues: [...rules.issues, ...seeds, ...issues],
  }
}

/**
 * What the source has and the schema of the application lacks, or has in other words. It is the owner who has decided
 * so: nothing of it is HIGH. Rules that the target has too are in the ledger as what the load makes of them.
 */
async function compareRules(
  { snapshot, catalog, renames, schema, issues }: Resolved,
  facts: SchemaFacts,
  server: PostgresServer,
  { signal }: Context,
): Promise<{ readonly issues: readonly Issue[]; readonly ledger: readonly LedgerEntry[] }> {
  const derived = deriveSchema(catalog, renames)
  const expected = await withScratchDatabase(server, { keep: false, signal }, (twin) =>
    createTwin(derived, twin),
  )
  const compared = compareSchemas({ catalog, derived, expected, given: schema, actual: facts })
  const known = new Set(schema.ledger.map(objectOf))
  const told = new Set(issues.map(ruleOf))
  const skipped = schema.ledger.filter(({ reason }) => reason === SKIPPED)
  const isLeftOut = (found: Issue) => {
    const target = skipTarget(found)
    return target !== null && skipped.some((entry) => isSkipped(entry, target))
  }
  return {
    issues: locateRows(snapshot, catalog, compared.issues)
      .filter(
        (found) => !isLeftOut(found) && (found.code !== 'target-rule-extra' || !told.has(ruleOf(found))),
      )
      .map((found) => (found.priority === 'HIGH' ? { ...found, priority: 'MED' } : found)),
    ledger: compared.ledger.filter(
      (entry) =>
        !known.has(objectOf(entry)) && (entry.status !== 'kept' || !MADE_BY_THE_LOAD.has(entry.type)),
    ),
  }
}

function objectOf({ type, table, name }: LedgerEntry): string {
  return JSON.stringify([type, table, name])
}

/** Codes that name a rule which only the target has, by what it does to the rows. */
const RULES: Partial<Record<IssueCode, string>> = {
  'target-identity-always': 'IDENTITY',
  'target-column-generated': 'GENERATED',
}

/** What an issue is about, in the words of `target-rule-extra`. */
function ruleOf({ code, table, column, object }: Issue): string {
  return JSON.stringify([table, column, RULES[code] ?? object])
}

const MADE_BY_THE_LOAD: ReadonlySet<LedgerEntry['type']> = new Set([
  'primary-key',
  'unique',
  'index',
  'check',
  'foreign-key',
  'sequence',
])

/** Compares the rows that a given schema came with to those of the source, before they are removed. */
async function compareSeeds(
  { snapshot, catalog, schema }: Resolved,
  database: PostgresDatabase,
  context: Context,
): Promise<readonly Issue[]> {
  const seeded = new Set(schema.tables.filter(({ hasRows }) => hasRows).map(({ source }) => source))
  if (seeded.size === 0) return []
  const { tables } = planMigration(catalog, schema, snapshot.encoding)
  const plan = { tables: tables.filter(({ source }) => seeded.has(source)) }
  const validation = await validateTables(snapshot, plan, null, database, { jobs: 1 }, quietly(context))
  return [...validation.issues, ...presentRows(plan, validation)]
}
