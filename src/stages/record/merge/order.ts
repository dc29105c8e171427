/** By code units, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The first of `ranking` that is among the values, which are all of it. */
export function worst<T>(values: readonly T[], ranking: readonly [T, ...T[]]): T {
  // null can be one of them, and is found as well as any other
  const [found = ranking[0]] = ranking.filter((one) => values.includes(one))
  return found
}

/** The first of those with the same key, in their order. */
export function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed()
}
