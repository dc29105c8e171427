import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import type { Column } from '../../catalog/catalog.ts'
import type { TargetType } from '../target-schema.ts'

/** What becomes of comparisons where the column of the target compares texts byte by byte and the source does not. */
export function lostCollation(table: string, column: Column, type: TargetType): readonly PlannedIssue[] {
  const isText = type.kind === 'text' || type.kind === 'varchar' || type.kind === 'char'
  // char takes texts as equal that differ by blanks at their end, as RTRIM does
  if (!isText || (type.kind === 'char' && column.collation === 'RTRIM')) return []
  const message = `The column compares by ${column.collation}, in the target byte by byte`
  const place = { table, column: column.name, message }
  switch (column.collation) {
    case 'BINARY':
      return []
    case 'NOCASE':
      return [planned('nocase-collation', place)]
    case 'RTRIM':
      return [planned('rtrim-collation', place)]
    default:
      return [planned('custom-collation', place)]
  }
}
