import { CONSTRAINT_WORDS } from '../../sql/constraint-words.ts'
import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'

/**
 * The text of a CREATE TABLE without STRICT, in which some columns have no affinity any more, so that they take a
 * value of any storage class as it is. In a STRICT table the type ANY means that already, and elsewhere it would turn
 * texts into numbers: those columns become BLOB too. Nothing else changes, so the rows and indexes in the file still
 * fit. Null where the text is none that can be read.
 *
 * https://www.sqlite.org/stricttables.html, https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 *
 * @param columns the names of columns that lose their affinity, as the definition spells them
 */
export function relaxDefinition(sql: string, columns: ReadonlySet<string>): string | null {
  const tokens = lexSqlite(sql)
  const body = bodyOf(tokens)
  if (body === null) return null
  const tail = tokens.slice(body.to + 1)
  const isStrict = tail.some((token) => isWord(token, 'STRICT'))
  const types = splitAtCommas(tokens.slice(body.from, body.to)).flatMap((definition) => {
    const type = typeOf(definition)
    if (type === null) return []
    const losesAffinity = columns.has(type.column) || (isStrict && type.text.toUpperCase() === 'ANY')
    return losesAffinity ? [type] : []
  })
  const withoutRowid = tail.some((token) => isWord(token, 'ROWID')) ? ' WITHOUT ROWID' : ''
  const end = tokens[body.to]?.end ?? sql.length
  const head = types.reduceRight(
    (text, type) => `${text.slice(0, type.start)}BLOB${text.slice(type.end)}`,
    sql.slice(0, end),
  )
  return head + withoutRowid
}

interface ColumnType {
  readonly column: string
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The first group in parentheses, by the indexes of its tokens; its closing one is at `to`. */
function bodyOf(tokens: readonly Token[]): { readonly from: number; readonly to: number } | null {
  const open = tokens.findIndex((token) => isWord(token, '('))
  const to = closing(tokens, open)
  return open === -1 || to === null ? null : { from: open + 1, to }
}

function closing(tokens: readonly Token[], open: number): number | null {
  let depth = 0
  for (let index = open; index >= 0 && index < tokens.length; index++) {
    if (isWord(tokens[index], '(')) depth++
    if (isWord(tokens[index], ')')) depth--
    if (depth === 0) return index
  }
  return null
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (isWord(token, '(')) depth++
    if (isWord(token, ')')) depth--
    if (depth === 0 && isWord(token, ',')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

const AFTER_TYPE = [...CONSTRAINT_WORDS, 'GENERATED']

/** The type of a column definition; null where there is none, or the definition is that of a constraint. */
function typeOf(definition: readonly Token[]): ColumnType | null {
  const [name, ...rest] = definition
  const isConstraint = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].some((word) =>
    isWord(name, word),
  )
  if (name === undefined || isConstraint) return null
  const found = rest.findIndex((token) => AFTER_TYPE.some((word) => isWord(token, word)))
  const type = rest.slice(0, found === -1 ? rest.length : found)
  const [first] = type
  const last = type.at(-1)
  if (first === undefined || last === undefined) return null
  return {
    column: name.value,
    text: type.map(({ value }) => value).join(' '),
    start: first.start,
    end: last.end,
  }
}

function isWord(token: Token | undefined, text: string): boolean {
  return (
    token !== undefined &&
    (token.kind === 'word' || token.kind === 'operator') &&
    token.value.toUpperCase() === text
  )
}
