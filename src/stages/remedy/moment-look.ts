import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { CastSource } from '../../issues/remedy.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { hasForm } from '../../sql/value-forms.ts'
import type { Column, Table } from '../catalog/catalog.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { inMain } from './named-rows.ts'

/** How most values of a column spell dates and timestamps, none of which has an offset. */
export interface MomentLook {
  /** What stands before the time. */
  readonly separator: string
  /** How many of them are days without a time. */
  readonly days: 'all' | 'some' | 'none'
}

/** Casts to instants. What they read, they read in UTC, and so is what has no offset. */
const INSTANTS: ReadonlySet<CastSource> = new Set([
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
  'core-data-seconds',
  'julian-day',
])
const CIVIL: ReadonlySet<CastSource> = new Set(['compact-date', 'day-first-date', 'month-first-date'])

/**
 * What a cast to moments has to write so that its values look like the others: null where no text of the column is a moment,
 * one has an offset, or they are fewer than the values of other kinds. Then it is for the cast to say what the column is.
 */
export function lookOfOthers(
  database: SqliteDatabase,
  table: Table,
  { name, profile }: Column,
  from: CastSource,
): MomentLook | null {
  const { integers, reals, texts, blobs, textForms } = profile
  const naive = textsWithoutOffset(profile)
  const isLook = naive > 0 && !hasOffsets(profile) && naive * 2 >= integers + reals + texts + blobs
  if (!isLook || !(INSTANTS.has(from) || CIVIL.has(from))) return null
  if (textForms.date === naive) return { separator: ' ', days: 'all' }
  const value = quoteIdentifier(name)
  const separator = database
    .prepare(`
      select substr(${value}, 11, 1)
        from ${inMain(table.name)}
       where ${hasForm(value, ['timestamp', 'timestamp-nano'])}
       group by 1
       order by count(*) desc
       limit 1`)
    .pluck()
    .get()
  return { separator: separator === 'T' ? 'T' : ' ', days: textForms.date > 0 ? 'some' : 'none' }
}

/** Dates and timestamps without an offset. Pure. */
export function textsWithoutOffset({ textForms }: ColumnProfile): number {
  return textForms.date + textForms.timestamp + textForms['timestamp-nano']
}

/** Whether a timestamp of the column says how far from UTC it is. Pure. */
export function hasOffsets({ textForms: forms }: ColumnProfile): boolean {
  const utc = forms['timestamp-utc'] + forms['timestamp-nano-utc']
  return utc + forms['timestamp-offset'] + forms['timestamp-nano-offset'] > 0
}

/**
 * A moment that a cast has read, spelled as the others are. An offset that a text has had itself stays; what no cast to
 * moments has read is given back as it is. Pure.
 */
export function spellLike<Value>(
  value: Value,
  from: CastSource,
  { separator, days }: MomentLook,
): Value | string {
  const [, day, clock, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d(?:\.\d+)?))?(Z?)$/.exec(
      typeof value === 'string' ? value : '',
    ) ?? []
  if (day === undefined || (zone === 'Z' && !INSTANTS.has(from))) return value
  if (clock === undefined) return days === 'none' ? `${day}${separator}00:00:00` : day
  return days === 'all' && clock === '00:00:00' ? day : `${day}${separator}${clock}`
}
