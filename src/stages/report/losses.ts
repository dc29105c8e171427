import { amount, formatCount } from '../../progress/amount.ts'
import type { RunRecord, TableRecord } from '../record/run-record.ts'

interface Losses {
  /** `2 rows rejected`; of a database that another tool has migrated `1 row missing`, `1 row not compared`. */
  readonly rows: readonly string[]
  /** The same beside a count of rows: `2 rejected`. */
  readonly beside: readonly string[]
  /** Cells that differ, and rows that the source does not have; rows that are missing are counted above where nothing was loaded. */
  readonly differences: number
}

/** What did not arrive, in the words of the run: a validation rejects nothing. */
export function lossesOf({
  target,
  tables,
  summary,
}: Pick<RunRecord, 'target' | 'tables' | 'summary'>): Losses {
  const counted = tables.filter(({ status }) => status !== 'skipped')
  const parts =
    target.schema === 'given'
      ? ([
          [sum(counted, ({ rowsMissing }) => rowsMissing), 'missing'],
          [
            sum(counted, ({ rowsRejected, rowsMissing }) => Math.max(0, rowsRejected - rowsMissing)),
            'not compared',
          ],
        ] as const)
      : ([[summary.rowsRejected, 'rejected']] as const)
  const lost = parts.filter(([count]) => count > 0)
  return {
    rows: lost.map(([count, what]) => `${amount(count, 'row')} ${what}`),
    beside: lost.map(([count, what]) => `${formatCount(count)} ${what}`),
    differences: target.schema === 'given' ? sum(counted, differencesBesideMissing) : summary.mismatches,
  }
}

/** The columns of a table of tables that say what did not arrive. */
export function lossColumns({ target }: Pick<RunRecord, 'target'>): {
  readonly title: 'Missing' | 'Rejected'
  readonly lost: (table: TableRecord) => number
  readonly differing: (table: TableRecord) => number
} {
  return target.schema === 'given'
    ? { title: 'Missing', lost: ({ rowsMissing }) => rowsMissing, differing: differencesBesideMissing }
    : {
        title: 'Rejected',
        lost: ({ rowsRejected }) => rowsRejected,
        differing: ({ mismatches }) => mismatches,
      }
}

function differencesBesideMissing({ mismatches, rowsMissing }: TableRecord): number {
  return Math.max(0, mismatches - rowsMissing)
}

function sum(tables: readonly TableRecord[], of: (table: TableRecord) => number): number {
  return tables.reduce((total, table) => total + of(table), 0)
}
