import { numbersUnit } from '../../sql/epoch.ts'
import { DATE_FUNCTIONS, entryOf, type FunctionEntry, ofMoment, spellingOf } from './function-spellings.ts'
import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnsIn,
  type Range,
  type Rule,
  symbol,
  textOf,
} from './lint-tokens.ts'
import { momentOf } from './moment-texts.ts'
import { plainText } from './query-clauses.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'
import { formatOfStrftime } from './strftime-format.ts'

/** A value that a function of dates is called with. */
interface Moment {
  /** With its modifier, as the call has it. */
  readonly written: string
  /** The timestamp in UTC that PostgreSQL takes it for. */
  readonly timestamp: string
}

const dates = atEach((scope, at) => {
  const name = callAt(scope, at)
  const entry = name === null ? undefined : entryOf(DATE_FUNCTIONS, name)
  if (name === null || entry === undefined) return null
  const given = argumentsFrom(scope, at + 1)
  const isEpoch = given.some((range) => plainText(scope, range) === `'unixepoch'`)
  const moment = isEpoch ? countedIn(scope, given) : columnIn(scope, given)
  const own = isEpoch ? ofLoneEpoch(scope, name, entry, given) : entry
  const spelled = moment === null ? entry : ofMoment(own, moment.written, moment.timestamp)
  return { code: 'query-date-function', what: `calls ${name}()`, spelling: spellingOf(spelled) }
})

function columnIn(scope: QueryScope, given: readonly Range[]): Moment | null {
  const [column] = given.flatMap(({ from, to }) => {
    const written = columnFrom(scope, from)
    return written?.next === to ? [written] : []
  })
  // without a modifier a number counts the days of Julius Scaliger
  const timestamp = column === undefined || isCounted(column.column) ? null : momentOf(column)
  return column === undefined || timestamp === null ? null : { written: column.text, timestamp }
}

/** What stands before 'unixepoch', where it is of numbers, or of what has become moments by the migration. */
function countedIn(scope: QueryScope, given: readonly Range[]): Moment | null {
  const range = given[given.findIndex((one) => plainText(scope, one) === `'unixepoch'`) - 1]
  if (range === undefined) return null
  const text = textOf(scope, range)
  const written = `${text}, 'unixepoch'`
  const columns = columnsIn(scope, range)
  const isLone = columnFrom(scope, range.from)?.next === range.to
  if (columns.length > 0 && columns.every(({ plan }) => NUMBERS.has(plan?.type.kind ?? ''))) {
    const isWhole = isLone && columns.every(({ plan }) => plan?.type.kind === 'bigint')
    return { written, timestamp: `(to_timestamp(${isWhole ? text : `floor(${text})`}) at time zone 'utc')` }
  }
  const column = columnFrom(scope, range.from)
  if (column === null || !isCounted(column.column)) return null
  const rest = plainText(scope, { from: column.next, to: range.to })
  const unit = /^\/ 1000(\.0)?$/.test(rest) ? 'milliseconds' : rest === '' ? 'seconds' : null
  const timestamp = numbersUnit(column.column.profile) === unit ? momentOf(column) : null
  return timestamp === null ? null : { written, timestamp }
}

const NUMBERS: ReadonlySet<string> = new Set(
  'smallint,integer,bigint,numeric,real,double precision'.split(','),
)

/** Whether numbers have become the moments of a column. */
function isCounted({ plan, profile }: ScopeColumn): boolean {
  const { texts, blobs, integers, reals } = profile
  return /^timestamp(tz)?$/.test(plan?.type.kind ?? '') && integers + reals > 0 && texts + blobs === 0
}

/** What a call with no other modifier is: that of its format, or the first of the entry, which has none. */
function ofLoneEpoch(
  scope: QueryScope,
  name: string,
  entry: FunctionEntry,
  given: readonly Range[],
): FunctionEntry {
  if ('advice' in entry || given.length !== (name === 'strftime' ? 3 : 2)) return entry
  if (name !== 'strftime') return entry.slice(0, 1)
  const token = scope.tokens[given[0]?.from ?? -1]
  const format = token?.kind === 'string' ? formatOfStrftime(token.value) : null
  if (token === undefined || format === null) return entry
  return [{ sqlite: `strftime('${token.value}', at)`, postgres: `to_char(at::timestamp, '${format}')` }]
}

/** The sessions of a rehearsal are in UTC; those of production need not be. */
const currentTimes = atEach((scope, at) => {
  const word = symbol(scope, at)
  if (!/^current_(timestamp|date|time)$/.test(word)) return null
  const type = word.slice('current_'.length)
  const what = `uses ${word.toUpperCase()}, which is UTC in SQLite, and of the session's time zone in PostgreSQL`
  return {
    code: 'query-date-function',
    what,
    spelling: `(now() at time zone 'utc')::${type}`,
    priority: 'LOW',
  }
})

export const DATE_RULES: readonly Rule[] = [dates, currentTimes]
