/**
 * What happens to a value on its way from SQLite to PostgreSQL: a closed set.
 * The loader encodes by it and the validation compares by it, each in code of its own.
 */
export type Conversion =
  /** Integers to bigint. */
  | { readonly kind: 'integer' }
  /** Integers and reals to double precision. */
  | { readonly kind: 'float' }
  /** Integers and reals to numeric: the shortest decimal that reads back as the same double. */
  | { readonly kind: 'decimal' }
  /** Texts, and blobs that are valid UTF-8, to text or varchar; the bytes stay the same. */
  | { readonly kind: 'text' }
  /** Values of any class to text: numbers as SQLite spells them. */
  | { readonly kind: 'rendered' }
  /** Blobs to bytea; texts as their bytes. */
  | { readonly kind: 'bytes' }
  /** 0, 1, t, f, true, false to boolean. */
  | { readonly kind: 'boolean' }
  /** ISO dates to date. */
  | { readonly kind: 'date' }
  /** ISO times to time. */
  | { readonly kind: 'time' }
  /**
   * ISO dates and timestamps to timestamp; `Z` is taken as UTC, and so is a missing offset. With `cut`, decimals beyond
   * the sixth are cut off; there is an issue with the rows then.
   */
  | { readonly kind: 'timestamp'; readonly cut?: true }
  /** ISO dates and timestamps to timestamptz; a missing offset is taken as UTC. `cut` as above. */
  | { readonly kind: 'timestamptz'; readonly cut?: true }
  /** Integers that count from 1970-01-01 UTC to timestamptz. */
  | { readonly kind: 'epoch'; readonly unit: 'seconds' | 'milliseconds' }
  /** JSON texts and numbers to json; the text stays the same. */
  | { readonly kind: 'json' }
  /** Canonical UUID texts to uuid. */
  | { readonly kind: 'uuid' }
