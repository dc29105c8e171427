import { isNull } from './fits.ts'
import type { Expression } from './parsing/expression.ts'
import { parseExpression } from './parsing/parse-expression.ts'
import { quoteIdentifier, quoteLiteral } from './quote.ts'
import { ROWID_NAMES } from './rowid-names.ts'
import { sameName } from './same-name.ts'

/** What a catalog says of a column, as far as it counts here. */
interface NamedColumn {
  readonly name: string
  readonly notNull: boolean
  readonly profile: { readonly nulls: number }
}

/** The expression is written once for each set of these columns, so there must be few. */
const MOST_BROKEN = 4

/**
 * An expression of a table definition as a query can hold it, with the value that the definition means. Where no column
 * has the name, a definition takes `"double"` as a text, which a query of this SQLite refuses. And a query takes a NOT
 * NULL column for one that holds no NULL, also where the database broke that: `x in (1)` is false then, not NULL. Null
 * where the expression is not understood.
 * https://www.sqlite.org/quirks.html#dblquote
 *
 * @param columns the columns that the expression can name; the names of the rowid among them, where it can be named
 */
export function selectableExpression(sql: string, columns: readonly NamedColumn[]): string | null {
  const parsed = parseExpression(sql)
  if (!parsed.ok) return null
  const names = namesIn(parsed.expression).toSorted((a, b) => b.start - a.start)
  const find = (name: string) => columns.find((column) => sameName(column.name, name))
  const isText = ({ name, spelling }: Name) => find(name) === undefined && spelling === 'double-quoted'
  // The rowid or a text: that depends on the table and on where in its definition the expression stands.
  if (names.some((name) => isText(name) && ROWID_NAMES.some((rowid) => sameName(rowid, name.name))))
    return null
  const broken = columns.filter(
    (column) => column.notNull && column.profile.nulls > 0 && names.some(({ name }) => find(name) === column),
  )
  if (broken.length > MOST_BROKEN) return null
  const spelled = (nulls: readonly NamedColumn[]) =>
    names.reduce((text, name) => {
      const column = find(name.name)
      const isGone = column !== undefined && nulls.includes(column)
      if (!isText(name) && !isGone) return text
      return text.slice(0, name.start) + (isGone ? 'null' : quoteLiteral(name.name)) + text.slice(name.end)
    }, sql)
  return withNulls(broken, [], spelled)
}

function withNulls(
  [first, ...others]: readonly NamedColumn[],
  nulls: readonly NamedColumn[],
  spelled: (nulls: readonly NamedColumn[]) => string,
): string {
  if (first === undefined) return spelled(nulls)
  const [missing, present] = [[...nulls, first], nulls].map((some) => withNulls(others, some, spelled))
  return `iif(${isNull(quoteIdentifier(first.name))}, ${missing}, ${present})`
}

type Name = Extract<Expression, { readonly kind: 'name' }>

/** All names of a tree, wherever a node keeps its parts. */
function namesIn(node: unknown): readonly Name[] {
  if (typeof node !== 'object' || node === null) return []
  return isName(node) ? [node] : Object.values(node).flatMap(namesIn)
}

function isName(node: object): node is Name {
  return 'kind' in node && node.kind === 'name'
}
