import type { Issue } from '../../issues/issue.ts'
import { CATEGORIES, PRIORITIES } from '../../issues/issue-ranks.ts'

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

/** By priority, then in the order in which the methodology takes up the categories; ids make it total. */
export function byUrgency<T extends Pick<Issue, 'priority' | 'category'>>(
  idOf: (issue: T) => string,
): (left: T, right: T) => number {
  return (left, right) =>
    PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority) ||
    CATEGORIES.indexOf(left.category) - CATEGORIES.indexOf(right.category) ||
    compare(idOf(left), idOf(right))
}
