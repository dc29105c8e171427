import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import type { Expression } from '../../src/sql/parsing/expression.ts'
import { parseExpression } from '../../src/sql/parsing/parse-expression.ts'
import { renderExpression } from './render-expression.ts'
import { isSyntax, isUnderstood } from './sqlite-syntax.ts'

/** The text, and its tree with parentheses around everything that has parts. */
const TREES: readonly (readonly [text: string, tree: string])[] = [
  ['a or b and not c = d', '(a OR (b AND (NOT (c = d))))'],
  ['a = b <> c is d == e', '((((a = b) <> c) IS d) = e)'],
  ['a < b = c < d', '((a < b) = (c < d))'],
  ['a & b < c | d', '((a & b) < (c | d))'],
  ['a & b + c << d', '((a & (b + c)) << d)'],
  ['a - b - c * d / e', '((a - b) - ((c * d) / e))'],
  ['a * b || c ->> d', '(a * ((b || c) ->> d))'],
  ['a || - b collate nocase', '(a || ((- b) COLLATE nocase))'],
  ['- ~ + a * b', '((- (~ (+ a))) * b)'],
  ['not not a is b', '(NOT (NOT (a IS b)))'],
  ['a * not b + c and d', '((a * (NOT (b + c))) AND d)'],
  ['a is not b', '(a IS NOT b)'],
  ['a is not not b', '(a IS NOT (NOT b))'],
  ['a is distinct from b', '(a IS NOT b)'],
  ['a is not distinct from b', '(a IS b)'],
  ['a is null', '(a IS null)'],
  ['a isnull notnull', '((a ISNULL) NOTNULL)'],
  ['a = b not null', '((a = b) NOTNULL)'],
  ['a and b not null', '(a AND (b NOTNULL))'],
  ['a in (1, b + c) = d', '((a IN (1, (b + c))) = d)'],
  ['a not in ()', '(a NOT IN ())'],
  ['a between b and c and d', '((a BETWEEN b AND c) AND d)'],
  ['a not between b = c and d = e', '((a NOT BETWEEN (b = c) AND d) = e)'],
  ['a between b between c and d and e', '(a BETWEEN (b BETWEEN c AND d) AND e)'],
  ['a like b || c escape d = e', '((a LIKE (b || c) ESCAPE d) = e)'],
  ['a not like b', '(a NOT LIKE b)'],
  ['a not glob b regexp c match d', '(((a NOT GLOB b) REGEXP c) MATCH d)'],
  ['case when a then b when c then d end', '(CASE WHEN a THEN b WHEN c THEN d END)'],
  ['case a or b when c then d else e + f end', '(CASE (a OR b) WHEN c THEN d ELSE (e + f) END)'],
  ['case end when end then end end', '(CASE end WHEN end THEN end END)'],
  ['cast(a + b as double precision)', 'CAST((a + b) AS double precision)'],
  ['cast(a as decimal( 10 , -2 ))', 'CAST(a AS decimal(10, -2))'],
  [`cast(a as "my" 'type')`, 'CAST(a AS my type)'],
  ['cast(a as)', 'CAST(a AS )'],
  ['replace(a, b or c, like(d, e))', 'replace(a, (b OR c), like(d, e))'],
  ['f()', 'f()'],
  ['"f"(a)', 'f(a)'],
  ['left + key - "a""b" * [c d] / `e`', '((left + key) - (("a""b" * [c d]) / `e`))'],
  [`t.a + 't'.'a' + main . t . [a]`, `((t.a + 't'.'a') + main . t . [a])`],
  [`'it''s' || x'0aFF'`, `('it''s' || x'0aFF')`],
  ['0x1F + 1_000 + 1.5e-3 + .5 + 1.', '((((0x1F + 1_000) + 1.5e-3) + .5) + 1.)'],
  ['a -- or b\n + /* and */ c --', '(a + c)'],
  ['current_timestamp > current_date', '(current_timestamp > current_date)'],
]

/** The text, and the part of it that stands in the tree as text. */
const UNSUPPORTED: readonly (readonly [text: string, part: string])[] = [
  ['1 + (select a from t where b in (1)) = 2', '(select a from t where b in (1))'],
  ['not exists (values (1))', 'exists (values (1))'],
  ['a + b in (with c as (select 1) select * from c) or d', 'a + b in (with c as (select 1) select * from c)'],
  ['(a) not in main.t', '(a) not in main.t'],
  ['a in json_each(b)', 'a in json_each(b)'],
  ['(a, b) = (1, 2)', '(a, b)'],
  ['count(*) + 1', 'count(*)'],
  ['sum(distinct a) filter (where b)', 'sum(distinct a) filter (where b)'],
  ['sum(a) over (order by b) + 1', 'sum(a) over (order by b)'],
  ['sum(a) filter (where b) over w', 'sum(a) filter (where b) over w'],
  ['a = ?1', '?1'],
  ['a = :name', ':name'],
  [`case when a then raise(abort, 'no') end`, `raise(abort, 'no')`],
]

