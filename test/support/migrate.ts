import type { PostgresDatabase } from '../../src/engines/postgres/database.ts'
import { withScratchDatabase } from '../../src/engines/postgres/scratch-database.ts'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'
import type { Catalog } from '../../src/stages/catalog/catalog.ts'
import { readCatalog } from '../../src/stages/catalog/read-catalog.ts'
import type { LoadResult } from '../../src/stages/load/load-result.ts'
import { loadTables } from '../../src/stages/load/load-tables.ts'
import type { MigrationPlan } from '../../src/stages/plan/migration-plan.ts'
import { planMigration } from '../../src/stages/plan/plan-migration.ts'
import type { Snapshot } from '../../src/stages/snapshot/snapshot.ts'
import { withSnapshot } from '../../src/stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../../src/stages/target/derivation/derive-schema.ts'
import { prepareTarget } from '../../src/stages/target/prepare-target.ts'
import type { TargetSchema } from '../../src/stages/target/target-schema.ts'
import { testServer } from './postgres.ts'
import { quietContext } from './rehearse.ts'
import { sqliteFromSql } from './sqlite.ts'

export interface Migrated {
  readonly snapshot: Snapshot
  readonly catalog: Catalog
  readonly schema: TargetSchema
  readonly plan: MigrationPlan
  readonly load: LoadResult
  readonly database: PostgresDatabase
  /** All tables are migrated. */
  readonly outOfScope: readonly []
}

/** Migrates a SQLite script into a fresh database and lends all that came of it, before any validation. */
export async function withMigrated<T>(
  sql: string,
  use: (migrated: Migrated) => Promise<T>,
  server: PostgresServer = testServer(),
): Promise<T> {
  const context = quietContext()
  const source = { snapshot: await sqliteFromSql(sql), snapshotCommand: null, maxBytes: 2 ** 33, jobs: 2 }
  return await withSnapshot(source, context, async (snapshot) => {
    const catalog = await readCatalog(snapshot, context)
    return await withScratchDatabase(server, { keep: false, signal: context.signal }, async (database) => {
      const { schema } = await prepareTarget(deriveSchema(catalog), database)
      const plan = planMigration(catalog, schema, snapshot.encoding)
      const options = { jobs: 1, rejectsDirectory: null, showValues: false }
      const load = await loadTables(snapshot, schema, plan, database, options, context)
      return await use({ snapshot, catalog, schema, plan, load, database, outOfScope: [] })
    })
  })
}
