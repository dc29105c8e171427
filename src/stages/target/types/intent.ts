/** What the declared type of a column asks for, before any value is looked at. */
export type Intent =
  | { readonly kind: 'integer' }
  | { readonly kind: 'float' }
  /** Both null: numbers without limits. */
  | { readonly kind: 'decimal'; readonly precision: number | null; readonly scale: number | null }
  /** `length` in characters, null where there is no limit. */
  | { readonly kind: 'text'; readonly length: number | null }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  /** `zoned`: the declaration asks for an offset beside each time. */
  | { readonly kind: 'time'; readonly zoned: boolean }
  /** `zoned`: the declaration asks for instants, not for wall-clock times. */
  | { readonly kind: 'timestamp'; readonly zoned: boolean }
  | { readonly kind: 'json' }
  | { readonly kind: 'uuid' }
  /** The values decide. */
  | { readonly kind: 'any' }
