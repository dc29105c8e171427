/**
 * How tightly operators bind; those of one level are left-associative.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
export const LEVEL = {
  or: 1,
  and: 2,
  /** Of the prefix. */
  not: 3,
  equality: 4,
  order: 5,
  bits: 6,
  sum: 7,
  product: 8,
  concatenation: 9,
  collate: 10,
  /** Of `+`, `-` and `~` as prefixes. */
  sign: 11,
} as const

/** The level of a keyword or operator behind an operand; 0 for one that cannot stand there. */
export function infixLevel(symbol: string | null): number {
  return (symbol === null ? undefined : INFIX_LEVELS.get(symbol)) ?? 0
}

const SYMBOLS_OF_LEVELS: readonly (readonly [level: number, symbols: string])[] = [
  [LEVEL.or, 'OR'],
  [LEVEL.and, 'AND'],
  [LEVEL.equality, '= == <> != IS ISNULL NOTNULL NOT IN BETWEEN LIKE GLOB REGEXP MATCH'],
  [LEVEL.order, '< <= > >='],
  [LEVEL.bits, '& | << >>'],
  [LEVEL.sum, '+ -'],
  [LEVEL.product, '* / %'],
  [LEVEL.concatenation, '|| -> ->>'],
  [LEVEL.collate, 'COLLATE'],
]

const INFIX_LEVELS: ReadonlyMap<string, number> = new Map(
  SYMBOLS_OF_LEVELS.flatMap(([level, symbols]) => symbols.split(' ').map((symbol) => [symbol, level])),
)
