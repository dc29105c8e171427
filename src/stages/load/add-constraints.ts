import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { type PostgresErrorFields, PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import type { Context } from '../../progress/context.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { LedgerEntry, PostDataStatement, TargetSchema } from '../target/target-schema.ts'
import { findViolations, type Violations } from './find-violations.ts'

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
  plan: MigrationPlan,
  connection: PostgresConnection,
  context: Context,
): Promise<ConstraintOutcome> {
  const issues: Issue[] = []
  const ledger: LedgerEntry[] = []
  for (const statement of schema.postData) {
    context.signal.throwIfAborted()
    const refusal = await tryStatement(connection, statement.sql)
    if (refusal !== null) {
      issues.push(await explainRefusal(statement, refusal, plan, connection))
      ledger.push(refusedEntry(statement, 'dropped', refusal))
      continue
    }
    const invalid =
      statement.validateSql === null ? null : await tryStatement(connection, statement.validateSql)
    if (invalid === null) {
      ledger.push(statement.entry)
    } else {
      issues.push(await explainRefusal(statement, invalid, plan, connection))
      ledger.push(refusedEntry(statement, 'changed', invalid))
    }
  }
  return { issues, ledger }
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

async function explainRefusal(
  statement: PostDataStatement,
  refusal: PostgresErrorFields,
  plan: MigrationPlan,
  connection: PostgresConnection,
): Promise<Issue> {
  const violations = await findViolations(statement, refusal.sqlstate, plan, connection)
  const code = issueCode(statement, refusal.sqlstate)
  return issue(code, {
    table: statement.sourceTable,
    object: statement.entry.name,
    rows: violations.rows,
    examples: violations.examples,
    message: refusalMessage(statement, code, violations, refusal),
  })
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function issueCode(statement: PostDataStatement, sqlstate: string): IssueCode {
  switch (sqlstate) {
    case '23505':
      return 'duplicate-key'
    case '23502':
      return 'null-in-primary-key'
    case '23503':
      return 'foreign-key-orphans'
    case '23514':
      return 'check-violated'
    case '42804':
      return statement.kind === 'foreign-key' ? 'foreign-key-type-mismatch' : 'constraint-refused'
    case '42830':
      return 'foreign-key-parent-not-unique'
    default:
      return statement.kind === 'index' || statement.kind === 'unique-index'
        ? 'index-refused'
        : 'constraint-refused'
  }
}

function refusalMessage(
  statement: PostDataStatement,
  code: IssueCode,
  violations: Violations,
  refusal: PostgresErrorFields,
): string {
  const name = `${statement.entry.type} ${statement.entry.name}`
  switch (code) {
    case 'duplicate-key':
      return `${violations.rows} rows share their key with another row, so the ${name} cannot be created`
    case 'null-in-primary-key':
      return `${violations.rows} rows have no key, so the ${name} cannot be created`
    case 'foreign-key-orphans':
      return `${violations.rows} rows refer to ${violations.distinct} parents that do not exist (${name})`
    case 'check-violated':
      return `${violations.rows} rows break the ${name}`
    default:
      return `PostgreSQL refused the ${name}: ${publicMessage(refusal)}`
  }
}

/** Messages of class 22 (data exception) quote the value; those of the other classes quote names only. */
function publicMessage(refusal: PostgresErrorFields): string {
  return refusal.sqlstate.startsWith('22') ? `SQLSTATE ${refusal.sqlstate}` : refusal.message
}
