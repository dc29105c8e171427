import { DatabaseSync } from 'node:sqlite'
import type { RowKey } from '../../src/issues/issue.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'

/** An issue that a case announces. */
export interface Expectation {
  readonly severity: 'error' | 'warning' | 'info'
  /** Several names are divided by commas or slashes; long ones are cut with an ellipsis. */
  readonly table: string
  /** Columns, or objects; null where the issue is about the table. */
  readonly column: string | null
  /** SQL predicates, each for one row; empty where the issue is not about rows. */
  readonly rows: readonly string[]
}

type FoundIssue = RunRecord['issues'][number]

/**
 * What is missing of an expectation; empty where it is met. Each name must be met by an issue, and the rows must be
 * exactly those of issues that name no row beyond what the case expects at this place.
 *
 * @param all the expectations of the case: one issue can be about the rows of several
 */
export function unmet(
  wanted: Expectation,
  all: readonly Expectation[],
  record: RunRecord,
  source: string,
): readonly string[] {
  const tables = tableNames(wanted.table)
  const names = wanted.column === null ? [null] : columnNames(wanted.column)
  const lacking: string[] = []
  const met = tables.flatMap((table) => {
    const here = record.issues.filter((issue) => matches(issue.table, table) || matches(issue.object, table))
    if (here.length === 0) lacking.push(`no issue about ${table}`)
    return names.flatMap((name) => {
      const found = here.filter((issue) => name === null || isAbout(issue, name))
      if (found.length === 0) lacking.push(`no issue about ${table}.${name}`)
      return found
    })
  })
  if (wanted.rows.length === 0 || lacking.length > 0) return lacking
  const [table = ''] = tables
  const rows = (predicates: readonly string[]) => rowsOf(source, table, predicates)
  const expected = rows(wanted.rows)
  const allowed = rows(all.filter((other) => sharesPlace(other, wanted)).flatMap((other) => other.rows))
  const named = met.map(({ examples }) =>
    rowsOfKeys(
      source,
      table,
      examples.map(({ key }) => key),
    ),
  )
  const exact = named.filter((found) => found.size > 0 && isWithin(found, allowed))
  const covered = new Set(exact.flatMap((found) => [...found]))
  return isWithin(expected, covered) ? [] : [`the rows ${wanted.rows.join(', ')} of ${table}`]
}

function isWithin(part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean {
  return [...part].every((place) => whole.has(place))
}

function sharesPlace(one: Expectation, other: Expectation): boolean {
  const columns = new Set(columnNames(other.column ?? ''))
  return one.table === other.table && columnNames(one.column ?? '').some((name) => columns.has(name))
}

function tableNames(text: string): readonly string[] {
  return text.split(/, | \/ /).map((name) => (name === '""' ? '' : name))
}

/** `trigger x`, `index x`, `a, b (default 0)`, `url (the_index)`: the names of columns and objects. */
function columnNames(text: string): readonly string[] {
  return text
    .replace(/ \(.*\)$/, '')
    .split(', ')
    .map((name) => (name === '""' ? '' : name.replace(/^(trigger|index) /, '')))
}

function isAbout(issue: FoundIssue, name: string): boolean {
  return matches(issue.column, name) || matches(issue.object, name)
}

function matches(name: string | null, wanted: string): boolean {
  if (name === null) return false
  const [head = '', tail] = wanted.split(/…|\.\.\./)
  return tail === undefined ? name === wanted : name.startsWith(head) && name.endsWith(tail)
}

/** The places of rows in their table. */
function rowsOf(source: string, table: string, predicates: readonly string[]): ReadonlySet<number> {
  const conditions = predicates.map((predicate) =>
    predicate.includes('…') ? predicate.replace('=', ' glob ').replace('…', '*') : predicate,
  )
  return places(source, table, conditions.join(' or '), [])
}

function rowsOfKeys(source: string, table: string, keys: readonly RowKey[]): ReadonlySet<number> {
  const found = keys.map((key) => {
    const conditions = Object.keys(key).map((name) => `cast(${quoteIdentifier(name)} as text) is ?`)
    return places(source, table, conditions.join(' and '), Object.values(key).map(asText))
  })
  return new Set(found.flatMap((set) => [...set]))
}

function asText(value: string | number | null): string | null {
  return value === null ? null : String(value)
}

function places(
  source: string,
  table: string,
  condition: string,
  values: readonly (string | null)[],
): ReadonlySet<number> {
  const database = new DatabaseSync(source, { readOnly: true })
  try {
    const rows = database
      .prepare(`
        select place from (select row_number() over () as place, ${condition} as wanted
                             from ${quoteIdentifier(table)} not indexed)
         where wanted`)
      .all(...values)
    return new Set(rows.map(({ place }) => Number(place)))
  } finally {
    database.close()
  }
}
