/** The forms of timestamps with more decimals than PostgreSQL keeps. */
export const NANO_FORMS = ['timestamp-nano', 'timestamp-nano-utc', 'timestamp-nano-offset'] as const

/** The forms of timestamps, with the decimals that PostgreSQL keeps and with more. */
export const TIMESTAMP_FORMS = ['timestamp', 'timestamp-utc', 'timestamp-offset', ...NANO_FORMS] as const

/**
 * A SQLite expression that gives the form of a text as the names of `TextForm`, and never NULL for a text.
 * Values of other storage classes give a meaningless result: test `typeof` first.
 *
 * The order of the tests is their price: most texts are no dates and leave at the first digit, and of those that
 * are dates most are spelled as SQLite itself spells them. Comparisons with the column name a collation, because
 * `collate rtrim` takes two spellings as equal and a collation of the application would be an error.
 *
 * @param column a column, quoted
 * @param likely a form to test first, of those that one test tells: it takes two thirds of the time
 */
export function textForm(column: string, likely: LikelyForm | null = null): string {
  return `case
  ${likely === null ? '' : `when ${isLikely(column, likely)} then '${likely}'`}
  when ${column} glob '[0-9]*' then case
    when ${column} glob '????-*' then case
      when ${isSqliteForm(column, 'date')} then 'date'
      when ${isSqliteForm(column, 'timestamp')} then 'timestamp'
      when ${startsWithDay(column)} then ${timestampForm(column)}
      else 'other' end
    when ${startsWithMinutes(column, 1)} then ${timeForm(column)}
    when ${isEndOfDay(column)} then 'time'
    when ${isUuid(column)} then 'uuid'
    else 'other' end
  when length(${column}) <= 5 then case when ${isBooleanText(column)} then 'boolean' else 'other' end
  when ${isUuid(column)} then 'uuid'
  else 'other' end`
}

/** Those that one test tells of most texts that have them. */
export const LIKELY_FORMS = ['timestamp', 'date', 'other'] as const
type LikelyForm = (typeof LIKELY_FORMS)[number]

function isLikely(column: string, form: LikelyForm): string {
  // no digit, no letter that begins a UUID or a boolean
  return form === 'other' ? `${column} glob '[^0-9a-ftTF]*'` : isSqliteForm(column, form)
}

/** The forms whose texts all have one length, in characters, all of them ASCII. */
const FORM_LENGTHS = { date: 10, timestamp: 19 } as const

/** The sign keeps a numeric affinity of the column from being tried on both texts, which takes longer than to compare them. */
function isSpelled(column: string, form: 'date' | 'timestamp'): string {
  const spelled = form === 'date' ? 'date' : 'datetime'
  return `${spelled}(${column}) = +${column} collate binary and ${hasYear(column)}`
}

/** As {@link isSpelled}; the length turns other texts away before they are read. */
function isSqliteForm(column: string, form: 'date' | 'timestamp'): string {
  return `length(${column}) = ${FORM_LENGTHS[form]} and ${isSpelled(column, form)}`
}

/** A SQLite predicate: true for texts of one of the forms, false for everything else. */
export function hasForm(column: string, forms: readonly string[]): string {
  const list = forms.map((form) => `'${form}'`).join(', ')
  return `(typeof(${column}) = 'text' and ${textForm(column)} in (${list}))`
}

/**
 * A SQLite predicate: true for texts that are dates, or timestamps at midnight without an offset or of UTC: the day says
 * all that they do.
 */
export function isWholeDay(column: string): string {
  return `(${hasForm(column, ['date', 'timestamp', 'timestamp-utc'])} and ${isMidnight(column)})`
}

/** A SQLite predicate for texts of these forms: true where nothing but zeros stands behind the day. */
export function isMidnight(column: string): string {
  return `substr(${column}, 12) not glob '*[1-9]*'`
}

/** True for `t`, `f`, `true` and `false` in any case. */
function isBooleanText(column: string): string {
  return `lower(${column}) in ('t', 'f', 'true', 'false')`
}

/** SQLite knows the year 0000, PostgreSQL begins with 0001. */
function hasYear(column: string): string {
  return `+${column} >= '0001-' collate binary`
}

