import type { Issue } from '../../issues/issue.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { type CastSurvey, surveyCasts } from './survey-casts.ts'
import { surveyDefaults } from './survey-defaults.ts'
import { type Effect, surveyEffects } from './survey-effects.ts'

/** What the values say of the remedies that could be proposed, by the ids of the issues. */
export interface Survey {
  /** What the casts would read. */
  readonly casts: ReadonlyMap<string, CastSurvey>
  /** The issues that the DEFAULT of the column would not mend. */
  readonly uselessDefaults: ReadonlySet<string>
  /** What speaks against a remedy. */
  readonly effects: ReadonlyMap<string, Effect>
}

/** Of a source whose values nobody has looked at. */
export const NO_SURVEY: Survey = { casts: new Map(), uselessDefaults: new Set(), effects: new Map() }

/** Looks at the rows of each issue. Nothing is changed. */
export function surveyRemedies(
  snapshot: Snapshot,
  issues: readonly Issue[],
  catalog: Catalog,
  schema: TargetSchema,
): Survey {
  return {
    casts: surveyCasts(snapshot, issues, catalog, schema),
    uselessDefaults: surveyDefaults(snapshot, issues, catalog, schema),
    effects: surveyEffects(snapshot, issues, catalog, schema),
  }
}
