import { fits, isNull } from '../../../sql/fits.ts'
import { hasForm, NANO_FORMS, TIMESTAMP_FORMS } from '../../../sql/value-forms.ts'
import type { ColumnProfile, TextForm } from '../../catalog/column-profile.ts'
import type { Intent } from './intent.ts'

/** The values that follow what the declared type asks for. */
export interface Followers {
  readonly count: number
  /** A SQLite predicate that is true for them, and for NULL. */
  readonly predicate: string
}

/** Every number follows every number type, and every ISO form every date type: a wider type of the family holds it. */
export function followers(
  intent: Exclude<Intent, { kind: 'any' }>,
  profile: ColumnProfile,
  column: string,
): Followers {
  switch (intent.kind) {
    case 'integer':
    case 'float':
    case 'decimal':
      return {
        count: profile.integers + profile.reals,
        predicate: fits({ kind: 'decimal', precision: null, scale: null }, column),
      }
    case 'text':
      return { count: loadableTexts(profile), predicate: fits({ kind: 'rendered', maxLength: null }, column) }
    case 'bytes':
      return {
        count: profile.blobs + profile.texts,
        predicate: fits({ kind: 'bytes', utf16: false }, column),
      }
    case 'boolean':
      return {
        count: profile.integersBoolean + profile.textForms.boolean,
        predicate: fits({ kind: 'boolean' }, column),
      }
    case 'date':
    case 'timestamp':
      return { count: isoTexts(profile), predicate: `(${isNull(column)} or ${hasForm(column, MOMENTS)})` }
    case 'time': {
      const isZoned = asksForOffsets(intent, profile)
      return {
        count: isoTimes(profile) + (isZoned ? profile.textForms['time-offset'] : 0),
        predicate: `(${isNull(column)} or ${hasForm(column, isZoned ? ZONED_TIMES : TIMES)})`,
      }
    }
    case 'json':
      return { count: profile.jsons, predicate: fits({ kind: 'json' }, column) }
    case 'uuid':
      return { count: profile.texts, predicate: `typeof(${column}) in ('null', 'text')` }
    default:
      return intent satisfies never
  }
}

/** Whether more values follow the declared type than do not; an empty column follows it. */
export function isFollowed(
  intent: Exclude<Intent, { kind: 'any' }>,
  profile: ColumnProfile,
  column: string,
): boolean {
  const values = valueCount(profile)
  return values === 0 || followers(intent, profile, column).count * 2 > values
}

/** Dates and timestamps of any precision. */
export const MOMENTS: readonly TextForm[] = ['date', ...TIMESTAMP_FORMS]

/** Times of any precision. */
export const TIMES: readonly TextForm[] = ['time', 'time-nano']

/** Those, and times with an offset. */
export const ZONED_TIMES: readonly TextForm[] = [...TIMES, 'time-offset']

/** Whether a column of times is one of times with an offset: by its declaration, or because all of them have one. */
export function asksForOffsets(
  { zoned }: Extract<Intent, { kind: 'time' }>,
  profile: ColumnProfile,
): boolean {
  const offsets = profile.textForms['time-offset']
  return zoned || (offsets > 0 && offsets === valueCount(profile))
}

/** Times of any precision. */
export function isoTimes({ textForms: forms }: ColumnProfile): number {
  return forms.time + forms['time-nano']
}

export function valueCount(profile: ColumnProfile): number {
  return profile.integers + profile.reals + profile.texts + profile.blobs
}

/** Dates and timestamps of any precision. */
export function isoTexts(profile: ColumnProfile): number {
  const forms = profile.textForms
  return (
    forms.date + forms.timestamp + forms['timestamp-utc'] + forms['timestamp-offset'] + nanoTexts(profile)
  )
}

/** Timestamps with more decimals than PostgreSQL keeps. */
export function nanoTexts({ textForms }: ColumnProfile): number {
  return NANO_FORMS.reduce((texts, form) => texts + textForms[form], 0)
}

/** At least this many: a text can hold U+0000 and be invalid UTF-8 at once. */
function loadableTexts(profile: ColumnProfile): number {
  const texts = Math.max(0, profile.texts - profile.textsWithNul - profile.textsInvalidUtf8)
  return texts + profile.blobsUtf8 + profile.integers + profile.reals
}
