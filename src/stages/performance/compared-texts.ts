import { callAt, columnTo, isText, symbol, type WrittenColumn } from './lint-tokens.ts'
import type { QueryScope } from './query-scope.ts'

/**
 * The columns of texts that a query sorts, compares by size, or changes the case of, as it writes them: there the
 * collation decides. Equality is the same in every locale. https://www.postgresql.org/docs/current/collation.html
 */
export function comparedTexts(scope: QueryScope): readonly string[] {
  const found = scope.tokens.flatMap((_, at) => {
    const written = columnTo(scope, at)
    return written !== null && isText(written.column) && isCompared(scope, written) ? [written.text] : []
  })
  return [...new Set(found)]
}

function isCompared(scope: QueryScope, { from, next, column }: WrittenColumn): boolean {
  if (symbol(scope, next) === 'collate') return false
  const [before, after] = [symbol(scope, from - 1), symbol(scope, next)]
  if (/^[<>]=?$/.test(before) || /^[<>]=?$/.test(after) || after === 'between') return true
  if (after === 'not' && symbol(scope, next + 1) === 'between') return true
  const call = before === '(' ? callAt(scope, from - 2) : null
  if (call === 'min' || call === 'max') return true
  if (call === 'lower' || call === 'upper') return column.profile.textsNonAscii > 0
  return isSorted(scope, from)
}

/** Whether a term of an ORDER BY begins here. */
function isSorted(scope: QueryScope, at: number): boolean {
  for (let back = at - 1, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') depth++
    if (mark === '(' && --depth < 0) return false
    if (depth > 0) continue
    if (mark === 'by') return symbol(scope, back - 1) === 'order'
    if (/^(select|from|where|having|limit|set|values|group)$/.test(mark)) return false
  }
  return false
}
