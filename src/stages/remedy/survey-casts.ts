import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issueId } from '../../issues/issue.ts'
import type { CastSource } from '../../issues/remedy.ts'
import { arrivingValue } from '../../sql/arriving-value.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { hasForm } from '../../sql/value-forms.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { isInUniqueKey } from './is-in-unique-key.ts'
import { inMain } from './named-rows.ts'
import { READERS } from './read-value.ts'
import type { SqliteValue } from './sqlite-value.ts'
import { subjectOf } from './subject-of.ts'
import type { Suggestion } from './suggestion.ts'
import { suggestionOf } from './suggestion-of.ts'

/** What the values in the rows of an issue are to the cast that could be proposed for them. */
export interface CastSurvey {
  readonly from: CastSource
  readonly rows: number
  /** Those that the cast reads. */
  readonly read: number
  /** Texts of nothing but blanks. */
  readonly empty: number
  /** `12,50`: digits with one comma among them, which the cast reads or not. */
  readonly commas: number
  /** The column is part of a unique key, and the cast makes one value of several, in whatever rows. */
  readonly collides: boolean
}

/** Longer texts than this are no number, no word and no UUID. */
const LONGEST_READ = 1000

/** Looks at the rows of each issue for which a cast would be proposed ready to use, or one of several for texts among bytes, by the ids of the issues. */
export function surveyCasts(
  snapshot: Snapshot,
  issues: readonly Issue[],
  catalog: Catalog,
  schema: TargetSchema,
): ReadonlyMap<string, CastSurvey> {
  const surveys = new Map<string, CastSurvey>()
  const wheres = new Map(schema.issues.map(({ issue, rowsWhere }) => [issueId(issue), rowsWhere]))
  const database = snapshot.open()
  try {
    for (const found of issues) {
      const suggestion = suggestionOf(found, catalog, schema)
      const from = suggestion === null ? [] : candidates(found, suggestion)
      const where = wheres.get(issueId(found)) ?? null
      const { table, column } = subjectOf(found, catalog)
      if (from.length === 0 || where === null || table === undefined || column === undefined) continue
      const survey = best(from.map((source) => surveyRows(database, table, column, source, where)))
      if (survey !== null) surveys.set(issueId(found), survey)
    }
  } finally {
    database.close()
  }
  return surveys
}

/** Texts that stand for bytes, or for themselves: only the values can tell, and the owner. */
const BYTES_OF_TEXTS: readonly CastSource[] = ['hex', 'uuid-text', 'base64']

function candidates({ code }: Issue, { lines, open }: Suggestion): readonly CastSource[] {
  const from = castOf(lines)
  if (from !== null && code === 'text-in-blob') return BYTES_OF_TEXTS
  return from === null || open ? [] : [from]
}

/** The first that reads every row, else that with the most. */
function best(surveys: readonly (CastSurvey | null)[]): CastSurvey | null {
  const known = surveys.filter((survey) => survey !== null)
  return known.toSorted((a, b) => b.read - a.read)[0] ?? null
}

/** What the lines of a suggestion read the values as; null where they are no cast. */
export function castOf([first, second = '']: readonly string[]): CastSource | null {
  const from = second.replace('from: ', '')
  return first === 'do: cast' && from in READERS ? (from as CastSource) : null
}

/** Null where SQLite cannot read the rows: the file can be damaged, or its schema need functions that are not here. */
function surveyRows(
  database: SqliteDatabase,
  table: Table,
  column: Column,
  from: CastSource,
  where: string,
): CastSurvey | null {
  const value = quoteIdentifier(column.name)
  const isText = `typeof(${value}) = 'text'`
  const bare = `ltrim(trim(${value}), '+-')`
  const hasComma = `${bare} glob '[0-9]*,*[0-9]' and ${bare} not glob '*[^0-9,]*' and ${bare} not glob '*,*,*'`
  const isShort = BYTES_OF_TEXTS.includes(from) ? '1' : `octet_length(${value}) <= ${LONGEST_READ}`
  const options = { deterministic: true, directOnly: true }
  database.function('is_read', options, (given) => (READERS[from](given as SqliteValue) === null ? 0 : 1))
  database.function('as_read', options, (given) => READERS[from](given as SqliteValue))
  try {
    const [rows, read, empty, commas] = database
      .prepare<[], [bigint, bigint, bigint, bigint]>(`
        select count(*),
               total(iif(${isShort}, is_read(${value}), 0)),
               total(${isText} and trim(${value}) = ''),
               total(${isText} and ${hasComma})
          from ${inMain(table.name)} not indexed
         where ${where}`)
      .raw()
      .get() ?? [0, 0, 0, 0]
    const counts = {
      from,
      rows: Number(rows),
      read: Number(read),
      empty: Number(empty),
      commas: Number(commas),
    }
    return { ...counts, collides: isInUniqueKey(table, column) && makesEqual(database, table, value) }
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}

/** Whether the cast makes one value of several, as the target compares them: a day is the moment at its midnight. */
function makesEqual(database: SqliteDatabase, { name }: Table, value: string): boolean {
  const read = `iif(octet_length(${value}) <= ${LONGEST_READ}, as_read(${value}), null)`
  const compared = (side: string) =>
    `count(distinct iif(${hasForm(side, MOMENTS)}, ${arrivingValue(side, MOMENT)}, ${side}) collate binary)`
  // the limit keeps a cast from being computed for each mention of it
  const sql = `
    select ${compared('before')} > ${compared('behind')}
      from (select ${value} as before, ifnull(${read}, ${value}) as behind from ${inMain(name)} limit -1)`
  return Number(database.prepare(sql).pluck().get()) === 1
}

const MOMENTS = ['date', 'timestamp', 'timestamp-utc', 'timestamp-offset']
const MOMENT = { kind: 'timestamptz', misfit: null, padded: false, utf16: false } as const
