import type { ColumnProfile } from '../catalog/column-profile.ts'
import { isText, type WrittenColumn } from './lint-tokens.ts'
import type { ScopeColumn } from './query-scope.ts'

/** What is known of the texts that SQLite has for the moments of a column. */
export interface MomentText {
  /** What to_char() makes of it begins as they do. */
  readonly format: string
  /** It is all of each text. */
  readonly isWhole: boolean
  /** Whether the characters from one place to another, counted from 1, are those that the format gives. */
  readonly gives: (first: number, last: number) => boolean
}

const DAY = 10
/** Where the hours begin, and where the minutes end. */
const CLOCK = { first: 12, last: 16 }

/**
 * How SQLite spells the moments of a column, as far as the catalog has measured it: by one spelling of all of them, or by the
 * forms that there are. A form does not tell a `T` from a blank, nor whether there are seconds and how many decimals. Null
 * where not even the day is that of the text: of numbers, and of texts with an offset.
 */
export function momentTextOf({ momentSpelling, plan, profile }: ScopeColumn): MomentText | null {
  const { integers, reals, blobs, texts, textForms: forms } = profile
  if (!/^(date|timestamp|timestamptz)$/.test(plan?.type.kind ?? '') || integers + reals + blobs > 0)
    return null
  const timestamps = forms.timestamp + forms['timestamp-utc']
  if (texts === 0 || forms.date + timestamps !== texts) return null
  if (timestamps === 0) return whole('YYYY-MM-DD')
  const known = momentSpelling === null || plan?.type.kind === 'date' ? null : formatOf(momentSpelling)
  if (known !== null) return known
  const hasClock = forms.date === 0 && plan?.type.kind !== 'date'
  return {
    format: hasClock ? 'YYYY-MM-DD HH24:MI' : 'YYYY-MM-DD',
    isWhole: false,
    gives: (first, last) => last <= DAY || (hasClock && first >= CLOCK.first && last <= CLOCK.last),
  }
}

function whole(format: string): MomentText {
  return { format, isWhole: true, gives: () => true }
}

/**
 * Of `20 TZ`, as `spellingOf` has it.
 * https://www.postgresql.org/docs/current/functions-formatting.html
 */
function formatOf(spelling: string): MomentText | null {
  const [, length = '', separator = '', offset = ''] = /^(\d+) ([T ])(.*)$/.exec(spelling) ?? []
  const clock = Number(length) - DAY - 1 - offset.length
  // a blank before the offset is the last of what stands between
  if (separator === '' || !/^ ?(Z|[+-]00(:?00)?)?$/.test(offset)) return null
  const decimals = clock - 'HH:MM:SS.'.length
  if (clock !== 5 && clock !== 8 && (decimals < 1 || decimals > 6)) return null
  const seconds = clock === 5 ? '' : clock === 8 ? ':SS' : `:SS.FF${decimals}`
  const [between, behind] = [separator === 'T' ? '"T"' : ' ', offset === '' ? '' : `"${offset}"`]
  return whole(`YYYY-MM-DD${between}HH24:MI${seconds}${behind}`)
}

/** The timestamp in UTC that SQLite's functions see in a column; null where PostgreSQL has neither a moment nor a text. */
export function momentOf({ column, text }: WrittenColumn): string | null {
  const kind = column.plan?.type.kind
  if (kind === 'timestamptz') return `(${text} at time zone 'utc')`
  if (kind === 'timestamp') return text
  // https://www.sqlite.org/lang_datefunc.html: a time alone is one of this day
  if (kind === 'time') return `(date '2000-01-01' + ${text})`
  if (kind !== 'date' && !isText(column)) return null
  // a cast to timestamp drops the offset
  return hasOffsets(column.profile) && isText(column)
    ? `(${text}::timestamptz at time zone 'utc')`
    : `${text}::timestamp`
}

function hasOffsets({ textForms }: ColumnProfile): boolean {
  return textForms['timestamp-offset'] + textForms['timestamp-nano-offset'] > 0
}
