import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { parseExpression } from '../../src/sql/parsing/parse-expression.ts'
import fc from '../support/fast-check.ts'
import { renderExpression } from './render-expression.ts'
import { isSyntax, isUnderstood } from './sqlite-syntax.ts'

/** Values of every class, with numbers as texts and letters in both cases: each operator tells some of them apart. */
const ROWS = `
  create table t (i integer, f real, s text, n text collate nocase, b blob, x);
  insert into t values
    (1,    0.5,  'a',   'A',   x'61', null),
    (0,    -2.0, '2',   'b',   x'',   'B'),
    (-3,   1e3,  '',    '-1',  x'32', 1),
    (2,    0.0,  'aB',  'Ab',  null,  0),
    (null, null, null,  null,  null,  2.5),
    (7,    3.0,  '1.0', '1',   '7',   '7')`

const database = new DatabaseSync(':memory:')
database.exec(ROWS)
database.function('regexp', (pattern, value) => (String(value).includes(String(pattern)) ? 1 : 0))
database.function('match', (pattern, value) => (String(value) < String(pattern) ? 1 : 0))
afterAll(() => database.close())

const LEAVES = words(
  `i, f, s, n, b, x, t.i, "n", [s], 0, 1, 2.5, .5, 0x1F, 1_0, 'a', '2', x'61', null, true, false`,
)
const PREFIXES = words('-, +, ~, not')
const OPERATORS = words(
  `or, and, =, ==, <>, !=, is, is not, is distinct from, is not distinct from, <, <=, >, >=, &, |, <<, >>, +, -, *, /,
  %, ||, like, not like, glob, not glob, regexp, not regexp, match, not match, ->, ->>`,
)
const POSTFIXES = words('isnull, notnull, not null, collate nocase, collate binary, in (1), not in ()')
const COMMENTS = /\/\*.*?\*\/|--.*/g
const GAPS = ['', ' ', '\n', '/* or */', ' -- and\n']

/** Operands and operators in a row, without parentheses that would tell how they belong together. */
const { chain } = fc.letrec<{ chain: string; operand: string }>((tie) => ({
  chain: fc
    .tuple(tie('operand'), fc.array(fc.tuple(infix(tie('operand')), tie('operand')), { maxLength: 4 }))
    .map(([first, rest]) => spaced(first, ...rest.flat())),
  operand: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 5, arbitrary: fc.constantFrom(...LEAVES) },
    { weight: 3, arbitrary: template`${fc.constantFrom(...PREFIXES)} ${tie('operand')}` },
    { weight: 3, arbitrary: template`${tie('operand')} ${fc.constantFrom(...POSTFIXES)}` },
    template`(${tie('chain')})`,
    template`coalesce(${tie('chain')}, ${tie('chain')})`,
    template`cast(${tie('chain')} as double precision)`,
    template`case when ${tie('chain')} then ${tie('chain')} end`,
    template`case ${tie('chain')} when ${tie('chain')} then 1 else ${tie('chain')} end`,
    template`${tie('operand')} in (${tie('chain')}, ${tie('chain')})`,
    fc.constant('exists (select 1)'),
  ),
}))

describe('parseExpression', () => {
  it('gives the tree that SQLite makes, by its program and by its values', () => {
    fc.assert(
      fc.property(chain, (text) => {
        const parsed = parseExpression(text)
        expect(parsed.ok, 'understood').toBe(isSyntax(database, text))
        if (!parsed.ok) return
        const rendered = renderExpression(parsed.expression, text)
        expect(program(rendered)).toEqual(program(text))
        expect(values(rendered)).toEqual(values(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('understands what SQLite does and nothing else, also in broken texts', () => {
    const tokens = chain.map((text) => text.replace(COMMENTS, '').split(/\s+|(?=[(),])|(?<=[(),])/))
    const mutated = fc.tuple(tokens, fc.nat(), fc.constantFrom(...TOKENS, ''), fc.nat(1))
    fc.assert(
      fc.property(mutated, ([list, position, token, removed]) => {
        const text = list.toSpliced(position % (list.length + 1), removed, token).join(' ')
        const syntax = isSyntax(database, text)
        fc.pre(syntax !== null)
        expect([syntax, null], text).toContain(isUnderstood(text))
      }),
      { numRuns: 2000 },
    )
  })
})

const TOKENS = [
  ...[...LEAVES, ...PREFIXES, ...OPERATORS, ...POSTFIXES].flatMap((words) => words.split(' ')),
  ...words(
    '(, ), between, in, case, when, then, else, end, cast, as, escape, collate, distinct, from, ., ?1',
  ),
  ',',
]

/** What stands between two operands: an operator, or one with an operand of its own. */
function infix(operand: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const operator = fc.constantFrom(...OPERATORS)
  const pair = template`${operand} ${operator} ${operand}`
  return fc.oneof(
    { weight: 20, arbitrary: operator },
    template`between ${operand} and`,
    template`not between ${pair} and`,
    template`like ${operand} escape`,
    template`not like ${pair} escape`,
  )
}

function template(texts: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => String.raw({ raw: texts }, ...values))
}

function words(list: string): readonly string[] {
  return list.split(',').map((word) => word.trim())
}

/** Joins with white space and comments, which depend on the length of the text alone. */
function spaced(...parts: readonly string[]): string {
  return parts.reduce((text, part) => `${text} ${GAPS[text.length % GAPS.length]} ${part}`)
}

function program(text: string): readonly unknown[] {
  return outcome(`explain select (${text}\n) from t`)
}

function values(text: string): readonly unknown[] {
  return outcome(`select v, typeof(v) from (select (${text}\n) as v from t)`)
}

/** The rows, or the message of the error. */
function outcome(sql: string): readonly unknown[] {
  try {
    return database.prepare(sql).all()
  } catch (error) {
    return [String(error).toLowerCase()]
  }
}
