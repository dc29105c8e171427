/**
 * Whether a decimal has the digits that its double prints, but for zeros at its end. All of them come back from
 * PostgreSQL then, which prints the shortest decimal of a double too.
 * https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT
 */
export function spellsDouble(decimal: string): boolean {
  return significance(decimal) === significance(String(Number(decimal)))
}

/** Digits without zeros around them, the power of ten behind them, and the sign: equal for two spellings of a number. */
export function significance(number: string): string {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] =
    /^(-?)(\d*)(?:\.(\d*))?(?:e(.+))?$/i.exec(number) ?? []
  const digits = `${whole}${decimals}`.replace(/^0+/, '')
  const significant = withoutZerosBehind(digits)
  const power = Number(exponent) - decimals.length + digits.length - significant.length
  return significant === '' ? '0' : `${sign}${significant}e${power}`
}

/** By hand: an expression would begin again at each zero, and take minutes for a text of 200,000 of them (measured). */
function withoutZerosBehind(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}
