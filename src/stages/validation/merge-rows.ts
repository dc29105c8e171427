import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { compareValues } from './compare-values.ts'
import { type LineCursor, skipEqualLines } from './line-cursor.ts'
import { differingColumns, peekRow, type Row } from './read-row.ts'
import { type RowComparison, RowTally } from './row-tally.ts'
import { type SpellingJudge, spelledRows } from './spelling-judge.ts'
import { isUnfit } from './unfit-value.ts'

/** Walks through both sides at once, as a merge join does: the rows of both are sorted by `order`. */
export async function mergeRows(
  source: LineCursor,
  target: LineCursor,
  table: TablePlan,
  order: readonly ColumnPlan[],
  judge: SpellingJudge,
): Promise<RowComparison> {
  const tally = new RowTally(table, judge)
  for (;;) {
    tally.equal(await skipEqualLines(source, target))
    const expected = await peekRow(source, table)
    const found = await peekRow(target, table)
    if (expected === null && found === null) return await tally.result()
    if (expected !== null && (found === null || hasUnfitKey(expected, table, order))) {
      tally.missing(expected)
      source.skip(expected.bytes)
    } else if (expected === null && found !== null) {
      tally.extra(found)
      target.skip(found.bytes)
    } else if (expected !== null && found !== null) {
      await judgePair(expected, found, { source, target, table, order, judge, tally })
    }
  }
}

/** It lies anywhere among the rows of the source, and is equal to none of the target. */
function hasUnfitKey({ values }: Row, { columns }: TablePlan, order: readonly ColumnPlan[]): boolean {
  return order.some((column) => isUnfit(values[columns.indexOf(column)] ?? null))
}

interface Merge {
  readonly source: LineCursor
  readonly target: LineCursor
  readonly table: TablePlan
  readonly order: readonly ColumnPlan[]
  readonly judge: SpellingJudge
  readonly tally: RowTally
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
  const expected = await spelledTies(await takeTies(merge.source, first, merge), merge)
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

/** Different rows, each with how often it is there. */
type Ties = ReadonlyMap<string, { readonly count: number; readonly row: Row }>

async function takeTies(cursor: LineCursor, first: Row, merge: Merge): Promise<Ties> {
  const ties = new Map<string, { readonly count: number; readonly row: Row }>()
  for (let row = await peekRow(cursor, merge.table); row !== null; row = await peekRow(cursor, merge.table)) {
    if (compareOrder(first, row, merge) !== 0) break
    const signature = JSON.stringify(row.values)
    ties.set(signature, { count: (ties.get(signature)?.count ?? 0) + 1, row })
    cursor.skip(row.bytes)
  }
  return ties
}

/** The rows of the source as PostgreSQL spells them; two of them can be one then. */
async function spelledTies(ties: Ties, { table, judge }: Merge): Promise<Ties> {
  const different = [...ties.values()]
  const rows = await spelledRows(
    different.map(({ row }) => row),
    table,
    judge,
  )
  const spelled = new Map<string, { readonly count: number; readonly row: Row }>()
  for (const [index, row] of rows.entries()) {
    const signature = JSON.stringify(row.values)
    const count = (spelled.get(signature)?.count ?? 0) + (different[index]?.count ?? 0)
    spelled.set(signature, { count, row })
  }
  return spelled
}
