import { type PostgresNode, parsePostgres } from '../parsing/parse-postgres.ts'
import { bareMoment } from './bare-moment.ts'
import { simplifyPostgres } from './simplify-postgres.ts'

/** An expression of PostgreSQL in a form in which different spellings of the same are equal. */
export interface PostgresMeaning {
  readonly text: string
  /** The same without COLLATE: how texts are compared and folded is left open. */
  readonly uncollated: string
  /** The columns that it names. */
  readonly columns: ReadonlySet<string>
  /** The value, where it is nothing but one. */
  readonly constant: PostgresConstant | null
  /** What it gives anew for each row. */
  readonly gives: 'next key' | 'moment' | 'random id' | null
  /** Which moment it gives, by {@link bareMoment}. */
  readonly moment: string | null
}

export interface NamedColumn {
  /** By which it is known on both sides. */
  readonly name: string
  /** As `format_type` spells it. */
  readonly type: string
}

/** A text of any type of texts is one. A number is in digits and their power of ten, `-5e-1`; `typed` is the text of a value of another type: of a date, an enum, JSON … */
export interface PostgresConstant {
  readonly kind: 'number' | 'text' | 'boolean' | 'null' | 'typed'
  readonly value: string
}

/**
 * Reads an expression as `pg_get_expr` spells it. What cannot be read is only equal to itself.
 *
 * @param columns the columns of the table, by their names in it
 */
export function readMeaning(text: string, columns: ReadonlyMap<string, NamedColumn>): PostgresMeaning {
  const parsed = parsePostgres(text)
  if (parsed === null)
    return { text, uncollated: text, columns: new Set(), constant: null, gives: null, moment: null }
  const nodes = simplifyPostgres(parsed, (name) => columns.get(name)?.type ?? null)
  const gives = givenBy(nodes)
  const nameOf = (name: string) => columns.get(name)?.name ?? name
  return {
    text: render(nodes, nameOf, true),
    uncollated: render(nodes, nameOf, false),
    columns: new Set(nodes.flatMap(columnsIn).flatMap((name) => columns.get(name)?.name ?? [])),
    constant: constantOf(nodes),
    gives,
    moment: gives === 'moment' ? render(bareMoment(nodes), nameOf, false) : null,
  }
}

type NameOf = (column: string) => string

function render(nodes: readonly PostgresNode[], nameOf: NameOf, collated: boolean): string {
  const shown = collated ? nodes : withoutCollation(nodes)
  return shown.map((node) => renderNode(node, nameOf, collated)).join(' ')
}

/** Each kind begins with a mark of its own, so that no text is taken for a name. */
function renderNode(node: PostgresNode, nameOf: NameOf, collated: boolean): string {
  switch (node.kind) {
    case 'sign':
      return node.text
    case 'name':
      return node.column ? `column:${JSON.stringify(nameOf(node.name))}` : JSON.stringify(node.name)
    case 'text':
      return `text:${JSON.stringify(node.value)}`
    case 'number':
      return node.value
    case 'group': {
      const inner = render(node.items, nameOf, collated)
      const isOne = !collated && withoutCollation(node.items).length === 1
      return isOne ? inner : `(${inner})`
    }
    case 'call':
      return `${renderNode(node.head, nameOf, collated)}(${renderArguments(node, nameOf, collated)})`
    case 'cast':
      return `${renderNode(node.operand, nameOf, collated)}::${node.type}`
    default:
      return node satisfies never
  }
}

type Call = Extract<PostgresNode, { readonly kind: 'call' }>

function renderArguments({ head, items }: Call, nameOf: NameOf, collated: boolean): string {
  const [list, ...others] = items
  const isChoice = head.kind === 'sign' && (head.text === 'ANY' || head.text === 'ALL')
  const isArray = list?.kind === 'call' && list.head.kind === 'sign' && list.head.text === 'ARRAY'
  if (!isChoice || others.length > 0 || !isArray) return render(items, nameOf, collated)
  return `ARRAY(${choices(list, nameOf, collated).join(' , ')})`
}

/** The order of the values among which one is looked for says nothing. */
function choices({ items }: Call, nameOf: NameOf, collated: boolean): readonly string[] {
  const isComma = (item: PostgresNode) => item.kind === 'sign' && item.text === ','
  const starts = [0, ...items.flatMap((item, at) => (isComma(item) ? [at + 1] : []))]
  return starts
    .map((start, at) =>
      render(items.slice(start, (starts[at + 1] ?? items.length + 1) - 1), nameOf, collated),
    )
    .toSorted()
}

function columnsIn(node: PostgresNode): readonly string[] {
  switch (node.kind) {
    case 'name':
      return node.column ? [node.name] : []
    case 'group':
      return node.items.flatMap(columnsIn)
    case 'call':
      return [node.head, ...node.items].flatMap(columnsIn)
    case 'cast':
      return columnsIn(node.operand)
    case 'sign':
    case 'text':
    case 'number':
      return []
    default:
      return node satisfies never
  }
}

function withoutCollation(nodes: readonly PostgresNode[]): readonly PostgresNode[] {
  return nodes.filter((node, at) => !isCollate(node) && !isCollate(nodes[at - 1]))
}

function isCollate(node: PostgresNode | undefined): boolean {
  return node?.kind === 'sign' && node.text === 'COLLATE'
}

function constantOf([node, ...others]: readonly PostgresNode[]): PostgresConstant | null {
  if (node === undefined || others.length > 0) return null
  switch (node.kind) {
    case 'number':
    case 'text':
      return { kind: node.kind, value: node.value }
    case 'sign':
      if (node.text === 'NULL') return { kind: 'null', value: '' }
      return node.text === 'true' || node.text === 'false' ? { kind: 'boolean', value: node.text } : null
    case 'cast': {
      const inner = constantOf([node.operand])
      if (inner === null || inner.kind === 'null') return inner
      if (node.type === 'boolean') return booleanOf(inner)
      return { kind: TEXT_TYPES.test(node.type) ? 'text' : 'typed', value: inner.value }
    }
    case 'name':
    case 'group':
    case 'call':
      return null
    default:
      return node satisfies never
  }
}

const TEXT_TYPES = /^(?:text|bpchar|character(?: varying)?(?:\(\d+\))?|(?:\w+\.)?citext)$/

function booleanOf({ value }: PostgresConstant): PostgresConstant {
  return { kind: 'boolean', value: String(['t', 'true', '1'].includes(value)) }
}

const MOMENTS =
  /^(now|statement_timestamp|clock_timestamp|timeofday|CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)$/
const RANDOM_IDS = /^(?:\w+\.)?(gen_random_uuid|uuidv[47]|uuid_generate_v[147]|gen_random_bytes)$/

function givenBy(nodes: readonly PostgresNode[]): PostgresMeaning['gives'] {
  const words = nodes.flatMap(functionsIn)
  if (words.some((word) => /^(?:pg_catalog\.)?nextval$/.test(word))) return 'next key'
  if (words.some((word) => RANDOM_IDS.test(word))) return 'random id'
  return words.some((word) => MOMENTS.test(word)) ? 'moment' : null
}

function functionsIn(node: PostgresNode): readonly string[] {
  switch (node.kind) {
    case 'sign':
      return [node.text]
    case 'name':
      return node.column ? [] : [node.name]
    case 'group':
      return node.items.flatMap(functionsIn)
    case 'call':
      return [node.head, ...node.items].flatMap(functionsIn)
    case 'cast':
      return functionsIn(node.operand)
    case 'text':
      return node.value === 'now' ? ['now'] : []
    case 'number':
      return []
    default:
      return node satisfies never
  }
}
