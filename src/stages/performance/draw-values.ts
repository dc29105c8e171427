import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { EngineQuery } from './query.ts'
import { seededRandom } from './seeded-random.ts'

type Values = EngineQuery['values']

/** Of a range, as a share of the rows. */
const RANGE_SHARE = 0.01
const FEWEST_RANGE_ROWS = 10

/** Draws values of the data as parameters: the same ones for the same seed and data. */
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

  /** Some columns of one row. */
  row(table: string, columns: readonly string[], rowCount: number): Values {
    const names = columns.map(quoteIdentifier).join(', ')
    const sql = `select ${names} from ${quoteIdentifier(table)} limit 1 offset ${this.below(rowCount)}`
    return (this.#database.prepare(sql).raw().get() ?? []) as Values
  }

  /** Two values of a column with about a hundredth of its rows between them; null where it has none. */
  range(table: string, column: string, present: number): Values | null {
    if (present === 0) return null
    const name = quoteIdentifier(column)
    const span = Math.min(present - 1, Math.max(FEWEST_RANGE_ROWS, Math.floor(present * RANGE_SHARE)))
    const first = this.below(present - span)
    const select = this.#database
      .prepare(
        `select ${name} from ${quoteIdentifier(table)} where ${name} is not null order by ${name} limit 1 offset ?`,
      )
      .pluck()
    return [select.get(BigInt(first)), select.get(BigInt(first + span))] as Values
  }
}
