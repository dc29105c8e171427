import type { Fit } from '../../sql/fits.ts'
import { intervalDecimals, isIntervalType } from '../../sql/interval-text.ts'

/**
 * What a value has to fit that a type of PostgreSQL reads from its text; null where only PostgreSQL knows. These are the
 * types that would take a value and keep another. Pure.
 *
 * @param name as `format_type` spells it
 */
export function fitOfNamed(name: string, kind: 'text' | 'rendered'): Fit | null {
  if (isIntervalType(name)) return { kind: 'interval', ...kept(intervalDecimals(name)) }
  if (isZonedTimeType(name))
    return { kind: 'zoned-time', ...kept(/\d/.test(name) ? Number(name.at(5)) : null) }
  switch (name) {
    case 'money':
      return { kind: 'money' }
    case 'oid':
    case 'xid':
    case 'cid':
      return { kind: 'object-number' }
    default: {
      const maxBytes = mostBytes(name)
      return maxBytes === null ? null : { kind, maxLength: null, maxBytes }
    }
  }
}

/** `time with time zone`, with a limit to its decimals or without. */
export function isZonedTimeType(name: string): boolean {
  return /^time(?:\(\d\))? with time zone$/.test(name)
}

/**
 * How many bytes a type of texts keeps; null where it has no such limit.
 * https://www.postgresql.org/docs/current/datatype-character.html#DATATYPE-CHARACTER-SPECIAL-TABLE
 */
export function mostBytes(name: string): number | null {
  return name === 'name' ? 63 : name === '"char"' ? 1 : null
}

function kept(decimals: number | null): { readonly decimals?: number } {
  return decimals === null || decimals === 6 ? {} : { decimals }
}
