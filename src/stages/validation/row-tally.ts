import { cutKey } from '../../engines/sqlite/row-key.ts'
import type { RowKey } from '../../issues/issue.ts'
import { exactDecimal } from '../../sql/exact-decimal.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { CanonicalValue } from './canonical-form.ts'
import { utf8Of } from './canonical-value.ts'
import type { Row } from './read-row.ts'
import { isSpelledByPostgres, type SpellingJudge } from './spelling-judge.ts'
import { isUnfit, readUnfit } from './unfit-value.ts'
import type { Mismatch } from './validation-result.ts'

/** Mismatches of one kind that are named per table; all of them are counted. */
export const MAX_MISMATCHES = 100

export interface RowComparison {
  readonly rowsTarget: number
  readonly rowsCompared: number
  readonly rowsMissing: number
  readonly cellsCompared: number
  readonly mismatchCount: number
  readonly mismatches: readonly Mismatch[]
  /** How many values of a column differ, of rows that are on both sides. */
  readonly changed: ReadonlyMap<string, number>
}

/** Doubtful cells of one column that are kept until PostgreSQL is asked. */
const MOST_DOUBTS = 1000

/** A cell that may only be spelled in other words. */
interface DoubtfulCell {
  readonly key: RowKey
  readonly source: string
  readonly target: string
}

/** Counts what is equal and what is not, and names the first mismatches. */
export class RowTally {
  readonly #table: TablePlan
  readonly #judge: SpellingJudge
  readonly #doubts = new Map<ColumnPlan, DoubtfulCell[]>()
  readonly #mismatches: Mismatch[] = []
  readonly #named = new Map<Mismatch['kind'], number>()
  readonly #changed = new Map<string, number>()
  #rowsTarget = 0
  #rowsCompared = 0
  #rowsMissing = 0
  #mismatchCount = 0

  constructor(table: TablePlan, judge: SpellingJudge) {
    this.#table = table
    this.#judge = judge
  }

  equal(rows: number): void {
    this.#rowsTarget += rows
    this.#rowsCompared += rows
  }

  async pair(row: Row, found: Row, differing: readonly ColumnPlan[]): Promise<void> {
    this.equal(1)
    for (const column of differing) {
      const index = this.#table.columns.indexOf(column)
      const [source, target] = [row.values[index] ?? null, found.values[index] ?? null]
      const key = this.#keyOf(row)
      if (source !== null && target !== null && !isUnfit(source) && isSpelledByPostgres(column))
        await this.#doubt(column, { key, source: utf8Of(source), target: utf8Of(target) })
      else this.#add({ key, column: column.source, kind: 'value' })
    }
  }

  missing(row: Row): void {
    this.#rowsMissing += 1
    this.#add({ key: this.#keyOf(row), column: null, kind: 'missing' })
  }

  extra(row: Row): void {
    this.#rowsTarget += 1
    this.#add({ key: this.#keyOf(row), column: null, kind: 'extra' })
  }

  async result(): Promise<RowComparison> {
    for (const column of this.#doubts.keys()) await this.#settle(column)
    return {
      rowsTarget: this.#rowsTarget,
      rowsCompared: this.#rowsCompared,
      rowsMissing: this.#rowsMissing,
      cellsCompared: this.#rowsCompared * this.#table.columns.length,
      mismatchCount: this.#mismatchCount,
      mismatches: this.#mismatches,
      changed: this.#changed,
    }
  }

  async #doubt(column: ColumnPlan, cell: DoubtfulCell): Promise<void> {
    const cells = this.#doubts.get(column) ?? []
    this.#doubts.set(column, cells)
    if (cells.push(cell) >= MOST_DOUBTS) await this.#settle(column)
  }

  async #settle(column: ColumnPlan): Promise<void> {
    const cells = this.#doubts.get(column)?.splice(0) ?? []
    const spelled = await this.#judge.spelled(
      column,
      cells.map(({ source }) => source),
    )
    for (const [index, { key, target }] of cells.entries()) {
      if (spelled[index] !== target) this.#add({ key, column: column.source, kind: 'value' })
    }
  }

  #add(mismatch: Omit<Mismatch, 'table'>): void {
    this.#mismatchCount += 1
    const { column } = mismatch
    if (column !== null) this.#changed.set(column, (this.#changed.get(column) ?? 0) + 1)
    const named = this.#named.get(mismatch.kind) ?? 0
    if (named < MAX_MISMATCHES) {
      this.#named.set(mismatch.kind, named + 1)
      this.#mismatches.push({ table: this.#table.source, ...mismatch })
    }
  }

  /** Empty where no column names a row. */
  #keyOf(row: Row): RowKey {
    const { columns, keyColumns } = this.#table
    return Object.fromEntries(
      keyColumns.map((name) => {
        const index = columns.findIndex(({ source }) => source === name)
        return [name, keyValue(row.values[index] ?? null, columns[index]?.conversion.kind)]
      }),
    )
  }
}

/** A value of a key as readers know it. Its canonical text was read as latin1, to keep its bytes apart. */
function keyValue(value: CanonicalValue, kind: Conversion['kind'] | undefined): string | number | null {
  if (value === null) return null
  if (isUnfit(value)) return readUnfit(value)
  switch (kind) {
    case 'integer':
    case 'float':
    case 'spelled-float':
    case 'decimal':
    case 'epoch':
    case 'duration':
      return keyNumber(value)
    case 'timestamptz':
      return keyMoment(value)
    case 'bytes':
      return cutKey(`x'${value.slice(2)}'`)
    default:
      return cutKey(utf8Of(value))
  }
}

/**
 * PostgreSQL has `infinity`, and later years than a Date. https://www.postgresql.org/docs/current/datatype-datetime.html
 *
 * @param value microseconds since 1970
 */
function keyMoment(value: string): string {
  const microseconds = Number(value)
  const date = new Date(microseconds / 1000)
  if (!Number.isNaN(date.getTime())) return date.toISOString()
  if (!Number.isFinite(microseconds)) return value.toLowerCase()
  return `${exactDecimal(value) ?? value} microseconds since 1970`
}

function keyNumber(value: string): string | number {
  const number = Number(value)
  return Number.isInteger(number) === Number.isSafeInteger(number) && Number.isFinite(number) ? number : value
}
