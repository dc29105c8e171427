/** A decimal of at most 15 digits and a point: no double has two of these. */
const SURE_LENGTH = 16

/**
 * A SQLite expression for the text of a number: of a real the shortest decimal that reads back as the same double.
 * SQLite's own cast prints up to 17 digits: 335143999752.21 becomes 335143999752.21002, as every third number of 14
 * digits does (measured with 3.54; none of 13).
 *
 * @param value of any storage class; what is no real is cast
 */
export function decimalText(value: string): string {
  const text = `cast(${value} as text)`
  return `iif(typeof(${value}) = 'real' and octet_length(${text}) > ${SURE_LENGTH}, shortest_decimal(${value}), ${text})`
}

/** So many digits are cast to what they were. */
export const MOST_CAST_DIGITS = 13
