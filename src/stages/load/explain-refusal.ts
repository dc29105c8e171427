import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { type PostgresErrorFields, publicMessage } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { type Issue, issue, MAX_EXAMPLES } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import { VIOLATION_WORDS } from '../../issues/violation-words.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'
import type { ForeignKeyStatement, PostDataStatement } from '../target/post-data.ts'
import { findRejectedParents } from './find-rejected-parents.ts'
import { findViolations, type Violations } from './find-violations.ts'
import type { BrokenCheck, TableLoad } from './load-result.ts'

/** What is in the target when the constraints are added. */
export interface LoadedTarget {
  readonly plan: MigrationPlan
  readonly loads: readonly TableLoad[]
  readonly connection: PostgresConnection
  /** Open, for questions that only the source can answer. */
  readonly source: SqliteDatabase
}

/** Makes issues of a constraint or index that PostgreSQL refused, with the rows that break it. */
export async function explainRefusal(
  statement: PostDataStatement,
  refusal: PostgresErrorFields,
  loaded: LoadedTarget,
): Promise<readonly Issue[]> {
  const { plan, connection } = loaded
  const found = await findViolations(statement, refusal.sqlstate, plan, connection)
  const violations = withRejects(found, brokenByRejects(statement, loaded))
  const code = issueCode(statement, refusal.sqlstate)
  return code === 'foreign-key-orphans' && statement.kind === 'foreign-key'
    ? explainOrphans(statement, violations, refusal, loaded)
    : [refused(statement, code, violations, refusal, plan)]
}

/** An issue of a rule that all loaded rows keep, and rejected rows do not. */
export function explainRejects(statement: PostDataStatement, loaded: LoadedTarget): readonly Issue[] {
  const broken = brokenByRejects(statement, loaded)
  if (broken === undefined) return []
  const { rows, examples } = broken
  const place = {
    table: statement.sourceTable,
    ...onlyColumn(statement, loaded.plan),
    object: statement.entry.name,
  }
  const message = `${VIOLATION_WORDS.brokenCheck(rows, nameOf(statement))}, and of ${rows === 1 ? 'that row' : 'those rows'} another value is refused`
  return [issue('check-violated', { ...place, rows, examples, message })]
}

function brokenByRejects(
  { kind, sourceTable, name }: PostDataStatement,
  { loads }: LoadedTarget,
): BrokenCheck | undefined {
  if (kind !== 'check') return undefined
  const load = loads.find(({ source }) => source === sourceTable)
  return load?.checksBrokenByRejects.find((broken) => broken.name === name)
}

function withRejects(violations: Violations, broken: BrokenCheck | undefined): Violations {
  if (broken === undefined) return violations
  const examples = [...violations.examples, ...broken.examples].slice(0, MAX_EXAMPLES)
  return { ...violations, rows: violations.rows + broken.rows, examples }
}

/** Rows whose parent was rejected need no repair of their own, so they are told apart from those that never had one. */
function explainOrphans(
  statement: ForeignKeyStatement,
  violations: Violations,
  refusal: PostgresErrorFields,
  { plan, loads, source }: LoadedTarget,
): readonly Issue[] {
  const code = 'foreign-key-orphans'
  const { rows, distinct, examples } = findRejectedParents(statement, plan, loads, source)
  if (rows === 0) return [refused(statement, code, violations, refusal, plan)]
  const place = { table: statement.sourceTable, ...onlyColumn(statement, plan), object: statement.entry.name }
  const message = `${amount(rows, 'row')} lost the parent: ${amount(distinct, 'row')} of ${statement.parent.name} ${distinct === 1 ? 'was' : 'were'} rejected (${nameOf(statement)})`
  const lost = issue('foreign-key-parent-rejected', { ...place, rows, examples, message })
  const left = { rows: violations.rows - rows, distinct: violations.distinct - distinct, examples: [] }
  return left.rows > 0 ? [refused(statement, code, left, refusal, plan), lost] : [lost]
}

/** A schema has the key that a foreign key refers to, so it was refused by the rows, and has an issue of its own. */
const OF_REFUSED_KEY = {
  priority: 'MED',
  remedy: 'Mend the key that it refers to: another issue tells why PostgreSQL refused it.',
} as const

function refused(
  statement: PostDataStatement,
  code: IssueCode,
  violations: Violations,
  refusal: PostgresErrorFields,
  plan: MigrationPlan,
): Issue {
  return issue(code, {
    table: statement.sourceTable,
    ...onlyColumn(statement, plan),
    object: statement.entry.name,
    // a unique index is a rule, and without it the next write can break the rule
    ...(statement.kind === 'unique-index' ? { priority: 'HIGH' } : {}),
    ...(code === 'foreign-key-parent-not-unique' ? OF_REFUSED_KEY : {}),
    rows: violations.rows,
    examples: violations.examples,
    message: refusalMessage(statement, code, violations, refusal),
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
  statement: PostDataStatement,
  code: IssueCode,
  { rows, distinct }: Violations,
  refusal: PostgresErrorFields,
): string {
  const name = nameOf(statement)
  switch (code) {
    case 'duplicate-key':
      return VIOLATION_WORDS.sharedKey(rows, name)
    case 'null-in-primary-key':
      return VIOLATION_WORDS.noKey(rows, name)
    case 'foreign-key-orphans':
      return VIOLATION_WORDS.noParent(rows, distinct, name)
    case 'check-violated':
      return VIOLATION_WORDS.brokenCheck(rows, name)
    case 'foreign-key-parent-not-unique':
      return `The ${name} refers to a key${ofParent(statement)} that PostgreSQL refused`
    case 'target-column-required':
      return `${amount(rows, 'row')} without a value: NOT NULL cannot be put back`
    default:
      return `${large(rows)}PostgreSQL refused the ${name}: ${publicMessage(refusal)}`
  }
}

function ofParent(statement: PostDataStatement): string {
  return statement.kind === 'foreign-key' ? ` of ${statement.parent.name}` : ''
}

function nameOf({ entry }: PostDataStatement): string {
  return `${entry.type} ${entry.name}`
}

function large(rows: number): string {
  return rows === 0 ? '' : `The key of ${amount(rows, 'row')} is too large: `
}
