import type { Issue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/issue-codes.ts'
import type { PlannedIssue } from '../issues/planned-issue.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import { predictChanges } from '../stages/plan/predict-misfits.ts'
import { sourceFacts, unlessRefused } from '../stages/target/given/source-facts.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'
import { tooLargeIssues } from '../stages/validation/too-large-rows.ts'
import type { ValidationResult } from '../stages/validation/validation-result.ts'
import type { FoundTarget } from './find-target.ts'
import { unheldValues } from './unheld-values.ts'

/** What the values of the source say about a target that another tool has filled, beside what the comparison of cells shows. */
export function judgeValues({ snapshot, catalog, derived, schema, plan }: FoundTarget): readonly Issue[] {
  const unheld = unheldValues(catalog, schema, plan)
  return locateRows(snapshot, catalog, [
    ...schema.issues,
    ...unlessRefused(sourceFacts(derived), unheld),
    ...tooLargeIssues(plan),
    ...unheld,
    ...lostDifferences(catalog, schema, plan),
  ])
}

/**
 * What two values of the source differ in, and the target does not tell any more; and blanks that it adds, which are equal
 * for it, and not for its clients. No comparison of cells can show it.
 */
function lostDifferences(
  catalog: Catalog,
  schema: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  return predictChanges(catalog, schema, plan).filter(({ issue }) => LOST.has(issue.code))
}

const LOST: ReadonlySet<IssueCode> = new Set([
  'mixed-storage-classes',
  'blob-in-text',
  'text-in-blob',
  'time-zone-normalised',
  'char-padded',
])

const GAPS: ReadonlySet<IssueCode> = new Set([
  'target-table-missing',
  'target-column-missing',
  'value-too-large',
])

/** Cells that the target does not have, or that nobody can read, cannot have been compared. */
export function withGaps(validation: ValidationResult, issues: readonly Issue[]): ValidationResult {
  const gaps = issues.flatMap(({ code, table, message }) =>
    table !== null && GAPS.has(code) ? [{ table, reason: message }] : [],
  )
  return { ...validation, notCompared: [...validation.notCompared, ...gaps] }
}
