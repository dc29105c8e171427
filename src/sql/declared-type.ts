/** A declared type taken apart: `VARYING CHARACTER(255)` is the name `VARYING CHARACTER` with the argument 255. */
export interface DeclaredType {
  /** Upper case, one blank between words, without arguments. */
  readonly name: string
  readonly arguments: readonly number[]
}

/** https://www.sqlite.org/syntax/type-name.html */
export function parseDeclaredType(text: string): DeclaredType {
  const open = text.indexOf('(')
  const close = text.indexOf(')', open)
  const name = open === -1 ? text : `${text.slice(0, open)} ${close === -1 ? '' : text.slice(close + 1)}`
  const list = open === -1 || close === -1 ? '' : text.slice(open + 1, close)
  return {
    name: name.toUpperCase().replace(/\s+/g, ' ').trim(),
    arguments: list
      .split(',')
      .filter((part) => /^\s*[+-]?\d+\s*$/.test(part))
      .map(Number),
  }
}

const DECIMAL_NAMES: ReadonlySet<string> = new Set([
  'DECIMAL',
  'DEC',
  'NUMERIC',
  'NUMBER',
  'FIXED',
  'MONEY',
  'SMALLMONEY',
  'CURRENCY',
])

/**
 * The precision and scale that a declared type asks for; null where it asks for none, or for some that not every
 * supported PostgreSQL has (1 ≤ precision ≤ 1000, 0 ≤ scale ≤ precision).
 */
export function decimalLimits(
  declaredType: string,
): { readonly precision: number; readonly scale: number } | null {
  const declared = parseDeclaredType(declaredType)
  const [precision, scale = 0] = declared.arguments
  if (!DECIMAL_NAMES.has(declared.name) || precision === undefined) return null
  if (precision < 1 || precision > 1000 || scale < 0 || scale > precision) return null
  return { precision, scale }
}
