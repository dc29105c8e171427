import type { RunFacts } from './run-facts.ts'
import type { IssueRecord, RunRecord, TableRecord } from './run-record.ts'

type Summary = RunRecord['summary']
type Figure = 'rowsSource' | 'rowsLoaded' | 'rowsRejected' | 'cellsCompared' | 'mismatches'

/** The figures of the whole run. */
export function summarise(
  facts: Pick<RunFacts, 'status' | 'validation'>,
  tables: readonly TableRecord[],
  issues: readonly IssueRecord[],
  resolved: number,
): Summary {
  return {
    ...sumTables(tables),
    validation: validationStatus(facts, countedTables(tables)),
    issues: countIssues(issues, resolved),
  }
}

function countedTables(tables: readonly TableRecord[]): readonly TableRecord[] {
  return tables.filter(({ status }) => status !== 'skipped')
}

/** Sums over all tables that were not skipped. */
export function sumTables(tables: readonly TableRecord[]): Omit<Summary, 'validation' | 'issues'> {
  const counted = countedTables(tables)
  const total = (figure: Figure) => counted.reduce((sum, table) => sum + table[figure], 0)
  return {
    tablesMigrated: counted.filter(({ status }) => status === 'migrated').length,
    tablesTotal: counted.length,
    rowsSource: total('rowsSource'),
    rowsLoaded: total('rowsLoaded'),
    rowsRejected: total('rowsRejected'),
    cellsCompared: total('cellsCompared'),
    mismatches: total('mismatches'),
  }
}

/** How many issues are in which state, those that are waived apart. */
export function countIssues(issues: readonly IssueRecord[], resolved: number): Summary['issues'] {
  const counting = issues.filter(({ waived }) => waived === null)
  const inState = (state: IssueRecord['state']) => counting.filter((issue) => issue.state === state).length
  return {
    new: inState('new'),
    remaining: inState('remaining'),
    resolved,
    regressed: inState('regressed'),
    waived: issues.length - counting.length,
  }
}

/** PASS says that all was compared that should be in the target; one row or column that was not makes it FAIL. */
function validationStatus(
  { status, validation }: Pick<RunFacts, 'status' | 'validation'>,
  tables: readonly TableRecord[],
): Summary['validation'] {
  if (status !== 'finished' || validation === null) return 'NOT RUN'
  const compared = new Map(validation.tables.map((table) => [table.source, table.rowsCompared]))
  const sound = tables.every(
    ({ name, mismatches, rowsTarget, rowsLoaded }) =>
      mismatches === 0 && rowsTarget === rowsLoaded && (compared.get(name) ?? 0) === rowsLoaded,
  )
  return sound && validation.notCompared.length === 0 ? 'PASS' : 'FAIL'
}
