import type { BinaryOperator, Expression, LikeOperator, Span } from './expression.ts'
import type { ExpressionReader } from './expression-reader.ts'
import { parseList, parseSelect, seesSelect } from './parse-group.ts'
import { infixLevel, LEVEL } from './precedence.ts'

/** The infix operator that comes next, with what stands behind it. */
export function parseInfix(reader: ExpressionReader, left: Expression): Expression {
  if (!reader.takeIf('NOT')) return predicate(reader, left, false) ?? operator(reader, left)
  if (reader.symbol() === 'NULL') return nullTest(left, reader.take().end, true)
  return predicate(reader, left, true) ?? reader.fail()
}

/** The operators that NOT can stand before; null where none comes next. */
function predicate(reader: ExpressionReader, operand: Expression, negated: boolean): Expression | null {
  const symbol = reader.symbol()
  switch (symbol) {
    case 'IN':
      return membership(reader, operand, negated)
    case 'BETWEEN':
      return between(reader, operand, negated)
    case 'LIKE':
    case 'GLOB':
    case 'REGEXP':
    case 'MATCH':
      return like(reader, symbol, operand, negated)
    default:
      return null
  }
}

function operator(reader: ExpressionReader, left: Expression): Expression {
  const { value, end } = reader.take()
  const symbol = value.toUpperCase()
  switch (symbol) {
    case 'COLLATE':
      return collate(reader, left)
    case 'ISNULL':
      return nullTest(left, end, false)
    case 'NOTNULL':
      return nullTest(left, end, true)
    case 'IS':
      return is(reader, left)
    case '==':
      return binary('=', left, reader.parse(LEVEL.equality + 1))
    case '!=':
      return binary('<>', left, reader.parse(LEVEL.equality + 1))
    default:
      // Of all symbols that have a level, only binary operators are left.
      return binary(symbol as BinaryOperator, left, reader.parse(infixLevel(symbol) + 1))
  }
}

/** Behind IN stands a list, a sub-select, a table or a table-valued function. */
function membership(reader: ExpressionReader, operand: Expression, negated: boolean): Expression {
  reader.expect('IN')
  if (reader.symbol() !== '(') {
    return reader.unsupported('sub-select', operand.start, takeTable(reader).end)
  }
  if (seesSelect(reader, 1)) return parseSelect(reader, operand.start)
  const { items, end } = parseList(reader)
  return { kind: 'in-list', negated, operand, items, start: operand.start, end }
}

function takeTable(reader: ExpressionReader): Pick<Span, 'end'> {
  const first = reader.takeName()
  const last = reader.takeIf('.') ? reader.takeName() : first
  return reader.symbol() === '(' ? parseList(reader) : last
}

/** The AND between the bounds is no operator, so an operator of the lower bound binds more tightly than AND. */
function between(reader: ExpressionReader, operand: Expression, negated: boolean): Expression {
  reader.expect('BETWEEN')
  const low = reader.parse(LEVEL.not)
  reader.expect('AND')
  const high = reader.parse(LEVEL.equality + 1)
  return { kind: 'between', negated, operand, low, high, start: operand.start, end: high.end }
}

function like(
  reader: ExpressionReader,
  operator: LikeOperator,
  operand: Expression,
  negated: boolean,
): Expression {
  reader.take()
  const pattern = reader.parse(LEVEL.equality + 1)
  const mark = reader.takeIf('ESCAPE') ? reader.parse(LEVEL.equality + 1) : null
  const { end } = mark ?? pattern
  return { kind: 'like', operator, negated, operand, pattern, escape: mark, start: operand.start, end }
}

function collate(reader: ExpressionReader, operand: Expression): Expression {
  const { value, end } = reader.seesTypeWord() ? reader.take() : reader.fail()
  return { kind: 'collate', operand, collation: value, start: operand.start, end }
}

/** IS DISTINCT FROM is IS NOT. */
function is(reader: ExpressionReader, left: Expression): Expression {
  const isNot = reader.takeIf('NOT')
  const isDistinct = reader.takeIf('DISTINCT', 'FROM')
  return binary(isNot === isDistinct ? 'IS' : 'IS NOT', left, reader.parse(LEVEL.equality + 1))
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end }
}

function nullTest(operand: Expression, end: number, negated: boolean): Expression {
  return { kind: 'is-null', negated, operand, start: operand.start, end }
}
