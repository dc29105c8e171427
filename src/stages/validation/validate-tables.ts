import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { inParallel } from '../../engines/postgres/in-parallel.ts'
import type { Context } from '../../progress/context.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { compareTable } from './compare-table.ts'
import type { RowComparison } from './merge-rows.ts'
import { rejectedRows } from './rejected-rows.ts'
import type { ValidationResult } from './validation-result.ts'

export interface ValidationOptions {
  /** Tables at a time, each over a connection of its own. */
  readonly jobs: number
}

/**
 * The independent witness: reads both sides again and compares every cell of every loaded row.
 */
export async function validateTables(
  snapshot: Snapshot,
  plan: MigrationPlan,
  load: LoadResult | null,
  database: PostgresDatabase,
  options: ValidationOptions,
  context: Context,
): Promise<ValidationResult> {
  const failed = load?.tables.filter(({ failure }) => failure !== null) ?? []
  const loaded = plan.tables.filter((table) => !failed.some(({ source }) => source === table.source))
  const largestFirst = loaded.toSorted((a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes)
  const compared = await inParallel(
    largestFirst,
    options.jobs,
    database.connect,
    async (connection, table) => ({
      source: table.source,
      comparison: await compareOne(snapshot, table, load, connection, context),
    }),
  )
  return {
    tables: compared.map(({ source, comparison }) => ({
      source,
      rowsTarget: comparison.rowsTarget,
      rowsCompared: comparison.rowsCompared,
      cellsCompared: comparison.cellsCompared,
      mismatches: comparison.mismatchCount,
    })),
    mismatches: compared.flatMap(({ comparison }) => comparison.mismatches),
    notCompared: failed.map(({ source, failure }) => ({ table: source, reason: failure ?? '' })),
  }
}

async function compareOne(
  snapshot: Snapshot,
  table: TablePlan,
  load: LoadResult | null,
  connection: PostgresConnection,
  context: Context,
): Promise<RowComparison> {
  const source = snapshot.open()
  try {
    return await compareTable(source, connection, table, {
      rejectedRows: rejectedRows(source, table, load),
      signal: context.signal,
      onRows: (rows) => context.emit({ type: 'rows-done', stage: 'validation', table: table.source, rows }),
    })
  } finally {
    source.close()
  }
}
