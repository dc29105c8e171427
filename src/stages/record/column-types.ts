/** The types of one column of the source. */
export interface ColumnTypes {
  readonly table: string
  readonly column: string
  /** As the source declares it; empty where it declares none. */
  readonly declared: string
  /** As pg_dump spells it; null where the target has no such column, or the run did not come to it. */
  readonly target: string | null
}

/** Finds the types of a column by the names of the source; null for what is no column of it. */
export type FindTypes = (table: string | null, column: string | null) => ColumnTypes | null

export function findTypesIn(columnTypes: readonly ColumnTypes[]): FindTypes {
  const tables = Map.groupBy(columnTypes, ({ table }) => table)
  return (table, column) => {
    if (table === null || column === null) return null
    return tables.get(table)?.find((types) => types.column === column) ?? null
  }
}
