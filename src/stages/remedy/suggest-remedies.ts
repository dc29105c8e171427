import { type Issue, issueId } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import type { Catalog, Column } from '../catalog/catalog.ts'
import type { TargetSchema, TargetType } from '../target/target-schema.ts'
import { leaveKeysToOwner } from './leave-keys-to-owner.ts'
import { quoted } from './quoted.ts'
import { reviewCast } from './review-cast.ts'
import { subjectOf } from './subject-of.ts'
import { misfit, open, type Suggestion } from './suggestion.ts'
import { suggestionOf, WAIVED_CODES } from './suggestion-of.ts'
import { NO_SURVEY, type Survey } from './survey.ts'
import { castOf } from './survey-casts.ts'
import type { Effect } from './survey-effects.ts'
import { typeInTarget } from './type-in-target.ts'
import { leaveCastToOwner } from './written-for-values.ts'

/**
 * A settings file with a remedy for each issue that has one. What loses data stands there as a comment, unless the declaration of
 * the source asks for it: the owner must choose. Ids and names are spelled as JSON, which YAML reads. Pure.
 *
 * @param survey what the values say of the remedies
 */
export function suggestRemedies(
  issues: readonly Issue[],
  catalog: Catalog,
  schema: TargetSchema,
  survey: Survey = NO_SURVEY,
): string {
  const entries = issues.flatMap((found) => {
    const suggestion = reviewed(suggestionOf(found, catalog, schema), found, catalog, schema, survey)
    return suggestion === null || WAIVED_CODES.has(found.code) ? [] : remedyEntry(found, suggestion)
  })
  const isAny = entries.some((line) => line.startsWith('  -'))
  const waivers = issues.filter(({ code }) => WAIVED_CODES.has(code))
  return [
    ...HEAD,
    '',
    ...(entries.length === 0 ? [] : [isAny ? 'remedies:' : '# remedies:', ...entries]),
    ...(waivers.length === 0 ? [] : ['', ...WAIVERS, ...waivers.flatMap(waiverEntry)]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

const HEAD = [
  '# Proposed by pg-rehearsal inspect --suggest. Remedies change a private copy; the source stays as it is.',
  '# The first remedy that matches an issue counts. What is a comment loses data, can break keys, does not mend every',
  '# row, or is one choice of several: read it, and take away its "# " if you agree, and that of "remedies:".',
]

const WAIVERS = [
  '# Issues that you accept for a time, because the application takes care of them:',
  '# waivers:',
]

function reviewed(
  suggestion: Suggestion | null,
  found: Issue,
  catalog: Catalog,
  schema: TargetSchema,
  { casts, uselessDefaults, effects }: Survey,
): Suggestion | null {
  const id = issueId(found)
  const cast = casts.get(id)
  const { table, column } = subjectOf(found, catalog)
  if (suggestion === null || table === undefined) return suggestion
  if (column === undefined) return leaveKeysToOwner(suggestion, found, catalog, cast)
  const type = typeInTarget(schema, found.table, found.column)
  const able =
    cast === undefined
      ? withEffect(suggestion, effects.get(id), found, column, type)
      : reviewCast(suggestion, cast, column, type)
  if (able === null) return null
  const isUseless = able.lines[0] === 'do: default' && uselessDefaults.has(id)
  const useful = isUseless ? open('drop-row', NO_BETTER) : leaveCastToOwner(able, table, column)
  return leaveKeysToOwner(useful, found, catalog, cast)
}

/** Values that would be lost, and that no cast reads, cannot be kept. */
function withEffect(
  suggestion: Suggestion,
  effect: Effect | undefined,
  { priority }: Issue,
  column: Column,
  type: TargetType | null,
): Suggestion | null {
  switch (effect) {
    case undefined:
      return suggestion
    case 'none':
      return castOf(suggestion.lines) !== null && priority === 'HIGH' ? misfit(column, type) : null
    case 'too-long':
      return { ...suggestion, does: `${suggestion.does}. ${TOO_LONG}`, open: true }
    default:
      return effect satisfies never
  }
}

const TOO_LONG = 'Without it some texts are longer than declared, and the target would be text'

const NO_BETTER =
  'drops the rows: the DEFAULT of the column would not mend them; or "do: replace" with a value'

function remedyEntry(found: Issue, { lines, does, open }: Suggestion): readonly string[] {
  const rows = found.rows === 0 ? '' : ` (${amount(found.rows, 'row')})`
  const [first, ...rest] = [`issue: ${quoted(issueId(found))}`, ...lines]
  const entry = [`  - ${first}`, ...rest.map((line) => `    ${line}`)]
  return [
    `  # ${found.priority}: ${oneLine(found.message)}${rows}`,
    `  # ${oneLine(does)}`,
    ...(open ? entry.map((line) => `  #${line.slice(1)}`) : entry),
  ]
}

function waiverEntry(found: Issue): readonly string[] {
  return [
    `#   # ${found.priority}: ${oneLine(found.message)}`,
    `#   - issue: ${quoted(issueId(found))}`,
    '#     reason: …',
    '#     expires: YYYY-MM-DD',
  ]
}

/** A name of the source can hold a line end, which would end the comment, or a character that YAML refuses. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]+/gu, ' ')
}
