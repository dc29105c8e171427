import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import type { ProvisionOptions } from '../../../engines/postgres/provision/provision.ts'
import { withScratchPostgres } from '../../../engines/postgres/provision/scratch-postgres.ts'
import { tryStatement } from '../../../engines/postgres/try-statement.ts'
import { type ErrorCode, RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { ExpectedSchema } from '../comparison/pair-tables.ts'
import { predictFacts } from '../comparison/predict-facts.ts'
import type { PostDataStatement } from '../post-data.ts'
import { prepareTarget } from '../prepare-target.ts'
import { readSchemaFacts } from '../read-schema-facts.ts'
import type { TargetSchema } from '../target-schema.ts'

/**
 * Creates the schema that the source asks for, without rows, in a twin of the target, so that both sides are in
 * PostgreSQL's own spelling. Of the versions that are installed, that of the target spells most alike.
 *
 * Where there is no such server, only what needs no expression is told, and `gap` says so.
 *
 * @param server where the twin is made; without a version, it may have any
 * @throws RehearsalError when the server was lost; the reason of `signal`
 */
export async function readTwin(
  catalog: Catalog,
  derived: TargetSchema,
  server: ProvisionOptions,
  signal: AbortSignal,
): Promise<ExpectedSchema> {
  const read = (version: number | null) =>
    withScratchPostgres({ ...server, version }, { keep: false, signal }, (database) =>
      createTwin(derived, database),
    )
  try {
    return await read(server.version).catch((error) => {
      if (isUnavailable(error) && server.version !== null) return read(null)
      throw error
    })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return predictFacts(catalog, derived, { reason: error.message, remedy: error.hint })
  }
}

const UNAVAILABLE: ReadonlySet<ErrorCode> = new Set([
  'postgres-not-installed',
  'postgres-start-failed',
  'postgres-unsupported',
  'postgres-image-unavailable',
  'docker-unavailable',
])

function isUnavailable(error: unknown): error is RehearsalError {
  return error instanceof RehearsalError && UNAVAILABLE.has(error.code)
}

/**
 * Creates the schema and reads it, with the rules that PostgreSQL refuses even without rows.
 *
 * @param database empty
 */
export async function createTwin(derived: TargetSchema, database: PostgresDatabase): Promise<ExpectedSchema> {
  const { schema } = await prepareTarget(derived, database)
  const connection = await database.connect()
  const refused = new Map<PostDataStatement, string>()
  try {
    for (const statement of schema.postData) {
      const { sql, validateSql } = statement
      const refusal =
        (await tryStatement(connection, sql)) ??
        (validateSql === undefined ? null : await tryStatement(connection, validateSql))
      if (refusal !== null) refused.set(statement, refusal.message)
    }
    return { facts: await readSchemaFacts(connection), refused, gap: null }
  } finally {
    await connection.close()
  }
}
