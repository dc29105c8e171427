import type { PostgresErrorFields } from '../../engines/postgres/postgres-error.ts'
import { issue } from '../../issues/issue.ts'
import { formatQualified } from '../../sql/format-identifier.ts'
import { createTableSql } from './create-table-sql.ts'
import type { PreparedTarget } from './prepared-target.ts'
import type { TargetSchema, TargetTable } from './target-schema.ts'

/** A table that PostgreSQL took once some of its generated columns were ordinary ones. */
export interface RefusedExpressions {
  readonly table: TargetTable
  /** By column of the source, what PostgreSQL said of its expression. */
  readonly messages: ReadonlyMap<string, string>
}

/**
 * Creates a table that was refused without the generated columns that are to blame, each of which is tried by itself. Null
 * where none is, or where PostgreSQL refuses the table without them too.
 *
 * @param run gives what PostgreSQL says against a statement, null where it takes it
 */
export async function withoutRefused(
  table: TargetTable,
  run: (sql: string) => Promise<PostgresErrorFields | null>,
): Promise<RefusedExpressions | null> {
  const definitions = table.definitions ?? []
  const generated = definitions
    .filter(({ ordinaryLine }) => ordinaryLine !== null)
    .map(({ source }) => source)
  const messages = new Map<string, string>()
  for (const source of generated) {
    const others = new Set(generated.filter((other) => other !== source))
    const refusal = await run(createTableSql(table, definitions, others))
    if (refusal === null) await run(`DROP TABLE ${formatQualified(table)}`)
    else messages.set(source, refusal.message)
  }
  if (messages.size === 0) return null
  const createSql = createTableSql(table, definitions, new Set(messages.keys()))
  if ((await run(createSql)) !== null) return null
  const columns = table.columns.map((column) =>
    messages.has(column.source) ? { ...column, generated: false } : column,
  )
  return { table: { ...table, createSql, columns }, messages }
}

/** The schema with these tables as they are now, and what is lost. */
export function withoutExpressions(
  schema: TargetSchema,
  refused: readonly RefusedExpressions[],
): PreparedTarget {
  const found = new Map(refused.map((expressions) => [expressions.table.source, expressions]))
  const messageOf = (table: string | null, column: string) =>
    found.get(table ?? '')?.messages.get(column) ?? null
  return {
    schema: {
      ...schema,
      tables: schema.tables.map((table) => found.get(table.source)?.table ?? table),
      ledger: schema.ledger.map((entry) => {
        const message = entry.type === 'generated' ? messageOf(entry.table, entry.name) : null
        return message === null ? entry : { ...entry, status: 'dropped', reason: refusal(message) }
      }),
    },
    issues: refused.flatMap(({ table, messages }) =>
      [...messages].map(([column, message]) =>
        issue('generated-column-not-translated', {
          table: table.source,
          column,
          message: `The target has an ordinary column: ${refusal(message)}`,
        }),
      ),
    ),
  }
}

function refusal(message: string): string {
  return `PostgreSQL refuses the expression: ${message}`
}
