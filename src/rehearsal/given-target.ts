import type { PostgresDatabase } from '../engines/postgres/database.ts'
import type { Issue } from '../issues/issue.ts'
import type { Context } from '../progress/context.ts'
import type { TargetSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { createSchema, type SchemaSource } from '../stages/target/create-schema.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { matchSchema } from '../stages/target/match-schema.ts'
import { readSchemaFacts } from '../stages/target/read-schema-facts.ts'
import { presentRows } from '../stages/validation/present-rows.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import type { Source } from './read-source.ts'
import type { Resolved, ToTarget } from './resolve-issues.ts'

/** The schema that the settings give; null derives it from the source. */
export function schemaSource({ schema, schemaCommand }: TargetSettings): SchemaSource | null {
  if (schema !== null) return { kind: 'file', path: schema }
  return schemaCommand === null ? null : { kind: 'command', command: schemaCommand }
}

/**
 * Creates the schema of the application in an empty database, and gives what finds a source in it. Without a schema,
 * gives what derives one.
 *
 * @throws RehearsalError `schema-unreadable`, `schema-refused`, `schema-command-failed`
 */
export async function createTarget(
  schema: SchemaSource | null,
  { whole }: Source,
  database: PostgresDatabase,
  context: Context,
): Promise<ToTarget> {
  if (schema === null) return deriveSchema
  await createSchema(schema, database, context.signal)
  const connection = await database.connect()
  const facts = await readSchemaFacts(connection).finally(connection.close)
  return (catalog, renames) => {
    const excluded = whole.tables.map(({ name }) => name).filter((name) => !has(catalog, name))
    return matchSchema(catalog, facts, schema.kind, renames, excluded)
  }
}

function has({ tables }: Catalog, name: string): boolean {
  return tables.some((table) => table.name === name)
}

/** Compares the rows that a given schema came with to those of the source, before they are removed. */
export async function compareSeeds(
  { snapshot, catalog, schema }: Resolved,
  database: PostgresDatabase,
  context: Context,
): Promise<readonly Issue[]> {
  const seeded = new Set(schema.tables.filter(({ hasRows }) => hasRows).map(({ source }) => source))
  if (seeded.size === 0) return []
  const { tables } = planMigration(catalog, schema, snapshot.encoding)
  const plan = { tables: tables.filter(({ source }) => seeded.has(source)) }
  const silent = { ...context, emit: () => {} }
  return presentRows(plan, await validateTables(snapshot, plan, null, database, { jobs: 1 }, silent))
}
