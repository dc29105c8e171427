import type { Catalog, Table } from '../catalog/catalog.ts'
import { planned, type SchemaPart } from './schema-part.ts'

/** Views, triggers and virtual tables: they stay in the source, and each is told once. */
export function unmigratedObjects(catalog: Catalog): readonly SchemaPart[] {
  const dropped = { status: 'dropped', reason: 'it is not migrated' } as const
  return [
    ...catalog.views.map(({ name, sql }) => ({
      ledger: [{ type: 'view', name, table: null, sql, ...dropped } as const],
      issues: [
        planned('view-not-migrated', { table: name, message: `The view ${name} is not in the target` }),
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

/** The tables in which migration tools of applications keep their history. */
const HISTORY_TABLES: ReadonlySet<string> = new Set([
  '__diesel_schema_migrations',
  '__drizzle_migrations',
  '__EFMigrationsHistory',
  '_prisma_migrations',
  '_sqlx_migrations',
  'alembic_version',
  'ar_internal_metadata',
  'DATABASECHANGELOG',
  'DATABASECHANGELOGLOCK',
  'django_migrations',
  'doctrine_migration_versions',
  'flyway_schema_history',
  'goose_db_version',
  'gorp_migrations',
  'knex_migrations',
  'knex_migrations_lock',
  'kysely_migration',
  'kysely_migration_lock',
  'mikro_orm_migrations',
  'phinxlog',
  'refinery_schema_history',
  'schema_migrations',
  'seaql_migrations',
  'SequelizeMeta',
  'typeorm_metadata',
  'typeorm_migrations',
])

/** `migrations` can be a table of the application too, so the columns count: those of TypeORM, and of Laravel. */
const COLUMNS_OF_MIGRATIONS: ReadonlySet<string> = new Set(['id,name,timestamp', 'batch,id,migration'])

export function isHistoryTable({ name, columns }: Table): boolean {
  if (name !== 'migrations') return HISTORY_TABLES.has(name)
  const names = columns.map((column) => column.name).toSorted()
  return COLUMNS_OF_MIGRATIONS.has(names.join())
}
