import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { tryStatement } from '../../engines/postgres/try-statement.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { PostDataStatement } from './post-data.ts'
import type { TargetSchema, TargetTrigger } from './target-schema.ts'

/**
 * Takes everything out of the way of the rows that a given schema has: foreign keys first, then keys, checks and
 * indexes; triggers are switched off; tables that are filled from the source are emptied. The load puts it all back.
 *
 * @returns the schema without the statements of rules that could not be lifted: those stand, and refuse rows
 */
export async function liftRules(schema: TargetSchema, database: PostgresDatabase): Promise<TargetSchema> {
  const connection = await database.connect()
  try {
    const standing: PostDataStatement[] = []
    for (const statement of inLiftingOrder(schema)) {
      if (statement.liftSql === undefined) continue
      // a view or a rule of the user can depend on a key, which then has to stay
      if ((await tryStatement(connection, statement.liftSql)) !== null) standing.push(statement)
    }
    for (const trigger of schema.triggers ?? []) await connection.query(disableTrigger(trigger))
    await emptyTables(schema, connection)
    return {
      ...schema,
      postData: schema.postData.filter((statement) => !standing.includes(statement)),
      ledger: [...schema.ledger, ...standing.map(({ entry }) => entry)],
    }
  } finally {
    await connection.close()
  }
}

/** The reverse order of their making: a key goes after the foreign keys that need it. */
function inLiftingOrder({ postData, skipped = [] }: TargetSchema): readonly PostDataStatement[] {
  const [references, others] = [true, false].map((isReference) =>
    [...skipped, ...postData].filter(({ kind }) => (kind === 'foreign-key') === isReference).toReversed(),
  )
  return [...(references ?? []), ...(others ?? [])]
}

function disableTrigger({ table, name }: TargetTrigger): string {
  return `alter table ${quoteQualified(table)} disable trigger ${quoteIdentifier(name)}`
}

/** One statement, because the tables may still refer to each other. */
async function emptyTables({ tables }: TargetSchema, connection: PostgresConnection): Promise<void> {
  const names = tables.map((table) => `${table.partitioned === true ? '' : 'only '}${quoteQualified(table)}`)
  if (names.length > 0) await connection.query(`truncate ${names.join(', ')}`)
}
