/** What the values of a column are, where neither the declaration nor the values say it beyond doubt. */
export const CAST_SOURCES = [
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
  'core-data-seconds',
  'julian-day',
  'compact-date',
  'day-first-date',
  'month-first-date',
  'boolean',
  'number',
  'hex',
  'base64',
  'uuid',
  'uuid-bytes',
  'uuid-text',
] as const
export type CastSource = (typeof CAST_SOURCES)[number]

/**
 * A fix that the owner wrote into the settings: what to do with the rows of an issue on their way. `issue` is an
 * issue id, or a glob over ids.
 */
export type Remedy = { readonly issue: string } & RemedyAction

export type RemedyAction =
  /** The DEFAULT of the column. */
  | { readonly do: 'default' }
  | { readonly do: 'null' }
  /** Cuts texts, in characters; `length` null takes the limit of the column, and of moments cuts the decimals. */
  | { readonly do: 'truncate'; readonly length: number | null }
  /** The nearest number that the column holds; null takes the range of its type. */
  | { readonly do: 'clamp'; readonly min: number | bigint | null; readonly max: number | bigint | null }
  /** Removes characters; null removes what PostgreSQL cannot hold: U+0000 and invalid UTF-8. */
  | { readonly do: 'strip'; readonly characters: string | null }
  /** The whole value, or where `find` is not null each occurrence of it. */
  | { readonly do: 'replace'; readonly find: string | null; readonly with: string | number | bigint | null }
  | { readonly do: 'drop-row' }
  /** Reads the values as what they are. Values that are not are left, and stay an issue. */
  | { readonly do: 'cast'; readonly from: CastSource }
  /** Another name in the target. */
  | { readonly do: 'rename'; readonly to: string }
  /** Leaves out what the issue is about: its object, else its column, else its table. */
  | { readonly do: 'skip' }
  /** A SQLite expression over the columns of the row. */
  | { readonly do: 'sql'; readonly expression: string }

export type RemedyKind = RemedyAction['do']
