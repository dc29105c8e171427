import type { PostgresNode } from '../parsing/parse-postgres.ts'

/**
 * Takes from an expression what only the types of its columns, or the version of the server, have put there: casts
 * that change no value, brackets around one thing, and second names of functions.
 */
export function simplifyPostgres(
  nodes: readonly PostgresNode[],
  typeOf: (column: string) => string | null,
): readonly PostgresNode[] {
  const [only, ...others] = nodes.map((node) => simplify(node, typeOf))
  if (only === undefined) return []
  return only.kind === 'group' && others.length === 0 ? only.items : [only, ...others]
}

type TypeOf = (column: string) => string | null

function simplify(node: PostgresNode, typeOf: TypeOf): PostgresNode {
  switch (node.kind) {
    case 'group': {
      const items = node.items.map((item) => simplify(item, typeOf))
      const [only, ...others] = items
      if (only !== undefined && others.length === 0) return only
      return truthOf(items, typeOf) ?? atTimeZone(items) ?? { ...node, items }
    }
    case 'cast':
      return simplifyCast(simplify(node.operand, typeOf), node.type, typeOf)
    case 'call':
      return simplifyCall(
        node.head,
        node.items.map((item) => simplify(item, typeOf)),
      )
    case 'number':
      return { ...node, value: decimalOf(node.value) ?? node.value }
    case 'sign':
      return node.text === 'CURRENT_TIMESTAMP' ? NOW : node
    case 'name':
    case 'text':
      return node
    default:
      return node satisfies never
  }
}

const NOW: PostgresNode = { kind: 'call', head: functionName('now'), items: [] }

function functionName(name: string): PostgresNode {
  return { kind: 'name', name, column: false }
}

const TEXT_TYPE = /^(text|character varying(\(\d+\))?)$/
const TEXT_CASTS = /^(text|character varying)(\[\])?$/
const NUMBER_TYPE = /^(smallint|integer|bigint|numeric(\([\d,]+\))?|real|double precision)$/
/** Into these every number goes unchanged, as far as its digits reach. */
const WIDE_CASTS = /^(numeric|double precision)$/

function simplifyCast(operand: PostgresNode, type: string, typeOf: TypeOf): PostgresNode {
  if (NUMBER_TYPE.test(type) && !type.includes('(')) {
    const value = operand.kind === 'text' || operand.kind === 'number' ? decimalOf(operand.value) : null
    if (value !== null) return { kind: 'number', value }
  }
  const isWidened = operand.kind === 'name' && NUMBER_TYPE.test(typeOf(operand.name) ?? '')
  if (WIDE_CASTS.test(type) && isWidened) return operand
  if (TEXT_CASTS.test(type) && isTextual(operand, typeOf)) return operand
  return { kind: 'cast', operand, type }
}

/** https://www.postgresql.org/docs/current/functions-string.html */
const TEXT_FUNCTIONS = /^(lower|upper|btrim|ltrim|rtrim|replace|substr|substring|concat|left|right|initcap)$/

/** Whether a cast between the text types leaves it as it is. */
function isTextual(node: PostgresNode, typeOf: TypeOf): boolean {
  switch (node.kind) {
    case 'text':
      return true
    case 'sign':
      return node.text === 'NULL' || node.text === ','
    case 'name':
      return TEXT_TYPE.test(typeOf(node.name) ?? '')
    case 'group':
      return node.items.some((item) => item.kind === 'sign' && item.text === '||')
    case 'call':
      return node.head.kind === 'name'
        ? TEXT_FUNCTIONS.test(node.head.name)
        : node.items.every((item) => isTextual(item, typeOf))
    case 'number':
    case 'cast':
      return false
    default:
      return node satisfies never
  }
}

/** https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT */
const SECOND_NAMES: Readonly<Record<string, string>> = {
  transaction_timestamp: 'now',
  char_length: 'length',
  character_length: 'length',
}

function simplifyCall(head: PostgresNode, items: readonly PostgresNode[]): PostgresNode {
  if (head.kind !== 'name' || head.column) return { kind: 'call', head, items }
  const name = SECOND_NAMES[head.name] ?? head.name
  return { kind: 'call', head: functionName(name), items: name === 'timezone' ? lowerZone(items) : items }
}

/** `(a = true)` says of a boolean what `a` says, and `(a = false)` what `(NOT a)` says; of NULL too. */
function truthOf(items: readonly PostgresNode[], typeOf: TypeOf): PostgresNode | null {
  const [column, operator, truth] = items
  const isTest = items.length === 3 && operator?.kind === 'sign' && operator.text === '='
  if (!isTest || column?.kind !== 'name' || typeOf(column.name) !== 'boolean') return null
  if (truth?.kind !== 'sign') return null
  if (truth.text === 'true') return column
  return truth.text === 'false' ? { kind: 'group', items: [{ kind: 'sign', text: 'NOT' }, column] } : null
}

/** `(a AT TIME ZONE b)` is another spelling of `timezone(b, a)`. */
function atTimeZone(items: readonly PostgresNode[]): PostgresNode | null {
  const words = items.slice(1, 4).map((item) => (item.kind === 'sign' ? item.text : ''))
  const [moment, , , , zone] = items
  if (items.length !== 5 || words.join(' ') !== 'AT TIME ZONE') return null
  if (moment === undefined || zone === undefined) return null
  const comma: PostgresNode = { kind: 'sign', text: ',' }
  return simplifyCall(functionName('timezone'), [zone, comma, moment])
}

/** The name of a time zone is found without regard to case. */
function lowerZone([zone, ...others]: readonly PostgresNode[]): readonly PostgresNode[] {
  if (zone === undefined) return []
  return [zone.kind === 'text' ? { ...zone, value: zone.value.toLowerCase() } : zone, ...others]
}

/** A number as its digits and their power of ten: `1.10` and `1.1` are the same; null for what is no number. */
export function decimalOf(text: string): string | null {
  const parts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,6}))?$/.exec(text.trim())
  if (parts === null) return null
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = parts
  if (whole + decimals === '') return null
  const digits = `${whole}${decimals}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const scale = Number(exponent) - decimals.length + (digits.length - significant.length)
  return `${sign}${significant}e${scale}`
}
