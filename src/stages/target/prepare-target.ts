import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { tryStatement } from '../../engines/postgres/try-statement.ts'
import { issue } from '../../issues/issue.ts'
import { liftRules } from './lift-rules.ts'
import type { PreparedTarget } from './prepared-target.ts'
import { type RefusedExpressions, withoutExpressions, withoutRefused } from './refused-expressions.ts'
import type { TargetSchema, TargetTable } from './target-schema.ts'

/**
 * Creates the tables of a derived schema, without constraints. A generated column whose expression PostgreSQL refuses is an
 * ordinary one and an issue; so is a table that it refuses, which is left out. Of a given schema, whose tables are there,
 * the rules are lifted.
 */
export async function prepareTarget(
  schema: TargetSchema,
  database: PostgresDatabase,
): Promise<PreparedTarget> {
  if (schema.origin !== 'derived') return { schema: await liftRules(schema, database), issues: [] }
  const connection = await database.connect()
  const refused: { readonly table: TargetTable; readonly message: string }[] = []
  const expressions: RefusedExpressions[] = []
  try {
    for (const table of schema.tables) {
      const refusal = await tryStatement(connection, table.createSql)
      if (refusal === null) continue
      const ordinary = await withoutRefused(table, (sql) => tryStatement(connection, sql))
      if (ordinary === null) refused.push({ table, message: refusal.message })
      else expressions.push(ordinary)
    }
  } finally {
    await connection.close()
  }
  const created = withoutExpressions(schema, expressions)
  if (refused.length === 0) return created
  const kept = withoutTables(created.schema, refused)
  return { ...kept, issues: [...created.issues, ...kept.issues] }
}

function withoutTables(
  schema: TargetSchema,
  refused: readonly { readonly table: TargetTable; readonly message: string }[],
): PreparedTarget {
  const gone = new Map(refused.map(({ table, message }) => [table.source, message]))
  const drop = <T extends { readonly sourceTable: string }>(all: readonly T[]) =>
    all.filter(({ sourceTable }) => !gone.has(sourceTable))
  const lost = [...schema.postData, ...schema.sequences].filter(({ sourceTable }) => gone.has(sourceTable))
  return {
    schema: {
      ...schema,
      tables: schema.tables.filter(({ source }) => !gone.has(source)),
      postData: drop(schema.postData),
      sequences: drop(schema.sequences),
      ledger: [
        ...schema.ledger,
        ...lost.map(({ entry }) => ({
          ...entry,
          status: 'dropped' as const,
          reason: 'its table could not be created',
        })),
      ],
      failedTables: [
        ...schema.failedTables,
        ...[...gone].map(([source, message]) => ({
          source,
          reason: `PostgreSQL refused the table: ${message}`,
        })),
      ],
    },
    issues: refused.map(({ table, message }) =>
      issue('table-refused', {
        table: table.source,
        message: `PostgreSQL refused to create the table: ${message}`,
      }),
    ),
  }
}
