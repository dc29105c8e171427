import type { Column, Table } from './catalog.ts'

/** A table before its rows have been read. */
export type TableStructure = Omit<Table, 'columns' | 'rowCount'> & {
  readonly columns: readonly ColumnStructure[]
}

export type ColumnStructure = Omit<Column, 'profile' | 'momentSpelling'>
