import { canonicalJson } from '../../sql/canonical-json.ts'

/** A JSON document by what it says; `true` and `false` alone are 1 and 0, as json_extract() gives them. https://www.sqlite.org/json1.html#jex */
export function comparableJson(text: string): string {
  const json = canonicalJson(text)
  if (json === 'true') return '1'
  return json === 'false' ? '0' : json
}
