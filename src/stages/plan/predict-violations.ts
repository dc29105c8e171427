import { issue } from '../../issues/issue.ts'
import type { IssueCode } from '../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { VIOLATION_WORDS } from '../../issues/violation-words.ts'
import { compositeKey } from '../../sql/arriving-value.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { selectableExpression } from '../../sql/selectable-expression.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { ForeignKeyStatement, PostDataStatement } from '../target/post-data.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { hasGaplessParents } from './gapless-key.ts'
import { columnOf, type KeyTerm, keyTerms, ownIndex, type PlannedTable } from './key-terms.ts'
import type { MigrationPlan } from './migration-plan.ts'
import { isKeptBySource } from './source-rules.ts'

/**
 * Predicts, without PostgreSQL, the rows of the source that break a key, an index, a CHECK or a foreign key of the
 * target, by PostgreSQL's rules: values are compared as they will arrive. Rows that are rejected for another reason are
 * among them, so that each reason is told: without them the rule may well be created, which only the load can say. The
 * ids and the words are those that the load gives to the same finding. What it does not understand of a schema that
 * somebody else wrote, it leaves to the load. Pure.
 *
 * Measured: 1 M child rows and 0.2 M parents take 0.3 s for an integer key, 0.6 s for a text, 0.9 s for two columns.
 */
export function predictViolations(
  catalog: Catalog,
  schema: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  return schema.postData.flatMap((statement) => {
    const planned = plannedTable(catalog, plan, ({ source }) => source === statement.sourceTable)
    if (planned === null) return []
    switch (statement.kind) {
      case 'primary-key':
        return [...missingKeys(statement, planned), ...duplicates(statement, planned)]
      case 'unique':
      case 'unique-index':
        return duplicates(statement, planned)
      case 'check':
        return checkBreakers(statement, planned)
      case 'foreign-key': {
        const { parent } = statement
        const isParent = (table: MigrationPlan['tables'][number]) =>
          table.target.schema === parent.schema && table.target.name === parent.name
        const parents = plannedTable(catalog, plan, isParent)
        return parents === null ? [] : orphans(statement, planned, parents)
      }
      case 'index':
      case 'exclusion':
      case 'not-null':
        return []
      default:
        return statement satisfies never
    }
  })
}

function plannedTable(
  catalog: Catalog,
  { tables }: MigrationPlan,
  isWanted: (table: MigrationPlan['tables'][number]) => boolean,
): PlannedTable | null {
  const plan = tables.find(isWanted)
  const table = catalog.tables.find(({ name }) => name === plan?.source)
  return plan === undefined || table === undefined ? null : { table, plan }
}

/** https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS */
function missingKeys(statement: PostDataStatement, { table, plan }: PlannedTable): PlannedIssue[] {
  const columns = statement.columns.flatMap((quoted) => columnOf(quoted, plan) ?? [])
  const holding = columns.filter(({ source }) => {
    const profile = table.columns.find(({ name }) => name === source)?.profile
    return profile !== undefined && profile.nulls > 0
  })
  if (holding.length === 0) return []
  const where = holding.map(({ source }) => `${quoteIdentifier(source)} is null`).join(' or ')
  return [
    predicted('null-in-primary-key', statement, { table, plan }, where, null, (rows) =>
      VIOLATION_WORDS.noKey(rows, nameOf(statement)),
    ),
  ]
}

/** NULLs are distinct. https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS */
function duplicates(statement: PostDataStatement, planned: PlannedTable): PlannedIssue[] {
  if (isKeptBySource(statement, planned)) return []
  const terms = keyTerms(statement, planned)
  const condition = predicate(statement, planned)
  if (terms === null || terms.length === 0 || condition === null) return []
  const whole = ['1', ...condition, ...arePresent(terms)].join(' and ')
  const key = compositeKey(terms.map(({ value }) => value))
  const repeated = `select ${key} from ${quoteIdentifier(planned.table.name)} where ${whole} group by 1 having count(*) > 1`
  const where = `${whole} and ${key} in (${repeated})`
  const duplicate = predicted('duplicate-key', statement, planned, where, null, (rows) =>
    VIOLATION_WORDS.sharedKey(rows, nameOf(statement)),
  )
  return [{ ...duplicate, sharedKey: key }]
}

