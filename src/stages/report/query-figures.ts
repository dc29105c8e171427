import { formatCount } from '../../progress/amount.ts'
import type { RunRecord } from '../record/run-record.ts'

type Performance = RunRecord['performance']
export type QueryRecord = Performance['queries'][number]

const GRADES = {
  failed: 'failed (over 5×)',
  degraded: 'degraded (over 2×)',
  acceptable: 'acceptable',
  'too-fast': 'too fast to grade',
  'not-run': 'not measured',
} as const satisfies Record<QueryRecord['grade'], string>

const ORDER = Object.keys(GRADES)

/** `12 in all: 11 equal, 1 different; 1 failed (over 5×), 11 too fast to grade; the median takes 1.3×`; null for none. */
export function querySummary({ queries, medianRatio }: Performance): string | null {
  if (queries.length === 0) return null
  const different = queries.filter(({ results }) => results === 'different').length
  const equal = queries.filter(({ results }) => results === 'equal').length
  const uncompared = queries.filter(isUncompared).length
  const results =
    `${formatCount(equal)} equal${different === 0 ? '' : `, ${formatCount(different)} different`}` +
    (uncompared === 0 ? '' : `, ${formatCount(uncompared)} not compared`)
  const grades = Object.entries(GRADES).flatMap(([grade, words]) => {
    const count = queries.filter((query) => query.grade === grade).length
    return count === 0 ? [] : [`${formatCount(count)} ${words}`]
  })
  const median =
    medianRatio === null ? '' : `; the median takes ${formatRatio(medianRatio)} the time of SQLite`
  return `${formatCount(queries.length)} in all: ${results}; ${grades.join(', ')}${median}`
}

/** The worst first; other results before slow ones, and what is of no concern last. */
export function worstFirst(queries: readonly QueryRecord[]): readonly QueryRecord[] {
  const rank = (query: QueryRecord) => {
    const { results, grade, reason } = query
    const isUnknown = isUncompared(query) || (grade === 'not-run' && reason !== null)
    return results === 'different' || isUnknown ? -1 : ORDER.indexOf(grade)
  }
  return queries.toSorted((a, b) => rank(a) - rank(b) || (b.ratio ?? 0) - (a.ratio ?? 0))
}

/** Both sides were asked, and nothing is known of their results. */
function isUncompared({ results, grade }: QueryRecord): boolean {
  return results === 'not-compared' && grade !== 'not-run'
}

/** What is worth a line where there is little room. */
export function isRemarkable(query: QueryRecord): boolean {
  const { results, grade } = query
  return results === 'different' || isUncompared(query) || (grade !== 'too-fast' && grade !== 'acceptable')
}

/** The cells of a query: name, results, grade, SQLite, PostgreSQL, ratio. Name and reason can be of a stranger. */
export function queryCells(query: QueryRecord): readonly string[] {
  const { name, results, grade, sqliteMs, postgresMs, ratio, ratioInterval } = query
  const ends =
    ratioInterval === null ? '' : ` (${ratioInterval.low.toFixed(1)}–${ratioInterval.high.toFixed(1)})`
  return [
    name,
    results === 'not-compared' ? 'not compared' : results,
    GRADES[grade],
    formatMilliseconds(sqliteMs),
    formatMilliseconds(postgresMs),
    ratio === null ? '' : `${formatRatio(ratio)}${ends}`,
  ]
}

export const QUERY_TITLES = ['Query', 'Results', 'Grade', 'SQLite:', 'PostgreSQL:', 'Ratio:'] as const

/** `1.3×` */
export function formatRatio(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : formatCount(Math.round(ratio))}×`
}

function formatMilliseconds(value: number | null): string {
  return value === null ? '' : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}
