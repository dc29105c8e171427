/** Farther shifts of the point are left as they are written. */
const FARTHEST_SHIFT = 400

/** A decimal by all of its digits: `+012.50` and `1.25e1` are `12.5`; null for what is no decimal. */
export function exactDecimal(text: string): string | null {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text)
  if (parts === null) return null
  const [, sign, whole = '', decimals = '', exponent = '0'] = parts
  const shift = Number(exponent)
  if (Math.abs(shift) > FARTHEST_SHIFT || whole + decimals === '') return null
  const digits = `${'0'.repeat(Math.max(0, -shift))}${whole}${decimals}${'0'.repeat(Math.max(0, shift))}`
  const point = Math.max(0, -shift) + whole.length + shift
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const after = digits.slice(point).replace(/0+$/, '')
  const absolute = after === '' ? before : `${before}.${after}`
  return sign === '-' && absolute !== '0' ? `-${absolute}` : absolute
}
