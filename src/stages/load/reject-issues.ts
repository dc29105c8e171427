import { type Issue, issue, issueId } from '../../issues/issue.ts'
import { ISSUE_CODES, type IssueCode } from '../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { VIOLATION_WORDS } from '../../issues/violation-words.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import type { RejectTally } from './reject-writer.ts'

/** Issues for the rejects that no planned issue announces: those that only PostgreSQL refused. */
export function rejectIssues(
  table: TablePlan,
  planned: readonly PlannedIssue[],
  tallies: ReadonlyMap<string, RejectTally>,
): readonly Issue[] {
  const announced = new Set(planned.map((known) => issueId(known.issue)))
  return [...tallies].flatMap(([id, tally]) => (announced.has(id) ? [] : [unannounced(table, id, tally)]))
}

function unannounced(table: TablePlan, id: string, tally: RejectTally): Issue {
  const code = codeOf(id)
  const { category } = ISSUE_CODES[code]
  const column = table.columns.find(({ source, domain }) =>
    [null, domain?.name ?? null].some(
      (object) => issueId({ category, code, table: table.source, column: source, object }) === id,
    ),
  )
  const told = {
    table: table.source,
    ...(column === undefined ? {} : { column: column.source }),
    rows: tally.rows,
    examples: tally.examples,
  }
  if (code === 'check-violated' && column?.domain !== undefined) {
    const { name, checks } = column.domain
    const rule = `domain ${name}, ${checks.join(' and ')}`
    return issue(code, { ...told, object: name, message: VIOLATION_WORDS.brokenCheck(tally.rows, rule) })
  }
  return issue(code, {
    ...told,
    message: `${ISSUE_CODES[code].title}: ${amount(tally.rows, 'row')} rejected (SQLSTATE ${[...tally.sqlstates].join(', ')})`,
    ...(column?.generated === true ? { remedy: withoutExpression(table.source, column.source) } : {}),
  })
}

/** What PostgreSQL computes can go beyond its types where SQLite goes on with other numbers. */
function withoutExpression(table: string, column: string): string {
  const statement = `alter table ${quoteIdentifier(table)} drop column ${quoteIdentifier(column)}`
  return `PostgreSQL computes the column, and its expression fails on these rows. Correct their values; or drop the column with a \`prepare\` script, \`${statement}\`, and add it in PostgreSQL.`
}

function codeOf(id: string): IssueCode {
  const code = id.slice(id.indexOf('/') + 1, id.indexOf(':'))
  if (code in ISSUE_CODES) return code as IssueCode
  throw new TypeError(`${id} is not the id of an issue`)
}
