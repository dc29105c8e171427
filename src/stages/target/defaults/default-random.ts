import { childrenOf } from '../../../sql/parsing/children-of.ts'
import type { Expression } from '../../../sql/parsing/expression.ts'
import { integerOf } from '../../../sql/parsing/integer-of.ts'

/** A piece of a text that is another one in each row. */
export type Piece =
  | { readonly kind: 'written'; readonly text: string }
  /** Random hex digits; `length` is their number. */
  | { readonly kind: 'digits'; readonly length: number; readonly capital: boolean }
  /** One of these characters, each as often as the others. */
  | { readonly kind: 'choice'; readonly of: string }

/** A DEFAULT that is random bytes, or a text of random characters. */
export type RandomValue =
  | { readonly kind: 'bytes'; readonly length: number }
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }

/** The digest of a random UUID, which random digits are taken from, has no more bytes. */
export const MOST_BYTES = 16

/**
 * The random bytes or characters that a tree makes of `randomblob()` and `random()`; null where it is anything else.
 * https://www.sqlite.org/lang_corefunc.html#randomblob
 */
export function readRandom(tree: Expression): RandomValue | null {
  const length = randomBytes(tree)
  if (length !== null) return { kind: 'bytes', length }
  const pieces = readPieces(tree)
  const isRandom = pieces?.some(({ kind }) => kind !== 'written') ?? false
  return pieces !== null && isRandom ? { kind: 'text', pieces: joined(pieces) } : null
}

/** Of 1 to 16; null for any other number, and for what is no call of randomblob(). */
function randomBytes(tree: Expression | undefined): number | null {
  const [bytes, ...others] = tree === undefined ? [] : argumentsOf(tree, 'randomblob')
  const length = bytes !== undefined && others.length === 0 ? integerOf(bytes) : null
  return length !== null && length >= 1 && length <= MOST_BYTES ? length : null
}

function argumentsOf(tree: Expression, name: string): readonly Expression[] {
  return tree.kind === 'call' && tree.name.toLowerCase() === name ? tree.args : []
}

function readPieces(tree: Expression): readonly Piece[] | null {
  if (tree.kind === 'text') return tree.value.includes('\0') ? null : [{ kind: 'written', text: tree.value }]
  if (tree.kind === 'binary' && tree.operator === '||') {
    const [left, right] = [readPieces(tree.left), readPieces(tree.right)]
    return left === null || right === null ? null : [...left, ...right]
  }
  if (tree.kind !== 'call') return null
  const [operand, ...others] = tree.args
  if (operand === undefined) return null
  switch (tree.name.toLowerCase()) {
    case 'hex': {
      const bytes = others.length === 0 ? randomBytes(operand) : null
      return bytes === null ? null : [{ kind: 'digits', length: 2 * bytes, capital: true }]
    }
    case 'lower':
    case 'upper': {
      if (others.length > 0) return null
      const capital = tree.name.toLowerCase() === 'upper'
      return readPieces(operand)?.map((piece) => inCase(piece, capital)) ?? null
    }
    case 'substr':
    case 'substring':
      return readChoice(operand, others) ?? readSlice(operand, others)
    default:
      return null
  }
}

/** As few pieces as there can be, so that one text has one reading. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    const both = last === undefined ? null : asOne(last, piece)
    if (both !== null) result[result.length - 1] = both
    else if (lengthOf([piece]) > 0) result.push(piece)
  }
  return result
}

function asOne(left: Piece, right: Piece): Piece | null {
  if (left.kind === 'written' && right.kind === 'written') return { ...left, text: left.text + right.text }
  if (left.kind !== 'digits' || right.kind !== 'digits' || left.capital !== right.capital) return null
  const length = left.length + right.length
  return length <= 2 * MOST_BYTES ? { ...left, length } : null
}

/** lower() and upper() of SQLite know the letters of ASCII alone. https://www.sqlite.org/lang_corefunc.html#lower */
function inCase(piece: Piece, capital: boolean): Piece {
  const fold = (text: string) =>
    capital
      ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
      : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  switch (piece.kind) {
    case 'written':
      return { ...piece, text: fold(piece.text) }
    case 'digits':
      return { ...piece, capital }
    case 'choice':
      return { ...piece, of: fold(piece.of) }
    default:
      return piece satisfies never
  }
}

/** `substr('89ab', abs(random()) % 4 + 1, 1)` */
function readChoice(text: Expression, numbers: readonly Expression[]): readonly Piece[] | null {
  const [place, length, ...others] = numbers
  if (text.kind !== 'text' || place === undefined || others.length > 0) return null
  if (length === undefined || integerOf(length) !== 1) return null
  const characters = [...text.value]
  const count = randomPlaces(place)
  if (count === null || count > characters.length || text.value.includes('\0')) return null
  return [{ kind: 'choice', of: characters.slice(0, count).join('') }]
}

/** The n of a random place from 1 to n: 1 and a remainder of division by n. */
function randomPlaces(place: Expression): number | null {
  if (place.kind !== 'binary' || place.operator !== '+') return null
  const [one, remainder] = integerOf(place.left) === 1 ? [place.left, place.right] : [place.right, place.left]
  const count = integerOf(one) === 1 ? randomRemainders(remainder) : null
  return count !== null && count >= 1 ? count : null
}

/** `abs(random()) % n` and `abs(random() % n)`: of both signs, each remainder comes as often. */
function randomRemainders(tree: Expression): number | null {
  const [inner] = argumentsOf(tree, 'abs')
  const division = inner ?? tree
  if (division.kind !== 'binary' || division.operator !== '%') return null
  const dividend = inner === undefined ? argumentsOf(division.left, 'abs')[0] : division.left
  const isRandom =
    dividend?.kind === 'call' && dividend.name.toLowerCase() === 'random' && dividend.args.length === 0
  return isRandom ? integerOf(division.right) : null
}

/** A negative place counts from the end. https://www.sqlite.org/lang_corefunc.html#substr */
function readSlice(text: Expression, numbers: readonly Expression[]): readonly Piece[] | null {
  const pieces = numbers.length === 1 || numbers.length === 2 ? readPieces(text) : null
  const [place = null, count] = numbers.map(integerOf)
  if (pieces === null || place === null || place === 0 || count === null) return null
  const whole = lengthOf(pieces)
  const start = place > 0 ? place - 1 : whole + place
  const end = count === undefined ? whole : start + count
  return start < 0 || end < start ? null : sliced(pieces, start, end)
}

function sliced(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  let at = 0
  return pieces.flatMap((piece): readonly Piece[] => {
    const length = lengthOf([piece])
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)]
    at += length
    if (from >= to) return []
    if (piece.kind === 'written') return [{ ...piece, text: [...piece.text].slice(from, to).join('') }]
    return [piece.kind === 'digits' ? { ...piece, length: to - from } : piece]
  })
}

/** In characters. */
export function lengthOf(pieces: readonly Piece[]): number {
  const lengths = pieces.map((piece) => {
    if (piece.kind === 'written') return [...piece.text].length
    return piece.kind === 'digits' ? piece.length : 1
  })
  return lengths.reduce((sum, length) => sum + length, 0)
}

/** Why random bytes are not translated; null where a tree has none. */
export function unequalRandom(tree: Expression): string | null {
  return hasRandomBytes(tree)
    ? `random bytes are translated where they are 1 to ${MOST_BYTES} for a column of bytes, or hex digits in a text`
    : null
}

function hasRandomBytes(tree: Expression): boolean {
  const isCall = tree.kind === 'call' && tree.name.toLowerCase() === 'randomblob'
  return isCall || childrenOf(tree).some(hasRandomBytes)
}
