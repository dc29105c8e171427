import type { PlannedIssue } from '../issues/planned-issue.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import type { MigrationPlan } from '../stages/plan/migration-plan.ts'
import { predictMisfits } from '../stages/plan/predict-misfits.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'

/** Values that the types of the target cannot hold. Of NULLs its rules tell. */
export function unheldValues(
  catalog: Catalog,
  schema: TargetSchema,
  plan: MigrationPlan,
): readonly PlannedIssue[] {
  return predictMisfits(catalog, schema, plan).filter(({ issue }) => issue.code !== 'null-in-not-null')
}
