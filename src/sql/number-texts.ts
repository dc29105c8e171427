/** A SQLite predicate for texts: `0`, `-7`, `12`; a sign or a zero in front would be lost. */
export function integerTextFits(bits: 16 | 32 | 64, column: string): string {
  const digits = withoutSign(column)
  const limit = (2n ** BigInt(bits - 1) - 1n).toString()
  const lowest = (2n ** BigInt(bits - 1)).toString()
  const within = (bound: string) =>
    `(length(${digits}) < ${bound.length} or length(${digits}) = ${bound.length} and ${digits} <= '${bound}' collate binary)`
  const inRange = `iif(${column} glob '-*', ${within(lowest)}, ${within(limit)})`
  return `(${column} = '0' collate binary or ${digits} glob '[1-9]*' and ${digits} not glob '*[^0-9]*' and instr(${column}, char(0)) = 0 and ${inRange})`
}

/**
 * A SQLite predicate for texts: `0.50`, `-7`; digits with at most one point between them. A zero or a plus in front, a
 * minus before zero and a point at the end would be lost; zeros behind the last decimal are worth nothing.
 */
export function decimalTextFits(precision: number | null, scale: number | null, column: string): string {
  const digits = withoutSign(column)
  const point = `instr(${digits} || '.', '.')`
  const isDecimal = [
    `${digits} not glob '*[^0-9.]*'`,
    `${digits} glob '[0-9]*'`,
    `${digits} glob '*[0-9]'`,
    `${digits} not glob '0[0-9]*'`,
    `not (${column} glob '-*' and trim(${digits}, '0.') = '')`,
    `length(${digits}) - length(replace(${digits}, '.', '')) <= 1`,
    `instr(${column}, char(0)) = 0`,
  ].join(' and ')
  if (precision === null) return `(${isDecimal} and length(${digits}) < 1000)`
  const decimals = scale ?? 0
  const whole = `ltrim(substr(${digits}, 1, ${point} - 1), '0')`
  const fraction = `rtrim(substr(${digits}, ${point} + 1), '0')`
  const isShort =
    decimals < 0
      ? `${fraction} = '' and (${whole} = '' or ${whole} glob '*${'0'.repeat(-decimals)}')`
      : `length(${fraction}) <= ${decimals}`
  return `(${isDecimal} and length(${whole}) <= ${precision - decimals} and ${isShort})`
}

function withoutSign(column: string): string {
  return `iif(${column} glob '-*', substr(${column}, 2), ${column})`
}
