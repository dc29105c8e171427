import type { Catalog } from '../catalog/catalog.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { LedgerEntry } from '../target/target-schema.ts'
import type { ValidationResult } from './validation-result.ts'

/**
 * What another tool has loaded, as far as the comparison shows it: the rows that are on both sides have arrived,
 * and the others of the source have not.
 */
export function arrivedRows(
  catalog: Catalog,
  ledger: readonly LedgerEntry[],
  validation: ValidationResult,
): LoadResult {
  return {
    tables: validation.tables.map(({ source, rowsCompared }) => {
      const rowsSource = catalog.tables.find(({ name }) => name === source)?.rowCount ?? rowsCompared
      return {
        source,
        rowsSource,
        rowsLoaded: rowsCompared,
        rowsRejected: rowsSource - rowsCompared,
        refusedRows: null,
        failure: null,
      }
    }),
    issues: [],
    ledger,
  }
}
