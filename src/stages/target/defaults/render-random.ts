import { isDeepStrictEqual } from 'node:util'
import { quoteLiteral } from '../../../sql/quote.ts'
import type { TargetType } from '../target-schema.ts'
import { lengthOf, MOST_BYTES, type Piece, type RandomValue } from './default-random.ts'

/** A random value as a PostgreSQL expression. */
export interface RandomSql {
  readonly sql: string
  /** What is not as random as it was; null where all is. */
  readonly reason: string | null
}

/** The random value as an expression of the type, drawn anew for each row; null where the type does not hold it. */
export function renderRandom(value: RandomValue, type: TargetType): RandomSql | null {
  if (value.kind === 'bytes') {
    const sql = `decode(substr(md5(gen_random_uuid()::text), 1, ${2 * value.length}), 'hex')`
    return type.kind === 'bytea' ? { sql, reason: null } : null
  }
  const { pieces } = value
  if (type.kind === 'uuid') return renderUuid(pieces)
  const isHeld = type.kind === 'text' || (type.kind === 'varchar' && lengthOf(pieces) <= type.length)
  return isHeld ? renderText(pieces) : null
}

/** Where a UUID is written in capitals, the type would write it in another way. */
function renderUuid(pieces: readonly Piece[]): RandomSql | null {
  if (isUuidV4(pieces, false)) return { sql: 'gen_random_uuid()', reason: null }
  const example = pieces.map((piece) =>
    piece.kind === 'digits' ? (piece.capital ? 'A' : 'a').repeat(piece.length) : textsOf(piece),
  )
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(example.join(''))
  return isUuid ? { sql: `(${pieces.map(renderPiece).join(' || ')})::uuid`, reason: null } : null
}

/** What stands for a piece where a UUID is looked for. */
function textsOf(piece: Exclude<Piece, { kind: 'digits' }>): string {
  if (piece.kind === 'written') return piece.text
  return /^[0-9a-f]+$/.test(piece.of) ? 'a' : 'x'
}

/** As https://www.rfc-editor.org/rfc/rfc9562.html#name-uuid-version-4 has it, in capitals or in small letters. */
function isUuidV4(pieces: readonly Piece[], capital: boolean): boolean {
  const digits = (length: number): Piece => ({ kind: 'digits', length, capital })
  const written = (text: string): Piece => ({ kind: 'written', text })
  const choice: Piece = { kind: 'choice', of: capital ? '89AB' : '89ab' }
  const [first, second, third] = [digits(8), digits(4), digits(3)]
  const [mark, version] = [written('-'), written('-4')]
  const uuid = [first, mark, second, version, third, mark, choice, third, mark, digits(12)]
  const sorted = pieces.map((piece) =>
    piece.kind === 'choice' ? { ...piece, of: [...piece.of].toSorted().join('') } : piece,
  )
  return isDeepStrictEqual(sorted, uuid)
}

function renderText(pieces: readonly Piece[]): RandomSql {
  if (isUuidV4(pieces, false)) return { sql: 'gen_random_uuid()::text', reason: null }
  if (isUuidV4(pieces, true)) return { sql: 'upper(gen_random_uuid()::text)', reason: null }
  const [first, ...others] = pieces
  if (first?.kind === 'digits' && first.length === 2 * MOST_BYTES && others.length === 0) {
    const digits = "replace(gen_random_uuid()::text, '-'::text, ''::text)"
    const reason = '122 of the 128 bits are random, the others are those of a version 4 UUID'
    return { sql: first.capital ? `upper(${digits})` : digits, reason }
  }
  const sqls = pieces.map(renderPiece)
  return { sql: sqls.length === 1 ? sqls.join('') : `(${sqls.join(' || ')})`, reason: null }
}

function renderPiece(piece: Piece): string {
  switch (piece.kind) {
    case 'written':
      return `${quoteLiteral(piece.text)}::text`
    case 'digits': {
      const digits = `substr(md5(gen_random_uuid()::text), 1, ${piece.length})`
      return piece.capital ? `upper(${digits})` : digits
    }
    case 'choice': {
      const count = [...piece.of].length
      return `substr(${quoteLiteral(piece.of)}::text, floor(random() * ${count})::integer + 1, 1)`
    }
    default:
      return piece satisfies never
  }
}
