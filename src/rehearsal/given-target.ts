import type { PostgresDatabase } from '../engines/postgres/database.ts'
import type { Issue } from '../issues/issue.ts'
import type { Context } from '../progress/context.ts'
import type { TargetSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import type { SelectedTables } from '../stages/catalog/select-tables.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { predictMisfits } from '../stages/plan/predict-misfits.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import { createSchema, type SchemaSource } from '../stages/target/create-schema.ts'
import { liftRules } from '../stages/target/lift-rules.ts'
import { matchSchema } from '../stages/target/match-schema.ts'
import type { PreparedTarget } from '../stages/target/prepare-target.ts'
import { readSchemaFacts } from '../stages/target/read-schema-facts.ts'
import type { SchemaFacts } from '../stages/target/schema-facts.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { isHistoryTable } from '../stages/target/unmigrated-objects.ts'
import { presentRows } from '../stages/validation/present-rows.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'

/** The schema that the settings give; null derives it from the source. */
export function schemaSource({ schema, schemaCommand }: TargetSettings): SchemaSource | null {
  if (schema !== null) return { kind: 'file', path: schema }
  return schemaCommand === null ? null : { kind: 'command', command: schemaCommand }
}

/**
 * Creates the schema of the application, finds the source in it, and takes its rules out of the way of the rows.
 *
 * @throws RehearsalError `schema-unreadable`, `schema-refused`, `schema-command-failed`
 */
export async function prepareGiven(
  snapshot: Snapshot,
  { catalog, excluded }: SelectedTables,
  source: SchemaSource,
  rename: TargetSettings['rename'],
  database: PostgresDatabase,
  context: Context,
): Promise<PreparedTarget> {
  await createSchema(source, database, context.signal)
  const connection = await database.connect()
  const facts = await readSchemaFacts(connection).finally(connection.close)
  const names = excluded.map(({ name }) => name)
  const matched = matchSchema(catalog, facts, source.kind, rename, names)
  const misfits = predictMisfits(catalog, matched, planMigration(catalog, matched, snapshot.encoding))
  const schema = { ...matched, issues: [...matched.issues, ...misfits] }
  const seeds = await compareSeeds(snapshot, catalog, schema, facts, database, context)
  return {
    schema: await liftRules(schema, database),
    issues: [...locateRows(snapshot, catalog, schema.issues), ...seeds],
  }
}

/** The application keeps a history of its migrations in each of its databases: that of SQLite is not for PostgreSQL. */
export function leaveHistory({ catalog, excluded }: SelectedTables): SelectedTables {
  const history = catalog.tables.filter(isHistoryTable)
  return {
    catalog: { ...catalog, tables: catalog.tables.filter((table) => !history.includes(table)) },
    excluded: [
      ...excluded,
      ...history.map(({ name }) => ({ name, reason: 'a history of migrations: each database has its own' })),
    ],
  }
}

/** Compares the rows that the schema came with to those of the source, before they are removed. */
async function compareSeeds(
  snapshot: Snapshot,
  catalog: Catalog,
  schema: TargetSchema,
  facts: SchemaFacts,
  database: PostgresDatabase,
  context: Context,
): Promise<readonly Issue[]> {
  const isSeeded = ({ target }: { readonly target: { readonly schema: string; readonly name: string } }) =>
    facts.tables.some(
      ({ schema: place, name, hasRows }) => hasRows && place === target.schema && name === target.name,
    )
  const whole = planMigration(catalog, schema, snapshot.encoding)
  const plan = { tables: whole.tables.filter(isSeeded) }
  if (plan.tables.length === 0) return []
  const silent = { ...context, emit: () => {} }
  return presentRows(plan, await validateTables(snapshot, plan, null, database, { jobs: 1 }, silent))
}
