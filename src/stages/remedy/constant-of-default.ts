import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import type { Column, ConstantValue } from '../catalog/catalog.ts'

/** Whether the DEFAULT could be written for the values as they are: NULL, a truth and the present moment are none of them. */
export function hasOwnDefault({ defaultText }: Pick<Column, 'defaultText'>): boolean {
  return defaultText !== null && !/^(null|true|false|current_\w+)$/i.test(defaultText)
}

/** The value that every INSERT without the column gets; null where there is none, or it is computed anew. */
export function constantOfDefault(
  column: Pick<Column, 'defaultText' | 'constantDefault'>,
): ConstantValue | null {
  const { defaultText, constantDefault } = column
  if (defaultText === null || !hasOwnDefault(column)) return null
  return constantDefault ?? literal(defaultText)
}

/** The value of a plain literal; null where a text is none. */
function literal(text: string): ConstantValue | null {
  const tokens = lexSqlite(text)
  const [token] = tokens.slice(-1)
  const sign = tokens.length === 2 && tokens[0]?.value === '-' ? '-' : ''
  if (token === undefined || tokens.length !== 1 + sign.length) return null
  if (token.kind === 'string' || token.kind === 'identifier' || token.kind === 'word') return token.value
  if (token.kind !== 'number') return null
  return /^\d+$/.test(token.value) ? BigInt(sign + token.value) : Number(sign + token.value)
}
