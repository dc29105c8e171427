import { type PlannedIssue, planned } from '../../../issues/planned-issue.ts'
import type { Catalog, Column, Table } from '../../catalog/catalog.ts'
import { createNameRegistry, fitName, LONGEST_NAME_BYTES, type NameRegistry } from './name-registry.ts'
import type { Renames } from './renames.ts'
import { SYSTEM_COLUMNS } from './system-columns.ts'
import { SYSTEM_RELATIONS } from './system-relations.ts'

/** A table of the source with the names that it and its columns have in the target. */
export interface NamedTable {
  readonly table: Table
  readonly schema: string
  readonly name: string
  /** By the name in the source. */
  readonly columnNames: ReadonlyMap<string, string>
}

export interface NamedTables {
  readonly tables: readonly NamedTable[]
  /** The names of tables and indexes, of which a schema has each once. */
  readonly relations: NameRegistry
  readonly issues: readonly PlannedIssue[]
}

/** Names are those that the owner asks for, else kept byte for byte, except for those that PostgreSQL cannot have. */
export function nameTables(catalog: Catalog, renames: Renames): NamedTables {
  const relations = createNameRegistry()
  const names = new Map<Table, string>()
  const asked = ({ name }: Table) => renames.tables.get(name) ?? name
  const unchangedFirst = [...catalog.tables].sort(
    (a, b) => Number(isChanged(asked(a))) - Number(isChanged(asked(b))),
  )
  for (const table of unchangedFirst) names.set(table, relations.take(asked(table)))

  const issues: PlannedIssue[] = []
  const tables = catalog.tables.map((table) => {
    const name = names.get(table) ?? asked(table)
    issues.push(...nameIssues(asked(table), name, { table: table.name }), ...shadowedTable(table.name, name))
    const columnNames = nameColumns(table, renames.columns.get(table.name) ?? new Map(), issues)
    return { table, schema: 'public', name, columnNames }
  })
  return { tables, relations, issues }
}

function shadowedTable(table: string, name: string): PlannedIssue[] {
  if (!SYSTEM_RELATIONS.has(name.toLowerCase())) return []
  const message = `A query that names ${name} finds pg_catalog.${name.toLowerCase()}, and the table only as public.${name}`
  return [planned('system-table-name', { table, message })]
}

function nameColumns(
  table: Table,
  renames: ReadonlyMap<string, string>,
  issues: PlannedIssue[],
): ReadonlyMap<string, string> {
  const registry = createNameRegistry()
  const names = new Map<string, string>()
  const asked = ({ name }: Column) => renames.get(name) ?? name
  const possible = (column: Column) => {
    const name = asked(column)
    return SYSTEM_COLUMNS.has(name) ? `${name}_` : name
  }
  const unchangedFirst = [...table.columns].sort(
    (a, b) => Number(isChanged(possible(a), asked(a))) - Number(isChanged(possible(b), asked(b))),
  )
  for (const column of unchangedFirst) names.set(column.name, registry.take(possible(column)))
  for (const column of table.columns) {
    const name = names.get(column.name) ?? asked(column)
    issues.push(...nameIssues(asked(column), name, { table: table.name, column: column.name }))
  }
  return names
}

function isChanged(wanted: string, original = wanted): boolean {
  return fitName(wanted) !== original
}

/** Tells that an object of the source has another name in the target, and why. */
export function nameIssues(
  source: string,
  target: string,
  place: { readonly table: string; readonly column?: string; readonly object?: string },
): PlannedIssue[] {
  if (source === target) return []
  if (source === '') {
    return [
      planned('empty-identifier', { ...place, message: `The name is empty; in the target it is ${target}` }),
    ]
  }
  if (SYSTEM_COLUMNS.has(source)) {
    const message = `${source} is a system column of PostgreSQL; in the target it is ${target}`
    return [planned('reserved-column-name', { ...place, message })]
  }
  const bytes = Buffer.byteLength(source)
  const message = `The name has ${bytes} bytes; in the target it is ${target}`
  return bytes > LONGEST_NAME_BYTES ? [planned('identifier-too-long', { ...place, message })] : []
}

/** The same of a constraint, whose name nothing but messages uses in SQLite. `written` is null where it has none. */
export function constraintNameIssues(written: string | null, name: string, table: string): PlannedIssue[] {
  if (written === null) return []
  return nameIssues(written, name, { table, object: written }).map(({ issue, ...rest }) => ({
    ...rest,
    issue: { ...issue, priority: 'LOW' },
  }))
}
