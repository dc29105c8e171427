import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { type PostgresErrorFields, PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { Issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import type { LedgerEntry, PostDataStatement, TargetSchema } from '../target/target-schema.ts'
import { explainRefusal, explainRejects, type LoadedTarget, publicMessage } from './explain-refusal.ts'

export interface ConstraintOutcome {
  readonly issues: readonly Issue[]
  readonly ledger: readonly LedgerEntry[]
}

/**
 * Adds every key, index, check and foreign key behind the rows, each on its own: one that PostgreSQL refuses is
 * an issue with its rows, and the others go on.
 */
export async function addConstraints(
  schema: TargetSchema,
  loaded: LoadedTarget,
  context: Context,
): Promise<ConstraintOutcome> {
  const { connection } = loaded
  const issues: Issue[] = []
  const ledger: LedgerEntry[] = []
  for (const statement of schema.postData) {
    context.signal.throwIfAborted()
    const refusal = await tryStatement(connection, statement.sql)
    if (refusal !== null) {
      issues.push(...(await explainRefusal(statement, refusal, loaded)))
      ledger.push(refusedEntry(statement, 'dropped', refusal))
      continue
    }
    const invalid = await tryValidation(statement, connection)
    if (invalid === null) {
      issues.push(...explainRejects(statement, loaded))
      ledger.push(statement.entry)
    } else {
      issues.push(...(await explainRefusal(statement, invalid, loaded)))
      ledger.push(statement.staysInvalid ? statement.entry : refusedEntry(statement, 'changed', invalid))
    }
  }
  return { issues, ledger }
}

async function tryValidation(
  { validateSql, staysInvalid }: PostDataStatement,
  connection: PostgresConnection,
): Promise<PostgresErrorFields | null> {
  if (validateSql === null) return null
  if (staysInvalid !== true) return await tryStatement(connection, validateSql)
  await connection.query('begin')
  try {
    return await tryStatement(connection, validateSql)
  } finally {
    await connection.query('rollback')
  }
}

async function tryStatement(
  connection: PostgresConnection,
  sql: string,
): Promise<PostgresErrorFields | null> {
  try {
    await connection.query(sql)
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields
    throw error
  }
}

/** A constraint that could be added but not validated stays NOT VALID: it holds for every new row. */
function refusedEntry(
  statement: PostDataStatement,
  status: 'changed' | 'dropped',
  refusal: PostgresErrorFields,
): LedgerEntry {
  const said = publicMessage(refusal)
  return {
    ...statement.entry,
    status,
    reason: status === 'changed' ? `stays NOT VALID, which holds for new rows only: ${said}` : said,
  }
}
