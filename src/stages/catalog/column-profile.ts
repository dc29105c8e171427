import { TIMESTAMP_FORMS } from '../../sql/value-forms.ts'

/**
 * The forms of text that matter to a type decision. Every TEXT value is of exactly one form.
 *
 * - `date`: `YYYY-MM-DD`, a day of the calendar, years 0001 to 9999
 * - `timestamp`: date, `T` or blank, `HH:MM[:SS[.f…]]`, at most six significant decimals, no offset
 * - `timestamp-utc`: the same with `Z`, or `+00:00`, `+0000`, `+00` or their like with a minus, at most one blank before it
 * - `timestamp-offset`: the same with another offset
 * - `timestamp-nano`, `timestamp-nano-utc`, `timestamp-nano-offset`: the three with more than six significant decimals
 * - `time`: `HH:MM[:SS[.f…]]` alone, up to 24:00, at most six significant decimals
 * - `time-offset`: the same with `Z` or an offset, at most one blank before it; only before 24:00
 * - `time-nano`: a time alone with more decimals
 * - `boolean`: `t`, `f`, `true`, `false` in any case
 * - `uuid`: 8-4-4-4-12 lower-case hex digits
 * - `other`: everything else
 */
export const TEXT_FORMS = [
  'date',
  ...TIMESTAMP_FORMS,
  'time',
  'time-offset',
  'time-nano',
  'boolean',
  'uuid',
  'other',
] as const

export type TextForm = (typeof TEXT_FORMS)[number]

/** What one column really holds, counted over every row. Lengths are 0 where there is no such value. */
export interface ColumnProfile {
  readonly nulls: number
  readonly integers: number
  readonly reals: number
  readonly texts: number
  readonly blobs: number
  readonly integerMin: bigint | null
  readonly integerMax: bigint | null
  /** Integers that are 0 or 1. */
  readonly integersBoolean: number
  /** Integers beyond ±2^53, which a double cannot hold exactly. */
  readonly integersBeyondDouble: number
  /** Of the integers that are no outermost moments of the calendar; only in columns declared as dates or times. */
  readonly momentMin: bigint | null
  readonly momentMax: bigint | null
  /** Integers that look like seconds since 1970; counted only in columns declared as dates or times. */
  readonly integersLikeSeconds: number
  /** Reals that are seconds since 1970 to the microsecond; counted only in columns declared as dates or times. */
  readonly realsLikeSeconds: number
  /** Reals that are whole numbers of 64 bits, but for -0.0; counted only in columns of foreign keys. */
  readonly realsWhole: number
  /** Texts that are timestamps at midnight, without an offset or of UTC; counted only in columns declared as DATE. */
  readonly midnights: number
  /** Of the finite reals. */
  readonly realMin: number | null
  readonly realMax: number | null
  /** +Infinity and -Infinity; SQLite stores NaN as NULL. */
  readonly realsInfinite: number
  /** Finite reals beyond ±2^53: whole numbers that have lost digits. */
  readonly realsBeyondDouble: number
  /** Numbers that do not fit the precision and scale of the declared type; 0 where it has none. */
  readonly decimalMisfits: number
  /** In characters; like length() of SQLite, it stops at a NUL. */
  readonly longestText: number
  /** In bytes of the database encoding. */
  readonly longestTextBytes: number
  /** Of all texts together, as length() of SQLite counts them; null where one is too long to be read. */
  readonly textCharacters: number | null
  readonly longestBlobBytes: number
  /** Total bytes of texts and blobs, for the size of batches. */
  readonly totalBytes: number
  readonly textsWithNul: number
  readonly textsInvalidUtf8: number
  /** Texts with a character beyond U+007F. */
  readonly textsNonAscii: number
  /** No text holds a control character that COPY escapes, or a backslash; false too where that is not known. */
  readonly textsPlain: boolean
  /** Texts that are `t` or `f`, in small letters. */
  readonly textsTf: number
  /** Blobs that are valid UTF-8 without NUL; counted only in columns of TEXT affinity. */
  readonly blobsUtf8: number
  /** Values (texts, blobs that are texts, and finite numbers) that are valid JSON; counted only in columns declared JSON. */
  readonly jsons: number
  readonly textForms: Readonly<Record<TextForm, number>>
}
