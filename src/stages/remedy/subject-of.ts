import type { Issue } from '../../issues/issue.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'

/** What an issue is about, as far as the catalog knows it. */
export interface IssueSubject {
  readonly table: Table | undefined
  readonly column: Column | undefined
}

/**
 * The table and the column of an issue, for those who propose a remedy. A part of the primary key counts as NOT NULL: SQLite
 * lets NULL into it, and PostgreSQL would lose the key. https://www.sqlite.org/lang_createtable.html#the_primary_key Pure.
 */
export function subjectOf(found: Issue, { tables }: Catalog): IssueSubject {
  const table = tables.find(({ name }) => name === found.table)
  const column = table?.columns.find(({ name }) => name === found.column)
  const isKey = table?.primaryKey?.parts.some((part) => part.column === found.column) === true
  return { table, column: isKey && column !== undefined ? { ...column, notNull: true } : column }
}
