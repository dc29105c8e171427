import { issue } from '../../issues/issue.ts'
import type { Catalog, Table } from '../catalog/catalog.ts'
import { createNameRegistry, fitName, type NameRegistry } from './name-registry.ts'
import type { PlannedIssue } from './target-schema.ts'

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

/** https://www.postgresql.org/docs/current/ddl-system-columns.html */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'])

/** Names are kept byte for byte, except for those that PostgreSQL cannot have. */
export function nameTables(catalog: Catalog): NamedTables {
  const relations = createNameRegistry()
  const names = new Map<Table, string>()
  const unchangedFirst = [...catalog.tables].sort(
    (a, b) => Number(isChanged(a.name)) - Number(isChanged(b.name)),
  )
  for (const table of unchangedFirst) names.set(table, relations.take(table.name))

  const issues: PlannedIssue[] = []
  const tables = catalog.tables.map((table) => {
    const name = names.get(table) ?? table.name
    issues.push(...nameIssues(table.name, name, { table: table.name }))
    return { table, schema: 'public', name, columnNames: nameColumns(table, issues) }
  })
  return { tables, relations, issues }
}

function nameColumns(table: Table, issues: PlannedIssue[]): ReadonlyMap<string, string> {
  const registry = createNameRegistry()
  const names = new Map<string, string>()
  const wanted = ({ name }: { readonly name: string }) => (SYSTEM_COLUMNS.has(name) ? `${name}_` : name)
  const unchangedFirst = [...table.columns].sort(
    (a, b) => Number(isChanged(wanted(a), a.name)) - Number(isChanged(wanted(b), b.name)),
  )
  for (const column of unchangedFirst) names.set(column.name, registry.take(wanted(column)))
  for (const column of table.columns) {
    const name = names.get(column.name) ?? column.name
    issues.push(...nameIssues(column.name, name, { table: table.name, column: column.name }))
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
      planned(
        issue('empty-identifier', { ...place, message: `The name is empty; in the target it is ${target}` }),
      ),
    ]
  }
  if (SYSTEM_COLUMNS.has(source)) {
    const message = `${source} is a system column of PostgreSQL; in the target it is ${target}`
    return [planned(issue('reserved-column-name', { ...place, message }))]
  }
  const bytes = Buffer.byteLength(source)
  const message = `The name has ${bytes} bytes; in the target it is ${target}`
  return bytes > 63 ? [planned(issue('identifier-too-long', { ...place, message }))] : []
}

function planned(found: PlannedIssue['issue']): PlannedIssue {
  return { issue: found, rowsWhere: null }
}
