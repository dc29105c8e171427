import type { LintFinding } from './lint-finding.ts'
import {
  argumentsFrom,
  atEach,
  COMPARISONS,
  callAt,
  columnFrom,
  columnTo,
  isAssigned,
  isInfix,
  type Rule,
  symbol,
  type WrittenColumn,
} from './lint-tokens.ts'
import { clauseOf, closingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { sortTermAt } from './select-list.ts'
import { textOfColumn } from './text-of-column.ts'

/** Functions of texts, whose first argument SQLite makes a text of. https://www.sqlite.org/lang_corefunc.html */
const OF_TEXTS: ReadonlySet<string> = new Set(
  'length,substr,substring,replace,upper,lower,trim,ltrim,rtrim'.split(','),
)
const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision|boolean)$/
const MOMENTS = /^(date|timestamp|timestamptz)$/

/** Parts of moments, and parts counted from the end, have rules of their own. */
const numbersAsTexts = atEach((scope, at) => {
  const name = callAt(scope, at)
  if (name === null || !OF_TEXTS.has(name)) return null
  const [first, start] = argumentsFrom(scope, at + 1)
  const column = first === undefined ? null : columnFrom(scope, first.from)
  if (first === undefined || column === null || column.next !== first.to) return null
  const kind = column.column.plan?.type.kind ?? ''
  const isPart = name.startsWith('substr')
  if (isPart && start !== undefined && symbol(scope, start.from) === '-') return null
  if (!NUMBERS.test(kind) && !(MOMENTS.test(kind) && !isPart)) return null
  const rest = scope.sql.slice(scope.tokens[first.to]?.start, scope.tokens[closingOf(scope, at + 1)]?.end)
  const what = `calls ${name}() of ${column.text}, which is no text`
  return { code: 'query-sqlite-function', what, spelling: `${name}(${textOfColumn(column) ?? '…'}${rest}` }
})

/** Values that have another text in PostgreSQL. https://www.postgresql.org/docs/current/datatype-boolean.html */
const OTHER_TEXTS = /^(numeric|real|double precision|boolean|timestamptz)$/

const joinedTexts = atEach((scope, at) => {
  if (symbol(scope, at) !== '||') return null
  const [left, right] = [columnTo(scope, at - 1), columnFrom(scope, at + 1)]
  // two of them are refused, which has a rule of its own
  if ([left, right].every((side) => side !== null && isOther(side))) return null
  const isFirst = symbol(scope, (left?.from ?? at) - 1) !== '||'
  const others = [isFirst ? left : null, right].flatMap((side) =>
    side !== null && isOther(side) ? side : [],
  )
  const [column] = others
  return column === undefined ? null : otherText(column, 'query-concatenation', 'joins')
})

const castTexts = atEach((scope, at) => {
  if (callAt(scope, at) !== 'cast') return null
  const column = columnFrom(scope, at + 2)
  const isText =
    column !== null && symbol(scope, column.next) === 'as' && symbol(scope, column.next + 1) === 'text'
  return isText && isOther(column) ? otherText(column, 'query-cast', 'casts') : null
})

function isOther({ column }: WrittenColumn): boolean {
  return OTHER_TEXTS.test(column.plan?.type.kind ?? '')
}

function otherText(
  column: WrittenColumn,
  code: 'query-concatenation' | 'query-cast',
  verb: string,
): LintFinding {
  const kind = column.column.plan?.type.kind
  const as = kind === 'boolean' ? 'true or false' : 'with other digits'
  const what = `${verb} ${column.text} as a text, which PostgreSQL spells in another way${kind === 'timestamptz' ? '' : `: ${as}`}`
  return { code, what, spelling: textOfColumn(column) ?? '…' }
}

/**
 * A document of the type json has no equality and no order there.
 * https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSON-PROCESSING
 */
const documents = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (COMPARISONS.has(mark)) {
    if (isAssigned(scope, at)) return null
    return documentFinding(columnTo(scope, at - 1) ?? columnFrom(scope, at + 1))
  }
  const operator = mark === 'not' && isInfix(scope, at) ? at + 1 : at
  if (symbol(scope, operator) === 'in' || symbol(scope, operator) === 'between')
    return documentFinding(columnTo(scope, at - 1))
  if (mark === 'distinct') return documentFinding(columnFrom(scope, at + 1))
  const clause = clauseOf(scope, at)
  if (clause === null) return null
  return documentFinding(
    (clause === 'order' ? sortTermAt(scope, at + 1)?.columns[0] : null) ?? columnFrom(scope, at + 1),
  )
})

function documentFinding(column: WrittenColumn | null): LintFinding | null {
  const type = column?.column.plan?.type
  if (column === null || type?.kind !== 'json') return null
  const what = `compares ${column.text}, which is of the type json and has no equality or order in PostgreSQL`
  return { code: 'query-operator', what, spelling: `${column.text}::text` }
}

/** What a parameter is that is asked for NULL alone, PostgreSQL cannot tell. */
const parameters = atEach((scope, at, { kind, value }) => {
  const isAsked = symbol(scope, at + 1) === 'is' || /^(isnull|notnull)$/.test(symbol(scope, at + 1))
  if (kind !== 'parameter' || !isAsked || symbol(scope, at + 1) === '') return null
  const what = 'asks whether a parameter is NULL, of which PostgreSQL cannot tell the type'
  return {
    code: 'query-operator',
    what,
    spelling: `cast(${value} as ${typeBeside(scope, at, value)}) is null`,
  }
})

/** Of the column that the parameter is compared with, or the next one is. */
function typeBeside(scope: QueryScope, from: number, parameter: string): string {
  const compared = scope.tokens.flatMap((token, at) => {
    if (token.kind !== 'parameter') return []
    const isLeft = COMPARISONS.has(symbol(scope, at + 1))
    const column = isLeft
      ? columnFrom(scope, at + 2)
      : COMPARISONS.has(symbol(scope, at - 1))
        ? columnTo(scope, at - 2)
        : null
    return column === null ? [] : [{ at, parameter: token.value, column }]
  })
  const own = compared.find((one) => one.parameter === parameter) ?? compared.find(({ at }) => at > from)
  const kind = own?.column.column.plan?.type.kind ?? 'text'
  return NUMBERS.test(kind) || MOMENTS.test(kind) || kind === 'uuid' ? kind : 'text'
}

export const TEXT_RULES: readonly Rule[] = [numbersAsTexts, joinedTexts, castTexts, documents, parameters]
