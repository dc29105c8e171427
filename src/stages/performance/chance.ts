import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'
import { DATE_FUNCTIONS } from './function-spellings.ts'
import { symbolAt } from './table-references.ts'

/** What makes a query answer otherwise from one time to the next. */
export interface Chance {
  /** As they are written: `random()`, `current_timestamp`. */
  readonly words: readonly string[]
  /** It decides on nothing but the order of the rows, or of all of it (`whole`). */
  readonly order: 'none' | 'part' | 'whole'
  /**
   * The places of the columns that hold it, from 0; from the end, -1 is the last, behind a `*`. Null where any column can.
   */
  readonly columns: readonly number[] | null
  /** It can decide how many rows there are. The moment is not asked: both engines answer within seconds. */
  readonly canChangeCount: boolean
}

const CHANCE =
  /^(random|randomblob|changes|total_changes|last_insert_rowid|random_normal|gen_random_uuid|gen_random_bytes|uuidv4|uuidv7|uuid_generate_v\d\w*)$/
const MOMENT = /^(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)$/
const MOMENT_WORD = /^(current_(timestamp|date|time)|local(time|timestamp))$/

/**
 * Reads the texts of a query for functions of the moment and of chance; null where neither has one.
 * https://www.sqlite.org/deterministic.html, https://www.postgresql.org/docs/current/functions-datetime.html
 */
export function chanceIn(texts: readonly string[]): Chance | null {
  const found = texts.map(readChance)
  const words = [...new Set(found.flatMap((one) => one.words))]
  const orders = found.flatMap(({ order }) => order ?? [])
  if (words.length === 0) return null
  return {
    words,
    order: orders.includes('none') ? 'none' : orders.includes('part') ? 'part' : 'whole',
    columns: found.some(({ columns }) => columns === null)
      ? null
      : found.flatMap(({ columns }) => columns ?? []),
    canChangeCount: found.some((one) => one.canChangeCount),
  }
}

/** `order` is null where there is nothing of the kind. */
function readChance(sql: string) {
  const tokens = lexSqlite(sql)
  const has = (pattern: RegExp) => tokens.some((_, at) => pattern.test(symbolAt(tokens, at)))
  const [isLimited, isGrouped] = [
    has(/^(limit|offset|fetch)$/),
    has(/^(distinct|group|union|intersect|except)$/),
  ]
  const words: string[] = []
  let order: Chance['order'] | null = null
  let canChangeCount = false
  let isAnywhere = false
  const lists: SelectItem[][] = []
  // the clause of the outermost query, once for each parenthesis that is open; `inner` in those of another query
  const clauses = ['']
  for (const at of tokens.keys()) {
    const mark = symbolAt(tokens, at)
    const clause = clauses.at(-1) ?? ''
    if (mark === '(') clauses.push(/^(select|with|values)$/.test(symbolAt(tokens, at + 1)) ? 'inner' : clause)
    else if (mark === ')') clauses.pop()
    else if (clauses.length === 1 && /^(select|from|where|group|having|order|limit)$/.test(mark))
      clauses[0] = mark
    if (clauses.length === 1 && clauses[0] === 'select') readItem(lists, tokens, at)
    const kind = kindAt(tokens, at)
    if (kind === null) continue
    const item = clauses[0] === 'select' ? lists.at(-1)?.at(-1) : undefined
    if (item !== undefined) item.isOpen = true
    const isFilter = clauses[0] === 'where' || clauses[0] === 'having'
    // of a moment the same rows pass on both sides
    const isNowhere = item === undefined && !(isFilter && kind === 'moment')
    if (isNowhere || (kind === 'chance' && (isLimited || isGrouped))) isAnywhere = true
    words.push(MOMENT_WORD.test(mark) ? mark : `${mark}()`)
    if (clause !== 'order' || isLimited) order = 'none'
    else order ??= symbolAt(tokens, at - 1) === 'by' ? 'whole' : 'part'
    if (kind === 'chance' && (isGrouped || !/^(select|order)$/.test(clause))) canChangeCount = true
  }
  return { words, order, columns: isAnywhere ? null : openColumns(lists), canChangeCount }
}

/** One item of the list behind the outermost SELECT. */
interface SelectItem {
  isStar: boolean
  /** It holds what depends on the moment or on chance. */
  isOpen: boolean
}

/** Takes in a token of that list; each part of a UNION has one of its own. */
function readItem(lists: SelectItem[][], tokens: readonly Token[], at: number): void {
  const mark = symbolAt(tokens, at)
  if (mark === 'select') lists.push([])
  if (mark === 'select' || mark === ',') lists.at(-1)?.push({ isStar: false, isOpen: false })
  const item = lists.at(-1)?.at(-1)
  const isStar = mark === '*' && /^(select|distinct|all|,|\.)$/.test(symbolAt(tokens, at - 1))
  if (isStar && item !== undefined) item.isStar = true
}

/** Null where a star on both sides leaves open which columns they are. */
function openColumns(lists: readonly (readonly SelectItem[])[]): readonly number[] | null {
  const places = lists.flatMap((items) => {
    const stars = items.flatMap(({ isStar }, at) => (isStar ? [at] : []))
    const [first = items.length, last = -1] = [stars[0], stars.at(-1)]
    return items.flatMap(({ isOpen }, at) => {
      if (!isOpen) return []
      if (at < first) return [at]
      return at > last ? [at - items.length] : [null]
    })
  })
  return places.includes(null) ? null : places.filter((place) => place !== null)
}

function kindAt(tokens: readonly Token[], at: number): 'chance' | 'moment' | null {
  const name = symbolAt(tokens, at)
  if (symbolAt(tokens, at - 1) === '.' || tokens[at]?.kind !== 'word') return null
  if (MOMENT_WORD.test(name)) return 'moment'
  if (symbolAt(tokens, at + 1) !== '(') return null
  if (CHANCE.test(name)) return 'chance'
  if (MOMENT.test(name)) return 'moment'
  if (!Object.hasOwn(DATE_FUNCTIONS, name)) return null
  for (let next = at + 2; next < tokens.length && symbolAt(tokens, next) !== ')'; next++) {
    const { kind, value } = tokens[next] ?? {}
    if (kind === 'string' && value?.toLowerCase() === 'now') return 'moment'
  }
  // without a moment it is the present one
  return symbolAt(tokens, name === 'strftime' ? at + 3 : at + 2) === ')' ? 'moment' : null
}
