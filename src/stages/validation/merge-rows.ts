import { cutKey } from '../../engines/sqlite/row-key.ts'
import type { RowKey } from '../../issues/issue.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { CanonicalValue } from './canonical-value.ts'
import { compareValues } from './compare-values.ts'
import { type LineCursor, skipEqualLines } from './line-cursor.ts'
import { differingColumns, peekRow, type Row } from './read-row.ts'
import type { SpelledPair, SpellingJudge } from './spelling-judge.ts'
import type { Mismatch } from './validation-result.ts'

/** Mismatches of one kind that are named per table; all of them are counted. */
export const MAX_MISMATCHES = 100

export interface RowComparison {
  readonly rowsTarget: number
  readonly rowsCompared: number
  readonly cellsCompared: number
  readonly mismatchCount: number
  readonly mismatches: readonly Mismatch[]
}

/** Cells that PostgreSQL is asked about at once. */
const MOST_DOUBTS = 1000

/** Walks through both sides at once, as a merge join does: the rows of both are sorted by `order`. */
export async function mergeRows(
  source: LineCursor,
  target: LineCursor,
  table: TablePlan,
  order: readonly ColumnPlan[],
  judge: SpellingJudge,
): Promise<RowComparison> {
  const tally = new Tally(table, judge)
  for (;;) {
    tally.equal(await skipEqualLines(source, target))
    const expected = await peekRow(source, table)
    const found = await peekRow(target, table)
    if (expected === null && found === null) return await tally.result()
    if (found === null && expected !== null) {
      tally.missing(expected)
      source.skip(expected.bytes)
    } else if (expected === null && found !== null) {
      tally.extra(found)
      target.skip(found.bytes)
    } else if (expected !== null && found !== null) {
      await judgePair(expected, found, { source, target, table, order, tally })
    }
  }
}

interface Merge {
  readonly source: LineCursor
  readonly target: LineCursor
  readonly table: TablePlan
  readonly order: readonly ColumnPlan[]
  readonly tally: Tally
}

async function judgePair(expected: Row, found: Row, merge: Merge): Promise<void> {
  const { source, target, tally } = merge
  const differing = differingColumns(expected, found, merge.table)
  const sorted = differing.length === 0 ? 0 : compareOrder(expected, found, merge)
  if (sorted === 0 && differing.length > 0 && merge.table.order.kind === 'all') {
    await judgeTies(expected, merge)
  } else if (sorted === 0) {
    await tally.pair(expected, found, differing)
    source.skip(expected.bytes)
    target.skip(found.bytes)
  } else if (sorted < 0) {
    tally.missing(expected)
    source.skip(expected.bytes)
  } else {
    tally.extra(found)
    target.skip(found.bytes)
  }
}

function compareOrder(a: Row, b: Row, { table, order }: Pick<Merge, 'table' | 'order'>): number {
  for (const column of order) {
    const index = table.columns.indexOf(column)
    const sorted = compareValues(a.values[index] ?? null, b.values[index] ?? null, column)
    if (sorted !== 0) return sorted
  }
  return 0
}

/**
 * Rows without a key that sort alike and are not the same, such as 0.0 and -0.0: their order among themselves is
 * anybody's, so all of them are counted on both sides.
 */
async function judgeTies(first: Row, merge: Merge): Promise<void> {
  const expected = await takeTies(merge.source, first, merge)
  const found = await takeTies(merge.target, first, merge)
  for (const [signature, { count, row }] of expected) {
    const matched = Math.min(count, found.get(signature)?.count ?? 0)
    merge.tally.equal(matched)
    for (let missing = matched; missing < count; missing += 1) merge.tally.missing(row)
  }
  for (const [signature, { count, row }] of found) {
    for (let extra = expected.get(signature)?.count ?? 0; extra < count; extra += 1) merge.tally.extra(row)
  }
}

async function takeTies(
  cursor: LineCursor,
  first: Row,
  merge: Merge,
): Promise<ReadonlyMap<string, { readonly count: number; readonly row: Row }>> {
  const ties = new Map<string, { readonly count: number; readonly row: Row }>()
  for (let row = await peekRow(cursor, merge.table); row !== null; row = await peekRow(cursor, merge.table)) {
    if (compareOrder(first, row, merge) !== 0) break
    const signature = JSON.stringify(row.values)
    ties.set(signature, { count: (ties.get(signature)?.count ?? 0) + 1, row })
    cursor.skip(row.bytes)
  }
  return ties
}

/** A cell that may only be spelled in other words. */
interface DoubtfulCell extends SpelledPair {
  readonly key: RowKey
  readonly column: string
}

class Tally {
  readonly #table: TablePlan
  readonly #judge: SpellingJudge
  #doubts: DoubtfulCell[] = []
  readonly #mismatches: Mismatch[] = []
  readonly #named = new Map<Mismatch['kind'], number>()
  #rowsTarget = 0
  #rowsCompared = 0
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
      const cell = { key: this.#keyOf(row), column: column.source }
      const spelled = this.#spelled(row, found, column)
      if (spelled === null) this.#add({ ...cell, kind: 'value' })
      else this.#doubts.push({ ...cell, ...spelled })
    }
    if (this.#doubts.length >= MOST_DOUBTS) await this.#settle()
  }

  /** Null where the two texts are two values. */
  #spelled(row: Row, found: Row, column: ColumnPlan): SpelledPair | null {
    const { type, conversion } = column
    const index = this.#table.columns.indexOf(column)
    const [source, target] = [row.values[index] ?? null, found.values[index] ?? null]
    const isOpen = type.kind === 'other' && conversion.kind !== 'duration'
    if (!isOpen || source === null || target === null) return null
    return { type, source: utf8Of(source), target: utf8Of(target) }
  }

  async #settle(): Promise<void> {
    const differing = await this.#judge.differing(this.#doubts)
    for (const { key, column } of differing) this.#add({ key, column, kind: 'value' })
    this.#doubts = []
  }

  missing(row: Row): void {
    this.#add({ key: this.#keyOf(row), column: null, kind: 'missing' })
  }

  extra(row: Row): void {
    this.#rowsTarget += 1
    this.#add({ key: this.#keyOf(row), column: null, kind: 'extra' })
  }

  async result(): Promise<RowComparison> {
    await this.#settle()
    return {
      rowsTarget: this.#rowsTarget,
      rowsCompared: this.#rowsCompared,
      cellsCompared: this.#rowsCompared * this.#table.columns.length,
      mismatchCount: this.#mismatchCount,
      mismatches: this.#mismatches,
    }
  }

  #add(mismatch: Omit<Mismatch, 'table'>): void {
    this.#mismatchCount += 1
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
  switch (kind) {
    case 'integer':
    case 'float':
    case 'decimal':
    case 'epoch':
    case 'duration':
      return keyNumber(value)
    case 'timestamptz':
      return new Date(Number(value) / 1000).toISOString()
    case 'bytes':
      return cutKey(`x'${value.slice(2)}'`)
    default:
      return cutKey(utf8Of(value))
  }
}

function utf8Of(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8')
}

function keyNumber(value: string): string | number {
  const number = Number(value)
  return Number.isInteger(number) === Number.isSafeInteger(number) && Number.isFinite(number) ? number : value
}
