import type { Catalog } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { ValidationResult } from './validation-result.ts'

/**
 * What another tool has loaded, as far as the comparison shows it: the rows that are on both sides have arrived,
 * and the others of the source have not. Of a table that could not be read nothing is known to have arrived.
 */
export function arrivedRows(
  catalog: Catalog,
  ledger: readonly LedgerEntry[],
  validation: ValidationResult,
): LoadResult {
  const rowsOf = (source: string) => catalog.tables.find(({ name }) => name === source)?.rowCount ?? 0
  const compared = validation.tables.map(({ source }) => source)
  const unread = validation.notCompared.filter(({ table }) => !compared.includes(table))
  return {
    tables: [
      ...validation.tables.map(({ source, rowsCompared }) => ({
        source,
        rowsSource: rowsOf(source),
        rowsLoaded: rowsCompared,
        rowsRejected: rowsOf(source) - rowsCompared,
        refusedRows: null,
        checksBrokenByRejects: [],
        failure: null,
      })),
      ...unread.map(({ table, reason }) => ({
        source: table,
        rowsSource: rowsOf(table),
        rowsLoaded: 0,
        rowsRejected: rowsOf(table),
        refusedRows: null,
        checksBrokenByRejects: [],
        failure: reason,
      })),
    ],
    issues: [],
    ledger,
    impossible: [],
  }
}
