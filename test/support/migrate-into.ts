import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresDatabase } from '../../src/engines/postgres/database.ts'
import { readCatalog } from '../../src/stages/catalog/read-catalog.ts'
import type { LoadResult, Reject } from '../../src/stages/load/load-result.ts'
import { loadTables } from '../../src/stages/load/load-tables.ts'
import { rejectFileName } from '../../src/stages/load/reject-writer.ts'
import type { MigrationPlan } from '../../src/stages/plan/migration-plan.ts'
import { planMigration } from '../../src/stages/plan/plan-migration.ts'
import { withSnapshot } from '../../src/stages/snapshot/with-snapshot.ts'
import { matchSchema } from '../../src/stages/target/given/match-schema.ts'
import { NO_RENAMES } from '../../src/stages/target/names/renames.ts'
import { prepareTarget } from '../../src/stages/target/prepare-target.ts'
import { readFactsOf } from '../../src/stages/target/read-schema-facts.ts'
import { validateTables } from '../../src/stages/validation/validate-tables.ts'
import type { ValidationResult } from '../../src/stages/validation/validation-result.ts'
import { withTestDatabase } from './postgres.ts'
import { quietContext } from './rehearse.ts'
import { temporaryDirectory } from './sqlite.ts'

export interface MigratedInto {
  readonly plan: MigrationPlan
  readonly load: LoadResult
  readonly validation: ValidationResult
  readonly database: PostgresDatabase
  /** As the file of the table `t` has them. */
  readonly rejects: readonly Reject[]
}

/** Migrates a SQLite file into a schema of the application's own, and validates it. The rejects are those of `t`. */
export async function withMigratedInto<T>(
  snapshot: string,
  targetSql: string,
  use: (migrated: MigratedInto) => Promise<T>,
  { showValues = false } = {},
): Promise<T> {
  const context = quietContext()
  const rejectsDirectory = await temporaryDirectory()
  const source = { snapshot, snapshotCommand: null, maxBytes: 2 ** 33, jobs: 2 }
  return await withSnapshot(source, context, async (taken) => {
    const catalog = await readCatalog(taken, context)
    return await withTestDatabase(async (database) => {
      const connection = await database.connect()
      await connection.query(targetSql).finally(connection.close)
      const facts = await readFactsOf(database)
      const given = matchSchema(catalog, facts, 'file', NO_RENAMES, [])
      const { schema } = await prepareTarget(given, database)
      const plan = planMigration(catalog, schema, taken.encoding)
      const options = { jobs: 1, rejectsDirectory, showValues }
      const load = await loadTables(taken, schema, plan, database, options, context)
      const validation = await validateTables(taken, plan, load.tables, database, { jobs: 1 }, context)
      const rejects = await readRejects(join(rejectsDirectory, rejectFileName('t')))
      return await use({ plan, load, validation, database, rejects })
    })
  })
}

async function readRejects(path: string): Promise<readonly Reject[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Reject)
}