/** The predicate of a partial index, from the source's own; null where that is not known. */
function predicate({ where, entry }: PostDataStatement, { table }: PlannedTable): readonly string[] | null {
  if (where === undefined) return []
  const own = ownIndex(entry, table)?.where
  const condition = own == null ? null : selectableExpression(own, table.columns)
  return condition === null ? null : [`(${condition})`]
}

/** A CHECK holds where it is NULL, in both engines. https://www.sqlite.org/lang_createtable.html#check_constraints */
function checkBreakers(statement: PostDataStatement, planned: PlannedTable): PlannedIssue[] {
  const { sql } = statement.entry
  const check = planned.table.checks.find(({ expression }) => sql.endsWith(`CHECK (${expression})`))
  const condition = check === undefined ? null : selectableExpression(check.expression, planned.table.columns)
  if (condition === null) return []
  return [
    predicted('check-violated', statement, planned, `not (${condition})`, null, (rows) =>
      VIOLATION_WORDS.brokenCheck(rows, nameOf(statement)),
    ),
  ]
}

/**
 * MATCH SIMPLE: a row with a NULL among the columns needs no parent. Unlike PRAGMA foreign_key_check this compares by
 * PostgreSQL's equality, not by the collation of the parent.
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES
 */
function orphans(
  statement: ForeignKeyStatement,
  planned: PlannedTable,
  parents: PlannedTable,
): PlannedIssue[] {
  if (hasGaplessParents(statement, planned, parents)) return []
  const children = keyTerms(statement, planned)
  const wanted = keyTerms({ ...statement, columns: statement.parent.columns }, parents)
  if (children === null || wanted === null || children.length !== wanted.length) return []
  const key = compositeKey(children.map(({ value }) => value))
  const parentKey = compositeKey(wanted.map(({ value }) => value))
  const present = arePresent(wanted)
  const filter = present.length === 0 ? '' : ` where ${present.join(' and ')}`
  const known = `select ${parentKey} from ${quoteIdentifier(parents.table.name)}${filter}`
  const where = [...arePresent(children), `${key} not in (${known})`].join(' and ')
  const found = predicted('foreign-key-orphans', statement, planned, where, key, (rows, missing) =>
    VIOLATION_WORDS.noParent(rows, missing, nameOf(statement)),
  )
  const collation = parentCollation(statement, parents)
  const remedy = `SQLite finds these parents by ${collation}, and PostgreSQL byte by byte: give the children the spelling of their parents; delete or correct those that have none.`
  return [collation === null ? found : { ...found, issue: { ...found.issue, remedy } }]
}

/** By which SQLite takes other spellings for the key of the parent; null where it takes none. */
function parentCollation({ parent }: ForeignKeyStatement, { table, plan }: PlannedTable): string | null {
  const sources = parent.columns.flatMap((quoted) => columnOf(quoted, plan)?.source ?? [])
  const parents = table.columns.filter(({ name }) => sources.includes(name))
  return parents.find(({ collation }) => collation === 'NOCASE' || collation === 'RTRIM')?.collation ?? null
}

/** Nothing where no part is ever NULL: SQLite looks up a rowid in the table itself only where there is no WHERE. */
function arePresent(terms: readonly KeyTerm[]): readonly string[] {
  return terms.flatMap(({ present }) => present ?? [])
}

function predicted(
  code: IssueCode,
  statement: PostDataStatement,
  { table, plan }: PlannedTable,
  rowsWhere: string,
  distinct: string | null,
  message: (rows: number, distinct: number) => string,
): PlannedIssue {
  const [quoted = ''] = statement.columns
  const column = statement.columns.length === 1 ? columnOf(quoted, plan) : undefined
  return {
    issue: issue(code, {
      table: table.name,
      ...(column === undefined ? {} : { column: column.source }),
      object: statement.entry.name,
      message: '',
    }),
    rowsWhere,
    counted: { distinct, message },
  }
}

function nameOf({ entry }: PostDataStatement): string {
  return `${entry.type} ${entry.name}`
}
