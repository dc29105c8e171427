import fc from '../support/fast-check.ts'
import { quoteName } from './plain-reading.ts'
import type { TableDraw } from './random-database.ts'
import type { Encoding } from './random-values.ts'

/** A rule of a table, by a name that no other rule of the database has; NOT NULL has none. */
export type RandomRule =
  | {
      readonly kind: 'primary-key'
      readonly name: string
      readonly columns: readonly string[]
      readonly inline: boolean
    }
  | { readonly kind: 'unique'; readonly name: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'unique-index'
      readonly name: string
      readonly columns: readonly string[]
      /** It is over lower(column). */
      readonly lower: boolean
      /** It is only over the rows in which this column is not NULL. */
      readonly present: string | null
    }
  | {
      readonly kind: 'foreign-key'
      readonly name: string
      readonly columns: readonly string[]
      /** The table whose `id` it refers to. */
      readonly parent: string
    }
  | {
      readonly kind: 'check'
      readonly name: string
      readonly expression: string
      /** A SQLite predicate for the rows that break it, which does not believe in NOT NULL as SQLite does. */
      readonly broken: string
    }
  | { readonly kind: 'not-null'; readonly columns: readonly string[] }

const CHECKS = ['positive', 'short', 'present', 'number', 'member'] as const

/** What rules a table has, as far as its columns allow. */
export interface RuleChoice {
  readonly refers: boolean
  readonly check: (typeof CHECKS)[number] | null
  readonly index: 'plain' | 'lower' | 'partial' | null
  readonly generated: 'length' | 'missing' | 'spelled' | null
  /** NOT NULL was added when the rows were there. */
  readonly lateNotNull: boolean
  readonly highestKey: boolean
}

export const randomChoice: fc.Arbitrary<RuleChoice> = fc.record({
  refers: fc.constantFrom(true, false),
  check: fc.constantFrom(null, null, ...CHECKS),
  index: fc.constantFrom(null, null, 'plain', 'lower', 'partial'),
  generated: fc.constantFrom(null, null, null, null, null, null, 'length', 'missing', 'spelled'),
  lateNotNull: fc.constantFrom(false, false, false, true),
  highestKey: fc.constantFrom(false, false, false, false, false, false, false, true),
})

export function rulesOf(
  { columns, columnNames, key, choice }: TableDraw,
  encoding: Encoding,
  index: number,
  parent: string | null,
): readonly RandomRule[] {
  const keyed = columnNames.slice(0, 2)
  const [first = ''] = columnNames
  const last = columnNames.at(-1) ?? first
  const notNull = columnNames.filter((_, at) => columns[at]?.notNull === true)
  return [
    ...(key === 'integer'
      ? [{ kind: 'primary-key' as const, name: `p${index}`, columns: ['id'], inline: true }]
      : []),
    ...(key === 'columns' || key === 'without-rowid'
      ? [{ kind: 'primary-key' as const, name: `p${index}`, columns: keyed, inline: false }]
      : []),
    ...(key === 'unique' ? [{ kind: 'unique' as const, name: `u${index}`, columns: keyed }] : []),
    ...(choice.index === null
      ? []
      : [
          {
            kind: 'unique-index' as const,
            name: `i${index}`,
            columns: [last],
            lower: choice.index === 'lower',
            present: choice.index === 'partial' ? first : null,
          },
        ]),
    ...(parent === null
      ? []
      : [{ kind: 'foreign-key' as const, name: `f${index}`, columns: ['ref_'], parent }]),
    ...(choice.check === null
      ? []
      : [{ kind: 'check' as const, name: `k${index}`, ...checkSql(choice.check, last, encoding) }]),
    ...notNull.map((name) => ({ kind: 'not-null' as const, columns: [name] })),
  ]
}

/** SQLite compares texts by their bytes, which in UTF-16 is another order than that of PostgreSQL. */
function checkSql(
  check: (typeof CHECKS)[number],
  column: string,
  encoding: Encoding,
): { readonly expression: string; readonly broken: string } {
  const value = quoteName(column)
  const ofValues = (expression: string) => ({
    expression,
    broken: `typeof(${value}) <> 'null' and not (${expression})`,
  })
  switch (check) {
    case 'positive':
      return ofValues(encoding === 'UTF-8' ? `${value} > 0` : `length(${value}) > 0`)
    case 'short':
      return ofValues(`length(${value}) <= 5`)
    case 'member':
      return ofValues(`${value} in ('Ada', 'ada', '', '12')`)
    case 'present':
      return { expression: `${value} is not null`, broken: `typeof(${value}) = 'null'` }
    case 'number':
      return { expression: `typeof(${value}) = 'integer'`, broken: `typeof(${value}) <> 'integer'` }
    default:
      return check satisfies never
  }
}
