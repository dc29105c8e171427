import { formatIdentifier } from '../../sql/format-identifier.ts'
import type { LintFinding } from './lint-finding.ts'
import {
  argumentsFrom,
  atEach,
  COMPARISONS,
  callAt,
  columnFrom,
  columnTo,
  isText,
  type Rule,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import { blockAround, clauseOf } from './query-clauses.ts'
import { doubleQuotedTexts, type QueryScope, type ScopeColumn } from './query-scope.ts'
import { columnOf, type SelectItem, selectLists, sortTermAt } from './select-list.ts'

const collateNocase = atEach((scope, at) => {
  if (symbol(scope, at) !== 'collate' || !/^nocase$/i.test(scope.tokens[at + 1]?.value ?? '')) return null
  const what = 'compares without regard to case by COLLATE NOCASE'
  return {
    code: 'query-compares-nocase',
    what,
    spelling: 'lower(a) for a COLLATE NOCASE, with an index on lower(a)',
  }
})

/** The collation of the left side counts, where that is a column. https://www.sqlite.org/datatype3.html#collation */
const comparisons = atEach((scope, at) => {
  const mark = symbol(scope, at)
  const left = columnTo(scope, at - 1)
  if (COMPARISONS.has(mark)) {
    const folded = left ?? (isOtherColumn(scope, at - 1) ? null : columnFrom(scope, at + 1))
    if (folded === null || !isFolded(folded)) return null
    const operator = mark === '==' ? '=' : mark
    const sides = [`lower(${folded.text})`, 'lower(…)']
    return nocaseFinding(folded.text, `${(left === null ? sides.reverse() : sides).join(` ${operator} `)}`)
  }
  if (mark === 'is') return distinctFolded(scope, at, left)
  const isNegated = mark === 'not'
  const operator = symbol(scope, isNegated ? at + 1 : at)
  const not = isNegated ? 'not ' : ''
  if (left === null) return operator === 'in' ? inFolded(scope, isNegated ? at + 1 : at, not) : null
  if (!isFolded(left)) return null
  if (operator === 'in') return nocaseFinding(left.text, `lower(${left.text}) ${not}in (lower(…), …)`)
  if (operator === 'between')
    return nocaseFinding(left.text, `lower(${left.text}) ${not}between lower(…) and lower(…)`)
  return null
})

/** `mail is 'x'`, which is true of two NULLs. */
function distinctFolded(scope: QueryScope, at: number, left: WrittenColumn | null): LintFinding | null {
  const isNegated = symbol(scope, at + 1) === 'not'
  const next = symbol(scope, isNegated ? at + 2 : at + 1)
  if (left === null || !isFolded(left) || /^(null|true|false|distinct)$/.test(next)) return null
  const operator = isNegated ? 'is distinct from' : 'is not distinct from'
  return nocaseFinding(left.text, `lower(${left.text}) ${operator} lower(…)`)
}

/** `case mail when 'x' then …` and `nullif(mail, 'x')` */
const choices = atEach((scope, at) => {
  if (symbol(scope, at) === 'case') {
    const column = columnFrom(scope, at + 1)
    if (column === null || !isFolded(column) || symbol(scope, column.next) !== 'when') return null
    return foldedFinding(column.text, `case lower(${column.text}) when lower(…)`)
  }
  if (callAt(scope, at) !== 'nullif') return null
  const [value] = argumentsFrom(scope, at + 1)
  const column = value === undefined ? null : columnFrom(scope, value.from)
  if (column === null || column.next !== value?.to || !isFolded(column)) return null
  const { text } = column
  return foldedFinding(text, `case when lower(${text}) is distinct from lower(…) then ${text} end`)
})

/** `'x' in (select mail …)` is `'x' = mail`. */
function inFolded(scope: QueryScope, at: number, not: string): LintFinding | null {
  const isQuery = symbol(scope, at + 1) === '(' && symbol(scope, at + 2) === 'select'
  const before = not === '' ? at - 1 : at - 2
  // the IN behind a NOT is looked at where the NOT stands
  if (!isQuery || isOtherColumn(scope, before) || symbol(scope, before) === 'not') return null
  const [[item, ...others] = []] = selectLists(scope, at + 3)
  const column = item === undefined || others.length > 0 ? null : columnOf(scope, item)
  if (column === null || !isFolded(column)) return null
  return nocaseFinding(column.text, `lower(…) ${not}in (select lower(${column.text}) …)`)
}

/** A column of a view, a WITH or a query in FROM has a collation of its own, which nothing tells. */
function isOtherColumn(scope: QueryScope, at: number): boolean {
  const token = scope.tokens[at]
  if (token?.kind === 'identifier') return !doubleQuotedTexts(scope).includes(token)
  return token?.kind === 'word' && !/^(end|null|true|false|current_\w+|not)$/i.test(token.value)
}

const terms = atEach((scope, at) => {
  const mark = symbol(scope, at)
  const clause = mark === 'distinct' ? mark : clauseOf(scope, at)
  if (clause === null) return null
  const sorted = clause === 'order' ? sortTermAt(scope, at + 1) : null
  const column = clause === 'order' ? sorted?.columns[0] : columnFrom(scope, at + 1)
  if (column == null || !isFolded(column)) return null
  if (symbol(scope, sorted?.next ?? column.next) === 'collate') return null
  if (clause === 'distinct') return nocaseFinding(column.text, distinctNocase(scope, at, column))
  if (clause === 'order' && selectLists(scope, at).length > 1) return sortedCompound(scope, at, column)
  const isShown = clause === 'group' && isSelected(scope, at, column)
  const shown = isShown
    ? `, and min(${column.text}) for ${column.text}, of which SQLite takes any spelling`
    : ''
  return nocaseFinding(column.text, `${clause} by lower(${column.text})${shown}`)
})

/**
 * Of what UNION joins, names alone can be sorted by there; where it tells rows apart, a rule of its own folds them.
 * https://www.postgresql.org/docs/current/sql-select.html#SQL-ORDERBY
 */
function sortedCompound(scope: QueryScope, at: number, { text, column }: WrittenColumn): LintFinding | null {
  const { from } = blockAround(scope, at)
  const joins = scope.tokens.slice(from, at).flatMap((_, place) => {
    const mark = symbol(scope, from + place)
    return /^(union|intersect|except)$/.test(mark) ? `${mark} ${symbol(scope, from + place + 1)}` : []
  })
  if (joins.some((join) => join !== 'union all')) return null
  const name = formatIdentifier(column.plan?.target ?? column.name)
  return nocaseFinding(text, `select * from (…) as part order by lower(${name})`)
}

/** In an aggregate the lower text can be counted; as a result it would be another text. */
function distinctNocase(scope: QueryScope, at: number, { text, next, from }: WrittenColumn): string {
  if (symbol(scope, at - 1) === '(') return `distinct lower(${text})`
  const key = symbol(scope, next) === 'from' ? scope.rowidKeyAt(from) : null
  if (key === null) return `distinct on (lower(${text}), …) ${text}, … order by lower(${text}), …`
  const first = formatIdentifier(key.plan?.target ?? key.name)
  return `distinct on (lower(${text})) ${text} … order by lower(${text}), ${first}`
}

/** Whether a column stands alone in the list of a SELECT before a place. */
function isSelected(scope: QueryScope, before: number, { text }: WrittenColumn): boolean {
  return scope.tokens.slice(0, before).some((_, at) => {
    const written = columnTo(scope, at)
    return written?.text === text && /^(select|,|distinct)$/.test(symbol(scope, written.from - 1))
  })
}

/** The last or first text of all, without regard to case. */
const extremes = atEach((scope, at) => {
  const name = callAt(scope, at)
  const [given, ...others] = name === 'max' || name === 'min' ? argumentsFrom(scope, at + 1) : []
  const column = given === undefined ? null : columnFrom(scope, given.from)
  if (column === null || column.next !== given?.to || others.length > 0 || !isFolded(column)) return null
  const { text } = column
  const order = `order by lower(${text})${name === 'max' ? ' desc' : ''}`
  return nocaseFinding(text, `(array_agg(${text} ${order}) filter (where ${text} is not null))[1]`)
})

/** `join t using (mail)`, which compares the columns of both tables. */
const sharedColumns = atEach((scope, at) => {
  if (symbol(scope, at) !== 'using' || symbol(scope, at + 1) !== '(') return null
  const folded = argumentsFrom(scope, at + 1).flatMap(({ from }) => columnFrom(scope, from) ?? [])
  const column = folded.find(isFolded)
  if (column === undefined) return null
  const { text } = column
  return nocaseFinding(text, `join … on lower(a.${text}) = lower(b.${text})`)
})

/** The first SELECT of a UNION has the collation by which its rows are told apart. */
const compounds = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (!/^(union|intersect|except)$/.test(mark) || symbol(scope, at + 1) === 'all') return null
  const [first = []] = selectLists(scope, at)
  const column = first.flatMap((item: SelectItem) => columnOf(scope, item) ?? []).find(isFolded)
  if (column === undefined) return null
  const { text } = column
  return nocaseFinding(
    text,
    `lower(${text}) in each SELECT of the ${mark.toUpperCase()}, which gives small letters`,
  )
})

