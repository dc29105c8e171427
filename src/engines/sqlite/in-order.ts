import { quoteIdentifier } from '../../sql/quote.ts'
import type { LineQuery } from './read-lines.ts'

/**
 * The table, the predicate and the order of a query, so that another select finds its rows at the same places.
 * Without an order an index could serve one of the two, and not the other.
 */
export function inOrder({ table, where, order }: LineQuery): string {
  const isStored = !('expressions' in order)
  const by = isStored ? storedBy(order).map(quoteIdentifier) : order.expressions
  const from = `${quoteIdentifier(table)} ${isStored || by.length === 0 ? 'not indexed' : ''}`
  return `${from} where ${where ?? '1'} ${by.length === 0 ? '' : `order by ${by.join(', ')}`}`
}

function storedBy(
  order: { readonly rowid: string } | { readonly key: readonly string[] },
): readonly string[] {
  return 'rowid' in order ? [order.rowid] : order.key
}
