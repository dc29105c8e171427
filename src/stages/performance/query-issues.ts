import { type Issue, issue } from '../../issues/issue.ts'
import type { LocaleOutcome } from './compare-in-locale.ts'
import { OTHER_ZONE } from './compare-in-time-zone.ts'
import type { ComparedQuery, Elsewhere } from './compare-query.ts'
import type { MissingIndex } from './find-missing-index.ts'
import type { QueryOutcome } from './performance-result.ts'
import { insteadOfLiteral, insteadOfOverflow } from './refused-literal.ts'
import { unsortedLimit } from './unsorted-limit.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: grouping_error */
const GROUPING_ERROR = '42803'

/**
 * What the owner must know of one query.
 *
 * @param rejecting tables of the query that did not arrive whole
 * @param linted what the lint has said of it
 */
export function issuesOfQuery(
  { outcome, difference, remedy, refusal }: ComparedQuery,
  rejecting: readonly string[],
  linted: readonly Issue[],
): readonly Issue[] {
  const { query, reason, grade, results } = outcome
  const object = query.name
  if (refusal?.sqlstate === GROUPING_ERROR) {
    return [issue('query-group-by-loose', { object, message: sentence(object, refusal.message) })]
  }
  if (refusal !== null) {
    const own = remedyOfRefusal(refusal, linted)
    const about = { object, message: sentence(object, refusal.message) }
    return [issue('query-refused', { ...about, ...(own === null ? {} : { remedy: own }) })]
  }
  const about = { object, message: sentence(object, reason ?? '') }
  return [
    ...(grade === 'not-run' && query.source === 'settings' ? [issue('query-not-compared', about)] : []),
    ...(results === 'not-compared' && isMeasured(outcome)
      ? [issue('query-not-compared', { ...about, remedy: BY_CHANCE })]
      : []),
    ...(difference === null ? [] : [differenceIssue(object, difference, remedy, rejecting)]),
    ...luckyLimit(outcome),
    ...slownessOf(outcome),
  ]
}

/** What is known of the cause; null where that is nothing. */
function remedyOfRefusal(
  refusal: NonNullable<ComparedQuery['refusal']>,
  linted: readonly Issue[],
): string | null {
  const { literal, message } = refusal
  const instead = literal === null ? insteadOfOverflow(message) : insteadOfLiteral(literal)
  if (instead !== null) return `In PostgreSQL: ${instead}`
  return linted.some((told) => canExplain(told, refusal))
    ? 'See what the other issues about this query say.'
    : null
}

/** Codes of what PostgreSQL takes, and gives other rows for. */
const TAKEN: ReadonlySet<string> = new Set([
  'query-null-order',
  'query-like-ignores-case',
  'query-inserts-key',
])

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: undefined_object, as a collation is */
const UNDEFINED_OBJECT = '42704'

/** Whether what the lint has told can be what PostgreSQL refuses. */
function canExplain({ code, priority }: Issue, { sqlstate }: NonNullable<ComparedQuery['refusal']>): boolean {
  if (code === 'query-compares-nocase') return sqlstate === UNDEFINED_OBJECT
  // CURRENT_TIMESTAMP alone
  if (code === 'query-date-function') return priority !== 'LOW'
  return !TAKEN.has(code)
}

/** A LIMIT of one is how many frameworks ask for a row by its key. */
function luckyLimit({ query, results, rows }: QueryOutcome): readonly Issue[] {
  const limit = query.source === 'settings' && results === 'equal' ? unsortedLimit(query.sqlite) : null
  if (limit === null || limit < 2 || rows !== limit) return []
  const words = `nothing sorts its rows before LIMIT takes ${limit} of them; that both engines gave the same ones was luck`
  return [issue('query-unsorted-limit', { object: query.name, message: sentence(query.name, words) })]
}

const BY_CHANCE = 'Give the moment as a parameter; what is by chance can only be looked at.'

