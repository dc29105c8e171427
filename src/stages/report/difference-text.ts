import type { RunRecord } from '../record/run-record.ts'
import { formatKey } from './row-key.ts'

/**
 * `players, id = 7: nickname differs`, `players, id = 8: the row is missing in PostgreSQL`. Holds text of a stranger: the
 * names and the key, and no other value.
 */
export function differenceText({ table, key, column, kind }: RunRecord['mismatches'][number]): string {
  const row = formatKey(key)
  return `${row === '' ? table : `${table}, ${row}`}: ${whatDiffers(kind, column)}`
}

function whatDiffers(kind: RunRecord['mismatches'][number]['kind'], column: string | null): string {
  switch (kind) {
    case 'value':
      return `${column ?? 'a cell'} differs`
    case 'missing':
      return 'the row is missing in PostgreSQL'
    case 'extra':
      return 'the source does not have this row'
    default:
      return kind satisfies never
  }
}
