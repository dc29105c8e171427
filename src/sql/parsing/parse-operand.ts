import type { CaseBranch, Expression, Span, UnaryOperator } from './expression.ts'
import type { ExpressionReader } from './expression-reader.ts'
import type { Token } from './lex-sqlite.ts'
import { parseCall } from './parse-call.ts'
import { parseGroup, parseSelect, seesSelect } from './parse-group.ts'
import { parseTypeName } from './parse-type-name.ts'
import { LEVEL } from './precedence.ts'

/** What stands before an infix operator or behind it: a literal, a name, a call, parentheses, a prefix, or a CASE. */
export function parseOperand(reader: ExpressionReader): Expression {
  const token = reader.peek() ?? reader.fail()
  switch (token.kind) {
    case 'number':
      return { kind: 'number', text: token.value.replaceAll('_', ''), ...spanOf(reader.take()) }
    case 'blob':
      return { kind: 'blob', hex: token.value, ...spanOf(reader.take()) }
    case 'string':
      return reader.symbol(1) === '.'
        ? qualifiedName(reader)
        : { kind: 'text', value: token.value, ...spanOf(reader.take()) }
    case 'identifier':
      return nameOrCall(reader)
    case 'word':
      return keyword(reader) ?? nameOrCall(reader)
    case 'operator':
      return reader.symbol() === '(' ? parseGroup(reader) : sign(reader)
    case 'parameter':
      return parameter(reader, token)
    case 'illegal':
      return reader.fail()
    default:
      return token.kind satisfies never
  }
}

function spanOf({ start, end }: Token): Span {
  return { start, end }
}

/** `#1` is for SQLite itself. */
function parameter(reader: ExpressionReader, { value, start, end }: Token): Expression {
  if (value.startsWith('#')) reader.fail()
  reader.take()
  return reader.unsupported('bind parameter', start, end)
}

function sign(reader: ExpressionReader): Expression {
  const operator = reader.symbol()
  return operator === '+' || operator === '-' || operator === '~'
    ? prefixed(reader, operator, LEVEL.sign)
    : reader.fail()
}

/** What begins with a keyword that cannot be a name here; null for any other word. */
function keyword(reader: ExpressionReader): Expression | null {
  switch (reader.symbol()) {
    case 'NOT':
      return prefixed(reader, 'NOT', LEVEL.not)
    case 'NULL':
      return { kind: 'null', ...spanOf(reader.take()) }
    case 'CURRENT_DATE':
    case 'CURRENT_TIME':
    case 'CURRENT_TIMESTAMP': {
      const token = reader.take()
      return { kind: 'moment', name: token.value.toLowerCase(), ...spanOf(token) }
    }
    case 'CASE':
      return caseOf(reader)
    case 'CAST':
      return cast(reader)
    case 'EXISTS':
      return seesSelect(reader, 2) ? parseSelect(reader, reader.take().start) : reader.fail()
    case 'RAISE':
      return reader.unsupported('call of RAISE', reader.take().start, reader.takeGroup().end)
    default:
      return null
  }
}

/** The prefix takes all infix operators that bind more tightly than itself, wherever it stands. */
function prefixed(reader: ExpressionReader, operator: UnaryOperator, level: number): Expression {
  const { start } = reader.take()
  const operand = reader.parse(level)
  return { kind: 'unary', operator, operand, start, end: operand.end }
}

function caseOf(reader: ExpressionReader): Expression {
  const { start } = reader.expect('CASE')
  const subject = reader.symbol() === 'WHEN' ? null : reader.parse()
  const branches: CaseBranch[] = []
  do branches.push(caseBranch(reader))
  while (reader.symbol() === 'WHEN')
  const otherwise = reader.takeIf('ELSE') ? reader.parse() : null
  return { kind: 'case', subject, branches, otherwise, start, end: reader.expect('END').end }
}

function caseBranch(reader: ExpressionReader): CaseBranch {
  reader.expect('WHEN')
  const condition = reader.parse()
  reader.expect('THEN')
  return { condition, result: reader.parse() }
}

function cast(reader: ExpressionReader): Expression {
  const { start } = reader.expect('CAST')
  reader.expect('(')
  const operand = reader.parse()
  reader.expect('AS')
  const type = parseTypeName(reader)
  return { kind: 'cast', operand, type, start, end: reader.expect(')').end }
}

function nameOrCall(reader: ExpressionReader): Expression {
  if (!reader.seesName()) return reader.fail()
  if (reader.symbol(1) === '(') return parseCall(reader)
  if (reader.symbol(1) === '.') return qualifiedName(reader)
  const token = reader.take()
  const spelling =
    token.kind === 'word' ? 'bare' : reader.textOf(token).startsWith('"') ? 'double-quoted' : 'quoted'
  return { kind: 'name', name: token.value, spelling, ...spanOf(token) }
}

/** `table.column` or `schema.table.column`. */
function qualifiedName(reader: ExpressionReader): Expression {
  const { start } = reader.takeName()
  reader.expect('.')
  const second = reader.takeName()
  const { value, end } = reader.takeIf('.') ? reader.takeName() : second
  return { kind: 'name', name: value, spelling: 'qualified', start, end }
}
