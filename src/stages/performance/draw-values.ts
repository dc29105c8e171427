import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Table } from '../catalog/catalog.ts'
import type { EngineQuery } from './query.ts'
import { seededRandom } from './seeded-random.ts'

type Values = EngineQuery['values']

/** Rows are passed over one by one to reach a place; farther ones are not drawn. */
const FARTHEST = 20_000

/** Draws values of the data as parameters: the same ones for the same seed and data. Each draw reads few rows. */
export class ValueDraw {
  readonly #database: SqliteDatabase
  readonly #random: () => number

  constructor(database: SqliteDatabase, seed: number) {
    this.#database = database
    this.#random = seededRandom(seed)
  }

  /** A whole number from 0 on, below `count`; 0 where there is none. */
  below(count: number): number {
    return Math.floor(this.#random() * count)
  }

  /** Some columns of one row, of anywhere in the table where its rows are numbered. */
  row({ name, rowidName, rowidAlias, rowCount }: Table, columns: readonly string[]): Values {
    const names = columns.map(quoteIdentifier).join(', ')
    const table = quoteIdentifier(name)
    const rowid = rowidName ?? rowidAlias
    if (rowid === null) {
      const offset = this.below(Math.min(rowCount, FARTHEST))
      return (this.#get(`select ${names} from ${table} limit 1 offset ${offset}`) ?? []) as Values
    }
    const number = quoteIdentifier(rowid)
    const [first, last] = this.#ends(table, number)
    const sql = `select ${names} from ${table} where ${number} >= ? order by ${number} limit 1`
    return (this.#get(sql, this.#between(first, last)) ?? []) as Values
  }

  /**
   * Two values of an indexed column with about so many of its rows between them; null where it has none.
   *
   * @param present its rows that are not NULL
   */
  range({ name, rowidAlias }: Table, column: string, present: number, rows: number): Values | null {
    if (present === 0) return null
    const [table, value] = [quoteIdentifier(name), quoteIdentifier(column)]
    const span = Math.min(present - 1, rows)
    if (column === rowidAlias) {
      const [first, last] = this.#ends(table, value)
      const width = ((last - first) * BigInt(span)) / BigInt(Math.max(1, present - 1))
      const from = this.#between(first, last - width)
      return [from, from + width]
    }
    const from = this.below(Math.min(present - span, FARTHEST))
    const sql = `select ${value} from ${table} where ${value} is not null order by ${value} limit 1 offset ?`
    return [from, from + span].map((at) => this.#get(sql, BigInt(at))?.[0] ?? null) as Values
  }

  #between(first: bigint, last: bigint): bigint {
    return first + BigInt(this.below(Number(last - first) + 1))
  }

  #ends(table: string, number: string): readonly [bigint, bigint] {
    // one of them in each question: only so SQLite looks at the ends alone
    const sql = `select (select min(${number}) from ${table}), (select max(${number}) from ${table})`
    return (this.#get(sql) ?? [0n, 0n]) as [bigint, bigint]
  }

  #get(sql: string, ...values: readonly bigint[]): readonly unknown[] | undefined {
    return this.#database
      .prepare<unknown[], readonly unknown[]>(sql)
      .raw()
      .get(...values)
  }
}
