import type { RunRecord } from '../stages/record/run-record.ts'
import type { Redact } from './secrets.ts'

/**
 * A record in which no text holds a secret, keys of rows and names of tables included: what is made of it can leave
 * the machine in any form, also packed, where a secret would not be found any more.
 */
export function redactRecord(record: RunRecord, redact: Redact): RunRecord {
  return redactTexts(record, redact)
}

function redactTexts<T>(value: T, redact: Redact): T {
  return redactAny(value, redact) as T
}

function redactAny(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactAny(item, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redact(name), redactAny(inner, redact)]),
  )
}
