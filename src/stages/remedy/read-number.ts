import { significance } from '../../sql/double-text.ts'
import type { SqliteValue } from './sqlite-value.ts'

/** What may stand between groups of three digits: `1,234.50`, `1 234.50`, `1'234.50`, `1_234.50`. */
const GROUPED = /^\d{1,3}(?:([, '_\u00A0\u202F’])\d{3})(?:\1\d{3})*(?:\.\d+)?$/
/** `1.234,50`: the full stop stands between groups, and the comma before decimals that make it certain. */
const GROUPED_BY_STOPS = /^\d{1,3}(?:\.\d{3})+,\d+$/
const PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?$/i

/**
 * A text as the number that it spells: an integer of at most 64 bits, else a real of the same digits. Null for all
 * else, for `1,5`, which could be two things, and where a real would lose a digit.
 */
export function readNumber(value: SqliteValue): bigint | number | null {
  if (typeof value !== 'string') return null
  const [, sign = '', written = ''] = /^([+-]?)\s*(.*)$/s.exec(value.trim()) ?? []
  const digits = withoutGroups(written)
  if (digits === null) return null
  const text = `${sign === '-' ? '-' : ''}${digits}`
  const whole = /^-?0*\d{1,19}(?=(?:\.0*)?$)/.exec(text)?.[0]
  if (whole !== undefined && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole)) return BigInt(whole)
  const number = Number(text)
  return Number.isFinite(number) && significance(text) === significance(String(number)) ? number : null
}

function withoutGroups(written: string): string | null {
  if (PLAIN.test(written)) return written
  if (GROUPED.test(written)) return written.replace(/[^\d.]/g, '')
  return GROUPED_BY_STOPS.test(written) ? written.replaceAll('.', '').replace(',', '.') : null
}
