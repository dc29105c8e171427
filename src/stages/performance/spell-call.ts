import { callAt, columnFrom, isText, type Range, symbol, textOf, type WrittenColumn } from './lint-tokens.ts'
import type { QueryScope } from './query-scope.ts'
import { textOfColumn } from './text-of-column.ts'

/**
 * A call of SQLite as PostgreSQL spells it, with its own arguments.
 *
 * @param given its arguments
 * @returns null where the types of the arguments are not known, or the function is none of those that have one spelling
 */
export function spellCall(scope: QueryScope, at: number, given: readonly Range[]): string | null {
  const [first, second, ...others] = given
  if (first === undefined || others.length > 0 || /^(distinct|all)$/.test(symbol(scope, first.from)))
    return null
  const column = loneColumn(scope, first)
  if (column === null) return null
  switch (callAt(scope, at)) {
    case 'hex':
      return second === undefined ? hexOf(column) : null
    case 'total':
      return second === undefined && isNumber(column)
        ? `coalesce(sum(${column.text}), 0)::double precision`
        : null
    case 'ifnull':
      return second === undefined ? null : choiceOf(scope, column, second)
    case 'group_concat':
      return joinedOf(scope, column, second)
    default:
      return null
  }
}

function loneColumn(scope: QueryScope, { from, to }: Range): WrittenColumn | null {
  const written = columnFrom(scope, from)
  return written?.next === to ? written : null
}

function isNumber({ column }: WrittenColumn): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision)$/.test(column.plan?.type.kind ?? '')
}

/** https://www.postgresql.org/docs/current/functions-binarystring.html */
function hexOf(column: WrittenColumn): string | null {
  const kind = column.column.plan?.type.kind
  if (kind === 'bytea') return `coalesce(upper(encode(${column.text}, 'hex')), '')`
  const text = isText(column.column) ? column.text : textOfColumn(column)
  return text === null ? null : `coalesce(upper(encode(convert_to(${text}, 'UTF8'), 'hex')), '')`
}

/** Both sides are of one type in PostgreSQL. */
function choiceOf(scope: QueryScope, column: WrittenColumn, other: Range): string | null {
  const token = other.to === other.from + 1 ? scope.tokens[other.from] : undefined
  const written = textOf(scope, other)
  if (token?.kind === 'number' && isText(column.column)) return `coalesce(${column.text}, '${token.value}')`
  if (token?.kind !== 'string' || isText(column.column)) return `coalesce(${column.text}, ${written})`
  const text = textOfColumn(column)
  return text === null ? null : `coalesce(${text}, ${written})`
}

function joinedOf(scope: QueryScope, column: WrittenColumn, separator: Range | undefined): string | null {
  const text = isText(column.column) ? column.text : textOfColumn(column)
  const between = separator === undefined ? `','` : textOf(scope, separator)
  if (text === null) return null
  return `string_agg(${text}, ${between}), with an ORDER BY behind ${between}, as the texts come in any order without one`
}
