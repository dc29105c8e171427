import type { Issue } from '../issues/issue.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { mergeIssues } from '../stages/record/merge-issues.ts'
import { suggestRemedies } from '../stages/remedy/suggest-remedies.ts'
import { surveyRemedies } from '../stages/remedy/survey.ts'
import { withSnapshot } from '../stages/snapshot/with-snapshot.ts'
import { deriveSchema } from '../stages/target/derivation/derive-schema.ts'
import { renderDdl } from '../stages/target/render-ddl.ts'
import { readSource, snapshotOptions } from './read-source.ts'
import { resolveIssues } from './resolve-issues.ts'
import { schemaSource } from './schema-source.ts'
import { StageClock } from './stage-clock.ts'
import { withoutToldMismatches } from './without-told-mismatches.ts'

export interface InspectResult {
  /** The schema that a rehearsal would create. */
  readonly ddl: string
  /** What a rehearsal would find, as far as the source alone tells it. */
  readonly issues: readonly Issue[]
  /** A settings file that proposes a remedy for each of them. */
  readonly suggestion: string
}

/**
 * Discovery without PostgreSQL.
 *
 * @throws RehearsalError when the source cannot be read
 */
export async function inspect(settings: ParsedSettings, context: Context): Promise<InspectResult> {
  for (const message of settings.notes) context.emit({ type: 'note', message })
  return await withSnapshot(snapshotOptions(settings), context, async (snapshot) => {
    const resolved = await new StageClock(context).run('catalog', null, async () => {
      const source = await readSource(snapshot, settings, context, schemaSource(settings.target) === null)
      return await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context)
    })
    const { catalog, schema, issues } = resolved
    const examination = await snapshot.examine()
    const found = [...examination.issues, ...catalog.issues, ...issues]
    const all = mergeIssues(withoutToldMismatches(found, schema))
    const survey = surveyRemedies(resolved.snapshot, all, catalog, schema)
    const suggestion = suggestRemedies(all, catalog, schema, survey)
    return { ddl: renderDdl(schema), issues: all, suggestion }
  })
}