const MISUNDERSTOOD: readonly (readonly [text: string, reason: string])[] = [
  ['', 'the expression ends too early'],
  ['a +', 'the expression ends too early'],
  ['(a', 'the expression ends too early'],
  ['a b', 'the expression is not understood at b'],
  ['a, b', 'the expression is not understood at ,'],
  ['a; drop table t', 'the expression is not understood at ;'],
  ['()', 'the expression is not understood at )'],
  ['a not b', 'the expression is not understood at b'],
  ['a between b or c and d', 'the expression is not understood at or'],
  ['(select 1; select 2)', 'the expression is not understood at ;'],
  ['case a end', 'the expression is not understood at end'],
  ['cast(a as integer', 'the expression ends too early'],
  ['1x', 'the expression is not understood at 1'],
  ['1__0', 'the expression is not understood at 1'],
  [`'open`, `the expression is not understood at '`],
  ['(select "open)', 'the expression is not understood at "'],
  ['a = #1', 'the expression is not understood at #1'],
]

describe('parseExpression', () => {
  it.each(TREES)('reads %s', (text, tree) => {
    const parsed = parseExpression(text)
    expect(parsed.ok ? renderExpression(parsed.expression, text) : parsed).toBe(tree)
  })

  it.each(UNSUPPORTED)('keeps what it does not read in %s', (text, part) => {
    const parsed = parseExpression(text)
    expect(parsed).toMatchObject({ ok: true })
    expect(parsed.ok && unsupportedPart(parsed.expression)).toBe(part)
  })

  it.each(MISUNDERSTOOD)('refuses %j and tells where', (text, reason) => {
    expect(parseExpression(text)).toEqual({ ok: false, reason })
  })

  it('tells where a node stands, with its parentheses', () => {
    const text = ' ( (a) + [b] ) * 2 '
    const parsed = parseExpression(text)
    const tree = parsed.ok && parsed.expression.kind === 'binary' ? parsed.expression : null
    expect(tree && text.slice(tree.start, tree.end)).toBe('( (a) + [b] ) * 2')
    expect(tree && text.slice(tree.left.start, tree.left.end)).toBe('( (a) + [b] )')
  })

  it('refuses a tree deeper than SQLite takes, before the stack ends', () => {
    const reason = 'the expression is nested too deeply'
    const groups = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`
    expect(parseExpression(groups(900)).ok).toBe(true)
    expect(parseExpression(`a${' or a'.repeat(900)}`).ok).toBe(true)
    expect(parseExpression(`${'case when '.repeat(900)}a${' then b end'.repeat(900)}`).ok).toBe(true)
    expect(parseExpression(`${'f(1, '.repeat(900)}a${')'.repeat(900)}`).ok).toBe(true)
    expect(parseExpression(groups(1_000_000))).toEqual({ ok: false, reason })
    expect(parseExpression('-'.repeat(1_000_001))).toEqual({
      ok: false,
      reason: 'the expression ends too early',
    })
    expect(parseExpression(`${'not '.repeat(100_000)}a`)).toEqual({ ok: false, reason })
    expect(parseExpression(`a${' or a'.repeat(100_000)}`)).toEqual({ ok: false, reason })
  })
})

/** https://www.sqlite.org/lang_keywords.html */
const KEYWORDS = `
  abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade
  case cast check collate column commit conflict constraint create cross current current_date current_time
  current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape
  except exclude exclusive exists explain fail filter first following for foreign from full generated glob group
  groups having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join
  key last left like limit match materialized natural no not nothing notnull null nulls of offset on or order others
  outer over partition plan pragma preceding primary query raise range recursive references regexp reindex release
  rename replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to
  transaction trigger unbounded union unique update using vacuum values view virtual when where window with without`

const PLACES: readonly ((word: string) => string)[] = [
  (word) => `${word} = 1`,
  (word) => `(${word} = 1)`,
  (word) => `${word}(1)`,
  (word) => `t.${word}`,
  (word) => `${word}.a`,
  (word) => `1 collate ${word}`,
  (word) => `cast(1 as ${word})`,
  (word) => `1 in ${word}`,
  (word) => `case when 1 then 2 else ${word} end`,
]

describe('a keyword', () => {
  const database = new DatabaseSync(':memory:')
  afterAll(() => database.close())

  it.each(KEYWORDS.trim().split(/\s+/))('%s is a name where SQLite takes it as one', (word) => {
    for (const text of PLACES.map((place) => place(word))) {
      expect([isSyntax(database, text), null], text).toContain(isUnderstood(text))
    }
  })
})

/** The text of the only node that was not read. */
function unsupportedPart(tree: Expression): string | null {
  const [, text] = /"construct":"[^"]*","text":("(?:\\.|[^"\\])*")/.exec(JSON.stringify(tree)) ?? []
  return text === undefined ? null : String(JSON.parse(text))
}
