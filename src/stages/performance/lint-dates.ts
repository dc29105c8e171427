import { numbersUnit } from '../../sql/epoch.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { withModifiers } from './date-modifiers.ts'
import { DATE_FUNCTIONS, entryOf, ofMoment, spellingOf } from './function-spellings.ts'
import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnsIn,
  nameText,
  type Range,
  type Rule,
  symbol,
  textOf,
} from './lint-tokens.ts'
import { momentOf } from './moment-texts.ts'
import { plainText } from './query-clauses.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'
import { strftimeOf, unknownParts } from './strftime-format.ts'

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
  if (isSharedCall(scope, name, given)) return null
  const written = given.flatMap((range) => textIn(scope, range) ?? [])
  const what = `calls ${name}()${written.length === 0 ? '' : ` with ${written.map(quoteLiteral).join(', ')}`}`
  const own = 'advice' in entry ? null : spelledCall(scope, name, given, moment, isEpoch)
  const unknown = given.flatMap((range) => unknownName(scope, range) ?? [])
  const but = unknown.length > 0 ? `, where ${unknown.join(', ')} has moments in UTC or texts of them` : ''
  if (own !== null) return { code: 'query-date-function', what, spelling: `${own}${but}` }
  const spelled = moment === null ? entry : ofMoment(entry, moment.written, moment.timestamp)
  return { code: 'query-date-function', what, spelling: spellingOf(spelled) }
})

/** `date(a)` of a moment, or of a day that is written there, is in both dialects, and gives the same day. */
function isSharedCall(scope: QueryScope, name: string, given: readonly Range[]): boolean {
  const [value, ...others] = given
  if (name !== 'date' || value === undefined || others.length > 0) return false
  if (/^\d{4}-\d\d-\d\d$/.test(textIn(scope, value) ?? '')) return true
  const column = columnFrom(scope, value.from)
  if (column?.next !== value.to) return false
  return /^(date|timestamp)$/.test(column.column.plan?.type.kind ?? '') && !isCounted(column.column)
}

/** The call as PostgreSQL spells it, with its own format and modifiers; null where its value is not understood. */
function spelledCall(
  scope: QueryScope,
  name: string,
  given: readonly Range[],
  counted: Moment | null,
  isEpoch: boolean,
): string | null {
  const isFormatted = name === 'strftime'
  const format = isFormatted && given[0] !== undefined ? textIn(scope, given[0]) : ''
  const [value, ...others] = isFormatted ? given.slice(1) : given
  const texts = (isEpoch ? others.slice(1) : others).map((range) => textIn(scope, range))
  const start = counted?.timestamp ?? (isEpoch ? null : startOf(scope, value))
  if (format === null || start === null || texts.includes(null)) return null
  const { timestamp, unknown } = withModifiers(
    start,
    texts.flatMap((text) => text ?? []),
  )
  const spelled = unknown.length > 0 ? null : resultOf(name, format, timestamp)
  if (spelled !== null) return spelled
  const parts = isFormatted ? unknownParts(format) : []
  const open = [...unknown, ...parts].map(quoteLiteral).join(', ')
  return `${open === '' ? name : open} has to be written by hand, over the timestamp ${timestamp}`
}

/** Of what is no column: the moment of the statement, a literal, or what the owner knows. */
function startOf(scope: QueryScope, value: Range | undefined): string | null {
  const text = value === undefined ? 'now' : textIn(scope, value)
  if (text !== null && /^now$/i.test(text)) return `(now() at time zone 'utc')`
  if (text !== null) return /^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?$/.test(text) ? `timestamp '${text}'` : null
  if (value === undefined || columnsIn(scope, value).length > 0) return null
  const name = unknownName(scope, value)
  if (name !== null) return `${name}::timestamp`
  const token = scope.tokens[value.from]
  return token?.kind === 'parameter' && value.to === value.from + 1
    ? `cast(${token.value} as timestamp)`
    : null
}

/** A name whose column nothing tells, as one of a WITH, of a view or of a query in FROM; null for anything else. */
function unknownName(scope: QueryScope, { from, to }: Range): string | null {
  const isName = scope.tokens.slice(from, to).every(({ kind, value }, at) => {
    if (at % 2 === 1) return value === '.'
    return kind === 'identifier' || (kind === 'word' && !/^(current_\w+|null|true|false)$/i.test(value))
  })
  if (!isName || (to - from) % 2 === 0 || columnFrom(scope, from) !== null) return null
  return nameText(scope, from, to - 1)
}

/** The text that an argument is; null for anything else. */
function textIn(scope: QueryScope, { from, to }: Range): string | null {
  const token = scope.tokens[from]
  return token?.kind === 'string' && to === from + 1 ? token.value : null
}

function resultOf(name: string, format: string, timestamp: string): string | null {
  switch (name) {
    case 'date':
      return `${timestamp.replace(/^([\w.]+|".*")::timestamp$/, '$1')}::date`
    case 'time':
      return `date_trunc('second', ${timestamp})::time`
    case 'datetime':
      return `date_trunc('second', ${timestamp})`
    case 'julianday':
      return `(extract(epoch from ${timestamp}) / 86400 + 2440587.5)::double precision`
    case 'unixepoch':
      return `floor(extract(epoch from ${timestamp}))::bigint`
    case 'strftime':
      return strftimeOf(format, timestamp)
    default:
      return null
  }
}

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
