import { type PostgresNode, parsePostgres } from '../parsing/parse-postgres.ts'
import { simplifyPostgres } from './simplify-postgres.ts'

/**
 * - `instant`: of type `timestamp with time zone`, the same one in each session
 * - `utc`: without a zone, and the clock is that of UTC
 */
export type MomentZone = 'instant' | 'utc'

/**
 * What an expression of the present moment gives, as `pg_get_expr` spells it; null where the time zone of the session
 * counts, and for all that is not known to be one. https://www.postgresql.org/docs/current/functions-datetime.html
 */
export function zoneOfMoment(expression: string): MomentZone | null {
  const parsed = parsePostgres(expression)
  return parsed === null ? null : zoneOfAll(simplifyPostgres(parsed, () => null))
}

/** A number of days is as long in every zone where none changes its clocks. */
function zoneOfAll([moment, sign, step, ...others]: readonly PostgresNode[]): MomentZone | null {
  const zone = moment === undefined ? null : zoneOf(moment)
  if (sign === undefined) return zone
  const isMoved = sign.kind === 'sign' && /^[+-]$/.test(sign.text) && step?.kind === 'cast'
  return zone === 'utc' && isMoved && step.type === 'interval' && others.length === 0 ? zone : null
}

function zoneOf(node: PostgresNode): MomentZone | null {
  switch (node.kind) {
    case 'call':
      return zoneOfCall(node)
    case 'cast': {
      const zone = zoneOf(node.operand)
      return zone !== null && zoneOfType(node.type) === zone ? zone : null
    }
    case 'group':
      return zoneOfAll(node.items)
    case 'sign':
    case 'name':
    case 'text':
    case 'number':
      return null
    default:
      return node satisfies never
  }
}

/** What a column of the type holds, where it is to be known in every session. */
export function zoneOfType(type: string): MomentZone | null {
  if (/^timestamp(?:\(\d\))? with time zone$/.test(type)) return 'instant'
  return /^timestamp(?:\(\d\))? without time zone$/.test(type) ? 'utc' : null
}

function zoneOfCall({ head, items }: Extract<PostgresNode, { kind: 'call' }>): MomentZone | null {
  const name = head.kind === 'name' || head.kind === 'sign' ? nameOf(head) : ''
  const [first, , last] = items
  const word = first?.kind === 'text' ? first.value : ''
  switch (name) {
    case 'now':
    case 'statement_timestamp':
    case 'clock_timestamp':
    case 'CURRENT_TIMESTAMP':
      return 'instant'
    case 'timezone': {
      const zone = last === undefined || !UTC.test(word) ? null : zoneOf(last)
      return zone && (zone === 'utc' ? 'instant' : 'utc')
    }
    case 'date_trunc':
      return last !== undefined && SHORT_UNITS.test(word) ? zoneOf(last) : null
    case 'to_timestamp':
      return first !== undefined && items.length === 1 ? zoneOfSeconds(first) : null
    default:
      return null
  }
}

function nameOf(head: Extract<PostgresNode, { kind: 'name' | 'sign' }>): string {
  return head.kind === 'name' ? head.name : head.text
}

/** `(EXTRACT(epoch FROM now()))::double precision` */
function zoneOfSeconds(node: PostgresNode): MomentZone | null {
  if (node.kind === 'cast') return zoneOfSeconds(node.operand)
  if (node.kind !== 'call') return null
  const [epoch, , moment] = node.items
  const word = epoch?.kind === 'name' ? epoch.name : epoch?.kind === 'text' ? epoch.value : ''
  return word === 'epoch' && moment !== undefined && zoneOf(moment) !== null ? 'instant' : null
}

/** No zone is ahead of UTC by a part of a minute today. */
const SHORT_UNITS = /^(?:m(?:icro|illi)seconds|second|minute)$/
/** In small letters, as simplifyPostgres() leaves it. */
export const UTC = /^(?:utc|gmt|z|zulu|universal|etc\/(?:utc|gmt|zulu|universal))$/
