import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { PostgresErrorFields } from '../../engines/postgres/postgres-error.ts'
import { amount } from '../../issues/amount.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { PostDataStatement } from '../target/target-schema.ts'
import { findViolations, type Violations } from './find-violations.ts'
import type { TableLoad } from './load-result.ts'

/** What is in the target when the constraints are added. */
export interface LoadedTarget {
  readonly plan: MigrationPlan
  readonly loads: readonly TableLoad[]
  readonly connection: PostgresConnection
}

/** Makes an issue of a constraint or index that PostgreSQL refused, with the rows that break it. */
export async function explainRefusal(
  statement: PostDataStatement,
  refusal: PostgresErrorFields,
  { plan, loads, connection }: LoadedTarget,
): Promise<Issue> {
  const violations = await findViolations(statement, refusal.sqlstate, plan, connection)
  const code = issueCode(statement, refusal.sqlstate)
  return issue(code, {
    table: statement.sourceTable,
    ...onlyColumn(statement, plan),
    object: statement.entry.name,
    // a unique index is a rule, and without it the next write can break the rule
    ...(statement.kind === 'unique-index' ? { priority: 'HIGH' } : {}),
    rows: violations.rows,
    examples: violations.examples,
    message:
      refusalMessage(statement, code, violations, refusal) + rejectedParents(statement, code, plan, loads),
  })
}

/** The column of a rule that is about one column. */
function onlyColumn(
  { sourceTable, columns: [quoted], columns }: PostDataStatement,
  plan: MigrationPlan,
): { readonly column?: string } {
  const table = plan.tables.find(({ source }) => source === sourceTable)
  const column = table?.columns.find(({ target }) => quoteIdentifier(target) === quoted)
  return column === undefined || columns.length > 1 ? {} : { column: column.source }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function issueCode(statement: PostDataStatement, sqlstate: string): IssueCode {
  switch (sqlstate) {
    case '23505':
      return 'duplicate-key'
    case '23502':
      return statement.kind === 'not-null' ? 'target-column-required' : 'null-in-primary-key'
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
  { entry }: PostDataStatement,
  code: IssueCode,
  { rows, distinct }: Violations,
  refusal: PostgresErrorFields,
): string {
  const name = `${entry.type} ${entry.name}`
  switch (code) {
    case 'duplicate-key':
      return `${amount(rows, 'row')} share their key with another row: the ${name} cannot be created`
    case 'null-in-primary-key':
      return `${amount(rows, 'row')} without a key: the ${name} cannot be created`
    case 'foreign-key-orphans':
      return `${amount(rows, 'row')} without a parent, ${amount(distinct, 'parent')} missing (${name})`
    case 'check-violated':
      return `${amount(rows, 'row')} against the ${name}`
    default:
      return `PostgreSQL refused the ${name}: ${publicMessage(refusal)}`
  }
}

/** A rejected parent makes orphans of its children; they need no repair of their own. */
function rejectedParents(
  { parent }: PostDataStatement,
  code: IssueCode,
  plan: MigrationPlan,
  loads: readonly TableLoad[],
): string {
  const parentPlan = plan.tables.find(({ target }) => target.name === parent?.name)
  const rejected = loads.find(({ source }) => source === parentPlan?.source)?.rowsRejected ?? 0
  return code === 'foreign-key-orphans' && rejected > 0
    ? `; ${amount(rejected, 'row')} of ${parent?.name} were rejected, which may be why`
    : ''
}

/** Messages of class 22 (data exception) quote the value; those of the other classes quote names only. */
export function publicMessage(refusal: PostgresErrorFields): string {
  return refusal.sqlstate.startsWith('22') ? `SQLSTATE ${refusal.sqlstate}` : refusal.message
}
