import type { EpochUnit } from '../../sql/epoch.ts'
/**
 * What happens to a value on its way from SQLite to PostgreSQL: a closed set.
 * The loader encodes by it and the validation compares by it, each in code of its own.
 */
export type Conversion =
  /** Integers to a type of integers. */
  | { readonly kind: 'integer' }
  /** Integers, whole reals, and texts that spell integers, to a type of integers. */
  | { readonly kind: 'numeral' }
  /** Integers and reals to double precision or real. */
  | { readonly kind: 'float' }
  /** Integers, reals, and texts with the digits that the double prints, to double precision or real. */
  | { readonly kind: 'spelled-float' }
  /** Integers, reals and, where the target asks for it, texts to numeric: the shortest decimal of the same double. */
  | { readonly kind: 'decimal' }
  /** Texts, and blobs that are valid UTF-8, to text or varchar; the bytes stay the same. */
  | { readonly kind: 'text' }
  /** Values of any class to text: integers as they are, reals as the shortest decimal. */
  | { readonly kind: 'rendered' }
  /** Blobs to bytea; texts as their bytes. */
  | { readonly kind: 'bytes' }
  /** 0, 1, t, f, true, false to boolean; 0 and 1 as texts where the target asks for it. */
  | { readonly kind: 'boolean' }
  /** ISO dates to date. */
  | { readonly kind: 'date' }
  /** ISO dates, and timestamps at midnight without an offset or of UTC, to date. */
  | { readonly kind: 'midnight' }
  /** ISO times to time. */
  | { readonly kind: 'time' }
  /** ISO dates and timestamps to timestamp; `Z` is taken as UTC, and so is a missing offset. */
  | { readonly kind: 'timestamp' }
  /** ISO dates and timestamps to timestamptz; a missing offset is taken as UTC. */
  | { readonly kind: 'timestamptz' }
  /** Integers, and reals of seconds, that count from 1970-01-01 UTC to a timestamp, or whole days to date. */
  | { readonly kind: 'epoch'; readonly unit: EpochUnit }
  /** Integers that count microseconds to interval. */
  | { readonly kind: 'duration' }
  /** JSON texts and numbers to json; the text stays the same. */
  | { readonly kind: 'json' }
  /** Canonical UUID texts to uuid. */
  | { readonly kind: 'uuid' }
  /** UUID texts in capitals or without hyphens to uuid. */
  | { readonly kind: 'respelled-uuid' }
