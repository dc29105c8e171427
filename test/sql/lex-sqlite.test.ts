import { describe, expect, it } from 'vitest'
import { lexSqlite } from '../../src/sql/parsing/lex-sqlite.ts'
import fc from '../support/fast-check.ts'

const lex = (sql: string) => lexSqlite(sql).map(({ kind, value }) => `${kind} ${value}`)

describe('lexSqlite', () => {
  it.each([
    [`a _b $1 é列 x1$`, ['word a', 'word _b', 'parameter $1', 'word é列', 'word x1$']],
    [
      `'it''s' "a""b" \`c\`\`d\` [e"f]`,
      ["string it's", 'identifier a"b', 'identifier c`d', 'identifier e"f'],
    ],
    [`'' "" []`, ['string ', 'identifier ', 'identifier ']],
    [`x'0aFF' X'' x'0g'`, ['blob 0aFF', 'blob ', 'word x', 'string 0g']],
    [
      '1 1.5 .5 1. 1e5 1E-5 0x1F 1_000',
      [
        'number 1',
        'number 1.5',
        'number .5',
        'number 1.',
        'number 1e5',
        'number 1E-5',
        'number 0x1F',
        'number 1_000',
      ],
    ],
    ['1_0.2_5e1_0 0xA_f', ['number 1_0.2_5e1_0', 'number 0xA_f']],
    ['1x 0xg 1__0', ['illegal 1', 'word x', 'illegal 0', 'word xg', 'illegal 1', 'word __0']],
    [
      'a->>b->c||d<<e<>f!=g==h<=i',
      [
        'word a',
        'operator ->>',
        'word b',
        'operator ->',
        'word c',
        'operator ||',
        'word d',
        'operator <<',
        'word e',
        'operator <>',
        'word f',
        'operator !=',
        'word g',
        'operator ==',
        'word h',
        'operator <=',
        'word i',
      ],
    ],
    [`a--b 'c\n/* -- ' */d/**/e /* open`, ['word a', 'word d', 'word e']],
    [`'--' "/*" a`, ['string --', 'identifier /*', 'word a']],
    ['?1 ? :a @b #c', ['parameter ?1', 'parameter ?', 'parameter :a', 'parameter @b', 'parameter #c']],
    [`a 'b''`, ['word a', "illegal '", 'word b', 'string ']],
    ['a \\ !', ['word a', 'illegal \\', 'illegal !']],
    ['\uFEFFselect', ['word select']],
  ])('takes %j apart', (sql, tokens) => {
    expect(lex(sql)).toEqual(tokens)
  })

  it('gives tokens that stand where they say, in their order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab1_'"\`[]().,;-/* \nxé🙂?:|<>=`) }), (sql) => {
        let end = 0
        for (const token of lexSqlite(sql)) {
          expect(token.start).toBeGreaterThanOrEqual(end)
          expect(token.end).toBeGreaterThan(token.start)
          if (token.kind === 'word') expect(sql.slice(token.start, token.end)).toBe(token.value)
          end = token.end
        }
        expect(end).toBeLessThanOrEqual(sql.length)
      }),
    )
  })

  it('is not brought down by very long tokens', () => {
    const long = "x''".repeat(1_000_000)
    expect(lexSqlite(`'${long}' /* ${long} */ "${long}`).at(0)?.value).toHaveLength(2_000_000)
  })
})
