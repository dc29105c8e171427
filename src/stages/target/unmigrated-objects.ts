import { type PlannedIssue, planned } from '../../issues/planned-issue.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Catalog, VirtualTable } from '../catalog/catalog.ts'
import type { SchemaPart } from './schema-part.ts'

/** Views, triggers and virtual tables: they stay in the source, and each is told once. */
export function unmigratedObjects(catalog: Catalog): readonly SchemaPart[] {
  const dropped = { status: 'dropped', reason: 'it is not migrated' } as const
  return [
    ...catalog.views.map(({ name, sql, broken }) => ({
      ledger: [{ type: 'view', name, table: null, sql, ...dropped } as const],
      issues: [
        broken === undefined
          ? planned('view-not-migrated', { table: name, message: `The view ${name} is not in the target` })
          : planned('view-broken', { table: name, message: `SQLite itself cannot use the view: ${broken}` }),
      ],
    })),
    ...catalog.triggers.map(({ name, table, sql }) => ({
      ledger: [{ type: 'trigger', name, table, sql, ...dropped } as const],
      issues: [
        planned('trigger-not-migrated', {
          table,
          object: name,
          message: `The trigger ${name} is not in the target`,
        }),
      ],
    })),
    ...catalog.virtualTables.map((table) => ({
      ledger: [{ type: 'virtual-table', name: table.name, table: null, sql: table.sql, ...dropped } as const],
      issues: [unmigratedTable(table)],
    })),
  ]
}

/** An index can be built again from the rows of other tables. Rows of its own would be lost. */
function unmigratedTable(table: VirtualTable): PlannedIssue {
  const { name, module, shadowTables, ownRows } = table
  const message = `The ${module} table ${name} is not in the target${shadows(shadowTables)}`
  if (ownRows === 0) return planned('virtual-table-not-migrated', { table: name, message })
  return planned('virtual-table-not-migrated', {
    table: name,
    priority: 'HIGH',
    rows: ownRows,
    message: `${message}; it stores ${amount(ownRows, 'row')} of its own, which ${ownRows === 1 ? 'is' : 'are'} not migrated`,
    remedy: rescue(table),
  })
}

/** A table of its own takes the rows into every count and comparison; what is left then is an index. */
function rescue({ name, module, readable }: VirtualTable): string {
  const waiver = 'Where another table has the same rows, accept the issue with a waiver.'
  if (!readable)
    return `Copy its rows into an ordinary table in the application, which has ${module}. ${waiver}`
  const copy = quoteIdentifier(`${name}_rows`)
  const rowid = /^fts/.test(module) ? 'rowid as id, ' : ''
  const script = `create table ${copy} as select ${rowid}* from ${quoteIdentifier(name)}; drop table ${quoteIdentifier(name)};`
  return `Make it an ordinary table with a \`prepare\` script: \`${script}\` ${waiver}`
}

function shadows(tables: readonly string[]): string {
  return tables.length === 0 ? '' : `, nor are its shadow tables ${tables.join(', ')}`
}