/**
 * A key of NOCASE is unique by an index on another expression in a derived schema, which ON CONFLICT has to name.
 * https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT
 */
const conflicts = atEach((scope, at) => {
  if (symbol(scope, at) !== 'on' || symbol(scope, at + 1) !== 'conflict' || symbol(scope, at + 2) !== '(')
    return null
  const terms = argumentsFrom(scope, at + 2).map((range) => {
    const written = columnFrom(scope, range.from)
    if (written === null || !isFolded(written)) return { written, text: textOf(scope, range) }
    return { written, text: `lower(${written.text} collate "C")` }
  })
  const folded = terms.flatMap(({ written }) => (written !== null && isFolded(written) ? written.text : []))
  if (folded.length === 0) return null
  const what = `has a conflict on ${folded.join(', ')}, whose key is NOCASE in SQLite`
  const spelling = `on conflict (${terms.map(({ text }) => text).join(', ')}), as the unique index is spelled`
  return { code: 'query-compares-nocase', what, spelling }
})

/** Of a comparison that an index can serve. */
function nocaseFinding(text: string, spelling: string) {
  return foldedFinding(text, `${spelling}, with an index on lower(${text})`)
}

function foldedFinding(text: string, spelling: string) {
  const what = `compares ${text}, which is NOCASE in SQLite`
  return { code: 'query-compares-nocase', what, spelling } as const
}

function isFolded({ column }: { readonly column: ScopeColumn }): boolean {
  return column.collation === 'NOCASE' && isText(column)
}

export const NOCASE_RULES: readonly Rule[] = [
  collateNocase,
  comparisons,
  choices,
  terms,
  extremes,
  sharedColumns,
  compounds,
  conflicts,
]
