import type { CutRows } from '../../engines/postgres/database.ts'
import { amount } from '../../progress/amount.ts'
import { chanceIn } from './chance.ts'
import { compareResults, type Difference } from './compare-results.ts'
import { isOrdered } from './is-ordered.ts'
import type { QueryOutcome } from './performance-result.ts'
import type { AskedQuery } from './query.ts'
import type { SqliteRows } from './query-process.ts'

/** What the answers of both engines to one query say. */
export interface Judged {
  readonly results: QueryOutcome['results']
  /** null but for results that are different. */
  readonly difference: Difference
  /** Why they are not compared; null where they are. */
  readonly reason: string | null
}

/**
 * Compares two answers. Where they differ, and the query asks for the moment or for chance, they can do so rightly: then only
 * the figures of rows and columns count, and what could not be compared is said.
 */
export function judgeResults(query: AskedQuery, rows: SqliteRows, answer: CutRows): Judged {
  const written = compareResults(rows, answer, query.ordered, query.tolerance) ?? withoutOrder(query, rows)
  if (written === null) return EQUAL
  const chance = chanceIn([query.sqlite.sql, query.postgres.sql])
  if (chance === null) return { results: 'different', difference: written, reason: null }
  const isOther = rows.length !== answer.rowCount && !chance.canChangeCount
  const width = rows[0]?.length ?? answer.types.length
  if (isOther || width !== answer.types.length)
    return { results: 'different', difference: written, reason: null }
  const why = `it asks for ${chance.words.join(', ')}, which depends on the moment or on chance`
  if (chance.order === 'none') {
    const sides = [rows.length, answer.rowCount].map((count) => amount(count, 'row'))
    const counts =
      sides[0] === sides[1]
        ? `both sides give ${sides[0]}`
        : `${sides[0]} in SQLite, ${sides[1]} in PostgreSQL`
    const reason = `${why}; ${counts} of ${amount(width, 'column')}, whose values are not compared`
    return { results: 'not-compared', difference: null, reason }
  }
  const difference = compareResults(rows, answer, false, query.tolerance)
  if (difference !== null) return { results: 'different', difference, reason: null }
  if (chance.order === 'whole') return EQUAL
  return {
    results: 'not-compared',
    difference: null,
    reason: `${why}; both sides give the same rows, whose order is not compared`,
  }
}

const EQUAL: Judged = { results: 'equal', difference: null, reason: null }

/** Rows that nobody has asked to be sorted come in this order by luck. */
function withoutOrder({ ordered, postgres }: AskedQuery, rows: SqliteRows): Difference {
  if (!ordered || rows.length < 2 || isOrdered(postgres.sql)) return null
  return 'SQLite is asked for an order, and PostgreSQL is not'
}
