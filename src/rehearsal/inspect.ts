import type { Issue } from '../issues/issue.ts'
import { type Context, runStage } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { locateRows } from '../stages/catalog/locate-rows.ts'
import { readCatalog } from '../stages/catalog/read-catalog.ts'
import { selectTables } from '../stages/catalog/select-tables.ts'
import { planMigration } from '../stages/plan/plan-migration.ts'
import { predictViolations } from '../stages/plan/predict-violations.ts'
import { mergeIssues } from '../stages/record/merge-issues.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../stages/target/derive-schema.ts'
import { renderDdl } from '../stages/target/render-ddl.ts'

export interface InspectResult {
  /** The schema that a rehearsal would create. */
  readonly ddl: string
  /** What a rehearsal would find, as far as the source alone tells it. */
  readonly issues: readonly Issue[]
}

/**
 * Discovery without PostgreSQL.
 *
 * @throws RehearsalError when the source cannot be read
 */
export async function inspect(settings: ParsedSettings, context: Context): Promise<InspectResult> {
  return await withSnapshot(settings.source, context, async (snapshot) => {
    const whole = await runStage(context, 'catalog', null, () => readCatalog(snapshot, context))
    const { catalog } = selectTables(whole.result, settings.tables)
    const schema = deriveSchema(catalog)
    const violations = predictViolations(catalog, schema, planMigration(catalog, schema, snapshot.encoding))
    const predicted = locateRows(snapshot, catalog, [...schema.issues, ...violations])
    return {
      ddl: renderDdl(schema),
      issues: mergeIssues([...snapshot.issues, ...catalog.issues, ...predicted]),
    }
  })
}
