import { exactDecimal } from './exact-decimal.ts'

/** A number of a document by its text: JavaScript would round what is longer than a double. */
class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * A JSON document in a spelling of its own: keys sorted, no blanks, each number by all of its digits. Of several members
 * with one key the last counts, as in jsonb. A text that is no JSON stays as it is.
 * https://www.postgresql.org/docs/current/datatype-json.html
 */
export function canonicalJson(text: string): string {
  try {
    return spell(JSON.parse(text, keepDigits))
  } catch {
    return text
  }
}

/** https://tc39.es/proposal-json-parse-with-source/ */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value
  const source = context?.source ?? String(value)
  return new JsonNumber(exactDecimal(source) ?? source)
}

function spell(value: unknown): string {
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${spell(entry)}`).join(',')}}`
}
