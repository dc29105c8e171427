import type { ExpressionReader } from './expression-reader.ts'

/**
 * The type of a CAST, which may be any words with up to two numbers, and even nothing: `DOUBLE PRECISION`,
 * `VARCHAR(10)`. https://www.sqlite.org/syntax/type-name.html
 */
export function parseTypeName(reader: ExpressionReader): string {
  const words: string[] = []
  while (reader.seesTypeWord()) words.push(reader.take().value)
  if (words.length === 0 || !reader.takeIf('(')) return words.join(' ')
  const numbers = [signedNumber(reader)]
  if (reader.takeIf(',')) numbers.push(signedNumber(reader))
  reader.expect(')')
  return `${words.join(' ')}(${numbers.join(', ')})`
}

function signedNumber(reader: ExpressionReader): string {
  const sign = reader.takeIf('-') ? '-' : ''
  if (sign === '') reader.takeIf('+')
  return reader.peek()?.kind === 'number' ? `${sign}${reader.take().value}` : reader.fail()
}
