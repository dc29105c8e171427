import type { Catalog } from '../catalog/catalog.ts'
import { planned, type SchemaPart } from './schema-part.ts'

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
    ...catalog.virtualTables.map(({ name, module, shadowTables, sql }) => ({
      ledger: [{ type: 'virtual-table', name, table: null, sql, ...dropped } as const],
      issues: [
        planned('virtual-table-not-migrated', {
          table: name,
          message: `The ${module} table ${name} is not in the target${shadows(shadowTables)}`,
        }),
      ],
    })),
  ]
}

function shadows(tables: readonly string[]): string {
  return tables.length === 0 ? '' : `, nor are its shadow tables ${tables.join(', ')}`
}
