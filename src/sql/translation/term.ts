import type { MomentType } from '../moment-spelling.ts'

/**
 * What an expression gives, as far as the translation must know. `opaque` is every type on which SQLite and
 * PostgreSQL agree about nothing but NULL, for example texts that were numbers. About a moment they agree as far as its
 * texts are spelled alike.
 */
export type TermType =
  | 'boolean'
  | 'integer'
  | 'float'
  | 'decimal'
  | 'text'
  | 'bytes'
  | 'date'
  | MomentType
  | 'opaque'
  | 'null'

export type Literal =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }

/** A translated expression. Compound SQL is always in parentheses, so terms can be put side by side. */
export interface Term {
  readonly sql: string
  readonly type: TermType
  readonly literal: Literal | null
  /** The collation that a comparison with it uses; null where it has none of its own. */
  readonly collation: string | null
  /** Whether COLLATE was written at it, which stands above the collation of a column. */
  readonly collated: boolean
  /** Set for columns: whether SQLite turns a literal of the other class into theirs before it compares. */
  readonly affinity: 'numeric' | 'text' | null
  /** SQLite has a REAL here for certain, or NULL; another float or decimal may be an integer, which divides without fraction. */
  readonly isReal: boolean
  /** A column with whole numbers beyond 2^53, which a double cannot hold. */
  readonly isLarge: boolean
  /** A boolean column whose every value was the text `t` or `f`, or NULL. In SQLite neither of the texts is true. */
  readonly isTf: boolean
  /**
   * Of a timestamp or a time: how SQLite has all of its texts, or what its numbers count since 1970; empty where there is
   * no value, null where they have several spellings. See `spellingOf`.
   */
  readonly spelling: string | null
  /** Of an opaque column whose type in PostgreSQL has words of its own for its values, such as `uuid`: that type. */
  readonly typeName: string | null
}

export function term(sql: string, type: TermType, details: Partial<Term> = {}): Term {
  return {
    sql,
    type,
    literal: null,
    collation: null,
    collated: false,
    affinity: null,
    isReal: false,
    isLarge: false,
    isTf: false,
    spelling: null,
    typeName: null,
    ...details,
  }
}

/** The expression means something that PostgreSQL cannot be made to mean. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable'
}

export function isNumber(value: Term): boolean {
  return value.type === 'integer' || value.type === 'float' || value.type === 'decimal'
}

function misplaced(value: Term, needed: string): Untranslatable {
  return new Untranslatable(`${describe(value)} stands where ${needed} is needed`)
}

/** In the words of a reason. */
export function describe({ type, typeName }: Term): string {
  const name = type === 'opaque' ? typeName : type
  return name === null ? 'a value that the engines read differently' : `a value of type ${name}`
}

/** As a condition: SQLite takes every number but 0 as true. */
export function asCondition(value: Term): string {
  if (value.type === 'boolean') return value.sql
  if (value.type === 'null') return 'NULL::boolean'
  if (isNumber(value)) return `(${value.sql} <> 0)`
  throw misplaced(value, 'a condition')
}

/** As a number: true is 1 in SQLite. */
export function asNumber(value: Term): Term {
  if (value.type === 'boolean') return term(`(${value.sql})::integer`, 'integer')
  if (isNumber(value) || value.type === 'null') return value
  throw misplaced(value, 'a number')
}

/** As text. SQLite and PostgreSQL spell only integers alike: 1.0 would become 1. */
export function asText(value: Term): Term {
  if (value.type === 'text' || value.type === 'null') return value
  if (value.type === 'integer') return term(`(${value.sql})::text`, 'text')
  if (value.type === 'boolean') return term(`((${value.sql})::integer)::text`, 'text')
  throw misplaced(value, 'a text')
}

/** Terms of one type, and what is known of each of them. */
export interface Unified {
  readonly terms: readonly Term[]
  readonly type: TermType
  readonly isReal: boolean
  readonly spelling: string | null
}

/** Gives all terms the same type, as CASE and coalesce need it. */
export function unify(values: readonly Term[]): Unified {
  const types = new Set(values.map((value) => value.type).filter((type) => type !== 'null'))
  const [only = 'null'] = types
  const isReal = values.every((value) => value.isReal || value.type === 'null')
  const spellings = new Set(values.filter(({ type }) => type !== 'null').map(({ spelling }) => spelling))
  const [spelling = null] = spellings.size === 1 ? spellings : []
  if (types.size <= 1) return { terms: values, type: only, isReal, spelling }
  const numeric = [...types].every((type) => type === 'boolean' || type === 'integer')
  if (numeric) return { terms: values.map(asNumber), type: 'integer', isReal: false, spelling: null }
  throw new Untranslatable(`the branches have different types: ${[...types].join(', ')}`)
}
