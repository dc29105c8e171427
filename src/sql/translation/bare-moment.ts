import type { PostgresNode } from '../parsing/parse-postgres.ts'
import { UTC } from './zone-of-moment.ts'

/**
 * Takes from an expression of the present moment what only sets its form: casts, UTC, a cut at the second, texts, seconds or
 * milliseconds since 1970. What stays tells one moment from another: the day, the time of day, and all that is added or divided.
 * https://www.postgresql.org/docs/current/functions-datetime.html
 */
export function bareMoment(nodes: readonly PostgresNode[]): readonly PostgresNode[] {
  return unscaled(nodes.map(bare))
}

/** Only the seconds of a moment can be multiplied. */
function unscaled(nodes: readonly PostgresNode[]): readonly PostgresNode[] {
  const [moment, sign, factor, ...others] = nodes
  const isMoment = moment?.kind === 'call' && moment.head.kind === 'name' && moment.head.name === 'now'
  const isThousand = factor?.kind === 'number' && Number(factor.value) === 1000
  return isMoment && sign?.kind === 'sign' && sign.text === '*' && isThousand && others.length === 0
    ? [moment]
    : nodes
}

function bare(node: PostgresNode): PostgresNode {
  switch (node.kind) {
    case 'sign':
      return present(node.text) ?? node
    case 'text':
      return node.value === 'now' ? NOW : node
    case 'cast':
      return inType(bare(node.operand), node.type)
    case 'group': {
      const items = bareMoment(node.items)
      const [only, ...others] = items
      return only !== undefined && others.length === 0 ? only : { ...node, items }
    }
    case 'call':
      return bareCall(node)
    case 'name':
    case 'number':
      return node
    default:
      return node satisfies never
  }
}

const NOW = called('now')

/** By the name of a function, or by a keyword. */
function present(name: string): PostgresNode | null {
  switch (name) {
    case 'now':
    case 'statement_timestamp':
    case 'clock_timestamp':
    case 'timeofday':
    case 'CURRENT_TIMESTAMP':
    case 'LOCALTIMESTAMP':
      return NOW
    case 'CURRENT_DATE':
      return called('date', NOW)
    case 'CURRENT_TIME':
    case 'LOCALTIME':
      return called('time', NOW)
    default:
      return null
  }
}

function inType(value: PostgresNode, type: string): PostgresNode {
  if (type === 'date') return called('date', value)
  return /^time(?!stamp)/.test(type) ? called('time', value) : value
}

function bareCall({ head, items }: Extract<PostgresNode, { kind: 'call' }>): PostgresNode {
  const name = head.kind === 'name' ? head.name : head.kind === 'sign' ? head.text : ''
  const moment = present(name)
  if (moment !== null) return moment
  const words = items.map((item) => (item.kind === 'text' ? item.value : ''))
  const inner = bareMoment(items)
  const [first, , last] = inner
  const rest = { kind: 'call', head, items: inner } as const
  if (first !== undefined && inner.length === 1) return FORMS.test(name) ? first : rest
  if (first === undefined || last === undefined || inner.length !== 3) return rest
  switch (name) {
    case 'timezone':
      return UTC.test(words[0] ?? '') ? last : rest
    case 'date_trunc':
      if (words[0] === 'day') return called('date', last)
      return /^(?:m(?:icro|illi)seconds|second|minute)$/.test(words[0] ?? '') ? last : rest
    case 'date_part':
      return words[0] === 'epoch' ? last : rest
    case 'EXTRACT':
      return first.kind === 'name' && first.name === 'epoch' ? last : rest
    case 'to_char':
      return spelled(first, words[2] ?? '') ?? rest
    default:
      return rest
  }
}

const FORMS = /^(?:to_timestamp|floor|trunc|round|ceil|ceiling)$/

/** https://www.postgresql.org/docs/current/functions-formatting.html */
function spelled(moment: PostgresNode, format: string): PostgresNode | null {
  const hasDay = format.includes('DD')
  const hasTime = format.includes('MI')
  if (hasDay && hasTime) return moment
  if (hasDay) return called('date', moment)
  return hasTime ? called('time', moment) : null
}

/** The day of a day is that day. */
function called(name: string, ...items: readonly PostgresNode[]): PostgresNode {
  const [inner] = items
  if (inner?.kind === 'call' && inner.head.kind === 'name' && inner.head.name === name) return inner
  return { kind: 'call', head: { kind: 'name', name, column: false }, items }
}