const HEX = '[0-9a-f]'
const UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join('-')

function isUuid(column: string): string {
  return `length(${column}) = 36 and ${column} glob '${UUID}' and ${hasNoNul(column)}`
}

/** Of the functions above, all but `instr` stop at U+0000. */
function hasNoNul(column: string): string {
  return `instr(${column}, char(0)) = 0`
}

/** `HH:MM` at a position, 00:00 to 23:59. */
function startsWithMinutes(column: string, position: number): string {
  const minutes = position === 1 ? column : `substr(${column}, ${position})`
  return `${minutes} glob '[0-2][0-9]:[0-5][0-9]*' and substr(${column}, ${position}, 2) < '24' and ${hasNoNul(column)}`
}

/** `YYYY-MM-DD`, then `T` or a blank, then `HH:MM`. */
function startsWithDay(column: string): string {
  const day = `substr(${column}, 1, 10)`
  return `substr(${column}, 11, 1) in ('T', ' ') and date(${day}) = ${day} and ${hasYear(column)} and ${startsWithMinutes(column, 12)}`
}

/** What follows the minutes of a time. */
function timeForm(column: string): string {
  const { seconds, offset } = behindMinutes(column, 6)
  return `case
    when not ${isSeconds(seconds)} then 'other'
    when ${offset} = '' then iif(${isNano(seconds)}, 'time-nano', 'time')
    when ${isNano(seconds)} or ${offset} <> 'Z' and not ${isOffset(offset)} then 'other'
    else 'time-offset' end`
}

/**
 * 24:00, with which a time of PostgreSQL ends; SQLite's own functions do not know it.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIME-TABLE
 */
function isEndOfDay(column: string): string {
  const seconds = `substr(${column}, 6)`
  return `${column} glob '24:00*' and (${seconds} in ('', ':00') or ${seconds} glob ':00.0*' and trim(substr(${seconds}, 5), '0') = '') and ${hasNoNul(column)}`
}

/**
 * What follows the minutes: seconds of digits, `:` and `.`, and behind them the offset. One blank may stand before the
 * offset, as some ORMs write it; SQLite and PostgreSQL read it too.
 */
function behindMinutes(column: string, from: number): { readonly seconds: string; readonly offset: string } {
  const tail = `substr(${column}, ${from})`
  const rest = `ltrim(${tail}, ':.0123456789')`
  return {
    seconds: `substr(${column}, ${from}, length(${tail}) - length(${rest}))`,
    offset: `iif(${rest} glob ' [-+Z]*', substr(${rest}, 2), ${rest})`,
  }
}

/** What follows the minutes of a timestamp. */
function timestampForm(column: string): string {
  const { seconds, offset } = behindMinutes(column, 17)
  return `case
    when not ${isSeconds(seconds)} then 'other'
    when ${offset} not in ('', 'Z') and not ${isOffset(offset)} then 'other'
    else iif(${isNano(seconds)}, 'timestamp-nano', 'timestamp') || case
      when ${offset} = '' then ''
      when ${offset} in ('Z', '+00:00', '+0000', '+00', '-00:00', '-0000', '-00') then '-utc'
      else '-offset' end end`
}

/** Nothing, `:SS` or `:SS.f…` of a text that holds only digits, `:` and `.`. */
function isSeconds(text: string): string {
  return `(${text} = '' or ${text} glob ':[0-5][0-9]' or ${text} glob ':[0-5][0-9].[0-9]*' and trim(substr(${text}, 5), '0123456789') = '')`
}

/** More than six decimals without trailing zeros. */
function isNano(seconds: string): string {
  return `(length(rtrim(substr(${seconds}, 5), '0')) > 6)`
}

/** `+HH`, `+HHMM` or `+HH:MM` of at most ±15:59, which is what PostgreSQL takes. */
function isOffset(text: string): string {
  const hours = `(${text} glob '[+-][01][0-9]' or ${text} glob '[+-][01][0-9][0-5][0-9]' or ${text} glob '[+-][01][0-9]:[0-5][0-9]')`
  return `(${hours} and substr(${text}, 2, 2) <= '15')`
}