function isMeasured({ roundTripMs }: QueryOutcome): boolean {
  return roundTripMs !== null
}

function differenceIssue(
  object: string,
  difference: string,
  known: string | null,
  rejecting: readonly string[],
): Issue {
  if (rejecting.length === 0 || known !== null) {
    const own = known === null ? {} : { remedy: known }
    return issue('query-results-differ', { object, message: sentence(object, difference), ...own })
  }
  const why = `${difference}; rows of ${rejecting.join(', ')} were rejected`
  const remedy = 'First make all rows arrive; then compare again.'
  return issue('query-not-compared', { object, message: sentence(object, why), remedy })
}

function slownessOf(outcome: QueryOutcome): readonly Issue[] {
  const { query, grade, sqliteMs, postgresMs, ratio, reason } = outcome
  if ((grade !== 'degraded' && grade !== 'failed') || ratio === null) return []
  const code = grade === 'failed' ? 'query-much-slower' : 'query-slower'
  const times = `${milliseconds(postgresMs?.median)} in PostgreSQL, ${milliseconds(sqliteMs?.median)} in SQLite`
  const stopped = isMeasured(outcome) ? null : reason
  const words = stopped ?? `${ratio.median.toFixed(1)} times as long: ${times}`
  return [issue(code, { object: query.name, message: sentence(query.name, words) })]
}

export function missingIndexIssue(
  { table, columns, sql, postgresMs }: MissingIndex,
  { query, postgresMs: before }: QueryOutcome,
): Issue {
  const message =
    `The query "${query.name}" takes ${milliseconds(postgresMs.median)} with an index on ` +
    `${columns.join(', ')}, and ${milliseconds(before?.median)} without`
  return issue('index-missing', { table, object: columns.join(', '), message, remedy: `Create it: ${sql}` })
}

/**
 * What another locale, or a session of another time zone, than that of the rehearsal makes of a query.
 *
 * @param texts the columns that it sorts or compares
 */
export function issuesElsewhere(
  object: string,
  elsewhere: Elsewhere | null,
  texts: readonly string[],
): readonly Issue[] {
  if (elsewhere === null) return []
  const { locale, timeZone } = elsewhere
  return [
    ...localeIssues(object, locale, texts),
    ...(timeZone === null
      ? []
      : [issue('query-time-zone', { object, message: zoneMessage(object, timeZone) })]),
  ]
}

function zoneMessage(object: string, difference: string): string {
  return sentence(
    object,
    `in a session of the time zone ${OTHER_ZONE} it gives another result: ${difference}`,
  )
}

/** At most one. */
function localeIssues(object: string, outcome: LocaleOutcome, texts: readonly string[]): readonly Issue[] {
  if (outcome.kind === 'equal') return []
  const spelled =
    texts.map((text) => `${text} collate "C"`).join(', ') || 'COLLATE "C" after each text that it compares'
  const remedy = `In PostgreSQL: ${spelled}; or create the database with the locale C`
  if (outcome.kind === 'not-measured') {
    if (texts.length === 0) return []
    const words = `it sorts or compares ${texts.join(', ')}, which a database of another locale than C can do otherwise`
    const message = sentence(object, `${words}; it could not be asked in one`)
    return [issue('query-text-locale', { object, message, remedy, priority: 'LOW' })]
  }
  const { locale, difference } = outcome
  const whose = locale.isOwn
    ? `the locale of the database of the URL, ${locale.name},`
    : `a locale like ${locale.name}, as many servers have it,`
  const message = sentence(object, `in ${whose} it gives another result: ${difference}`)
  return [
    issue('query-text-locale', { object, message, remedy, ...(locale.isOwn ? {} : { priority: 'LOW' }) }),
  ]
}

function sentence(name: string, words: string): string {
  return `The query "${name}": ${words}`
}

function milliseconds(value: number | undefined): string {
  return `${(value ?? 0).toFixed(1)} ms`
}
