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
  /** Why they are not compared, or not all of them; null where they are. */
  readonly reason: string | null
}

/**
 * Compares two answers. Where they differ, and the query asks for the moment or for chance, they can do so rightly: then the
 * columns count that do not hold it, and the figures of rows and columns, and what could not be compared is said.
 */
export function judgeResults(query: AskedQuery, sqlite: SqliteRows, answer: CutRows): Judged {
  const compare = (ordered: boolean, without: readonly number[] = []) =>
    compareResults(
      { ...sqlite, rows: emptied(sqlite.rows, without) },
      { ...answer, rows: emptied(answer.rows, without) },
      ordered,
      query.tolerance,
    )
  const written = compare(query.ordered) ?? withoutOrder(query, sqlite)
  if (written === null) return EQUAL
  const chance = chanceIn([query.sqlite.sql, query.postgres.sql])
  const { width } = sqlite
  const isOther = sqlite.rows.length !== answer.rowCount && !chance?.canChangeCount
  if (chance === null || isOther || width !== answer.types.length) return different(written)
  const why = `it asks for ${chance.words.join(', ')}, which depends on the moment or on chance`
  if (chance.order === 'none') {
    const open = chance.columns?.map((at) => (at < 0 ? width + at : at)) ?? null
    const figures = `${why}; ${countsOf(sqlite, answer)} of ${amount(width, 'column')}`
    if (open === null || new Set(open).size === width)
      return notCompared(`${figures}, whose values are not compared`)
    const others = compare(false, open) ?? withoutOrder(query, sqlite)
    if (others !== null) return different(others)
    const names = [...new Set(open)].toSorted((a, b) => a - b).map((at) => at + 1)
    const columns = `${names.length === 1 ? 'column' : 'columns'} ${names.join(', ')}`
    const order = compare(query.ordered, open) === null ? '' : ', nor is the order of the rows'
    return notCompared(`${figures}, of which the values of ${columns} are not compared${order}`)
  }
  const difference = compare(false)
  if (difference !== null) return different(difference)
  if (chance.order === 'whole') return EQUAL
  return notCompared(`${why}; both sides give the same rows, whose order is not compared`)
}

const EQUAL: Judged = { results: 'equal', difference: null, reason: null }

function different(difference: string): Judged {
  return { results: 'different', difference, reason: null }
}

function notCompared(reason: string): Judged {
  return { results: 'not-compared', difference: null, reason }
}

function countsOf(sqlite: SqliteRows, answer: CutRows): string {
  const [source = '', target] = [sqlite.rows.length, answer.rowCount].map((count) => amount(count, 'row'))
  return source === target ? `both sides give ${source}` : `${source} in SQLite, ${target} in PostgreSQL`
}

/** The rows with nothing in some columns, so that the others keep their places. */
function emptied<T>(
  rows: readonly (readonly T[])[],
  columns: readonly number[],
): readonly (readonly (T | null)[])[] {
  if (columns.length === 0) return rows
  return rows.map((row) => row.map((value, at) => (columns.includes(at) ? null : value)))
}

/** Rows that nobody has asked to be sorted come in this order by luck. */
function withoutOrder({ ordered, postgres }: AskedQuery, { rows }: SqliteRows): Difference {
  if (!ordered || rows.length < 2 || isOrdered(postgres.sql)) return null
  return 'SQLite is asked for an order, and PostgreSQL is not'
}
