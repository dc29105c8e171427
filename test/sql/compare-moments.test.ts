import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { type MomentType, spellingInSqlite, spellingOf } from '../../src/sql/moment-spelling.ts'
import { type ExpressionColumn, translateValue } from '../../src/sql/translation/translate-expression.ts'
import { withTestConnection } from '../support/postgres.ts'

/** Values of one spelling each, and literals to compare them with. */
const MOMENTS: readonly {
  readonly type: MomentType
  readonly values: readonly string[]
  readonly literals: readonly string[]
  /** Of comparisons with these literals, how many are translated. */
  readonly translated: number
}[] = [
  {
    type: 'timestamp',
    values: ['2024-01-01 00:00:00', '2024-01-01 10:00:00', '2023-12-31 23:59:59', '0001-01-01 00:00:00'],
    literals: [
      '2024-01-01 00:00:00',
      '2024-01-01',
      '2024-01-01 10:00',
      '2024-01-01T00:00:00',
      '2024-02-30',
      'x',
    ],
    translated: 6 + 4 + 4,
  },
  {
    type: 'timestamp',
    values: ['2024-01-01T10:00:00.500000', '2024-01-01T10:00:00.000000', '2024-01-01T10:00:00.050000'],
    literals: [
      '2024-01-01T10:00:00.5',
      '2024-01-01T10:00:00.500000',
      '2024-01-01T10:00:00',
      '2024-01-01 10:00:00',
    ],
    translated: 4 + 6 + 4,
  },
  {
    type: 'timestamp',
    values: ['2024-01-01', '2024-02-29'],
    literals: ['2024-02-29', '2024-02-29 00:00:00'],
    translated: 6,
  },
  {
    type: 'timestamptz',
    values: ['2024-01-01T10:00:00.500Z', '2024-01-01T10:00:00.000Z', '2023-12-31T23:59:59.999Z'],
    literals: ['2024-01-01T10:00:00.500Z', '2024-01-01T10:00:00.500', '2024-01-01T10:00:00Z', '2024-01-01'],
    translated: 6 + 4 + 4,
  },
  {
    type: 'timestamptz',
    values: ['2024-01-01 00:00:00+02:00', '2024-01-01 01:00:00+02:00', '2023-12-31 23:00:00+02:00'],
    literals: [
      '2024-01-01',
      '2024-01-01 01:00:00+02:00',
      '2023-12-31 23:00:00+00:00',
      '2023-12-31 23:00:00Z',
    ],
    translated: 4 + 6,
  },
  {
    type: 'timestamptz',
    values: ['2024-01-01 00:00:00', '2024-01-01 01:00:00', '2023-12-31 23:00:00'],
    literals: ['2024-01-01', '2024-01-01 01:00:00', '2024-01-01 01:00:00Z'],
    translated: 4 + 6,
  },
  {
    type: 'time',
    values: ['08:00:00', '08:00:01', '23:59:59'],
    literals: ['08:00', '08:00:01', '08:00:01.5', '24:00'],
    translated: 4 + 6 + 4,
  },
]

const OPERATORS = ['=', '<>', '<', '<=', '>', '>=']

describe('the comparison of moments', () => {
  it.each(MOMENTS)('gives the same of $values as $type', async ({ type, values, literals, translated }) => {
    const sqlite = new Database(':memory:')
    sqlite.exec(`create table t (a datetime, b datetime)`)
    const pairs = [null, ...values].flatMap((a) => [null, ...values].map((b) => [a, b]))
    for (const pair of pairs) sqlite.prepare('insert into t values (?, ?)').run(pair)
    const spellings = sqlite
      .prepare(`select ${spellingInSqlite('a')} from t where a is not null`)
      .pluck()
      .all()
    expect([...new Set(spellings)]).toEqual([...new Set(values.map(spellingOf))])
    const columns = ['a', 'b'].map((name): ExpressionColumn => {
      const spelling = spellingOf(values[0] ?? '')
      return { source: name, target: name, type, affinity: 'numeric', collation: 'BINARY', spelling }
    })
    await withTestConnection(async (postgres) => {
      await postgres.query(`set timezone to 'America/New_York'; create table t (a ${type}, b ${type})`)
      const utc = type === 'timestamptz' && /:\d\d$/.test(values[0]?.slice(0, 19) ?? '')
      const isNaive = utc && values[0]?.length === 19
      const written = (value: string | null | undefined) =>
        value == null ? 'null' : `'${value}${isNaive ? 'Z' : ''}'`
      for (const [a, b] of pairs) await postgres.query(`insert into t values (${written(a)}, ${written(b)})`)
      const between = `a between '${literals[0]}' and b`
      const own = [
        ...OPERATORS.map((operator) => `a ${operator} b`),
        'a is b',
        'a in (b)',
        'coalesce(a, b) > b',
        between,
      ]
      const others = literals.flatMap((literal) =>
        OPERATORS.flatMap((operator, at) => [
          `a ${operator} '${literal}'`,
          ...(at < 0 ? [] : [`'${literal}' ${operator} a`]),
        ]),
      )
      let count = 0
      for (const expression of [...own, ...others]) {
        const translation = translateValue(expression, columns)
        if (!translation.ok) {
          expect({ expression, reason: translation.reason }).toMatchObject({
            reason: expect.stringMatching(/\w \w/),
          })
          expect(own.slice(0, -1)).not.toContain(expression)
          continue
        }
        if (others.includes(expression)) count += 1
        const expected = sqlite.prepare(`select (${expression}) from t order by rowid`).pluck().all()
        const { rows } = await postgres.query(`select (${translation.sql})::int as v from t order by ctid`)
        expect({ expression, found: rows.map(({ v }) => (v === null ? null : Number(v))) }).toEqual({
          expression,
          found: expected,
        })
      }
      expect(count).toBe(2 * translated)
    })
    sqlite.close()
  })
})
