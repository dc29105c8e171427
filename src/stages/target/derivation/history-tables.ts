import type { Table } from '../../catalog/catalog.ts'

/** The tables in which migration tools of applications keep their history, in lower case. */
const HISTORY_TABLES: ReadonlySet<string> = new Set([
  '__diesel_schema_migrations',
  '__drizzle_migrations',
  '__efmigrationshistory',
  '__efmigrationslock',
  '__migrationhistory',
  '_prisma_migrations',
  '_sqlx_migrations',
  '_yoyo_migration',
  'aerich',
  'alembic_version',
  'ar_internal_metadata',
  'atlas_schema_revisions',
  'bun_migrations',
  'bun_migration_locks',
  'd1_migrations',
  'databasechangelog',
  'databasechangeloglock',
  'django_migrations',
  'doctrine_migration_versions',
  'flyway_schema_history',
  'goose_db_version',
  'gorp_migrations',
  'grdb_migrations',
  'knex_migrations',
  'knex_migrations_lock',
  'kysely_migration',
  'kysely_migration_lock',
  'migratehistory',
  'mikro_orm_migrations',
  'phinxlog',
  'payload_migrations',
  'refinery_schema_history',
  'room_master_table',
  'schema_migrations',
  'schemaversions',
  'seaql_migrations',
  'sequelizemeta',
  'south_migrationhistory',
  'typeorm_metadata',
  'typeorm_migrations',
])

/** Names that tools use and applications may too: the columns decide. */
const SHAPED_NAMES =
  /^_?(migrations?|migrations?_?(history|log|versions?|lock)|schema_?versions?|versioninfo)$/i
const NAMING_COLUMNS = /^(name|migration(_?(name|id))?|file(name)?|version(_num)?|script)$/i
const TELLING_COLUMNS =
  /^(timestamp|batch|migration_time|applied(_?(at|on))?|executed(_?(at|on))?|run_?(at|on)|installed_on|created_at|hash|checksum|success)$/i
const MOST_COLUMNS = 8

/** By its usual name, or by a likely name with columns that say which migration ran, and when. */
export function isHistoryTable({ name, columns }: Table): boolean {
  if (HISTORY_TABLES.has(name.toLowerCase())) return true
  return (
    SHAPED_NAMES.test(name) &&
    columns.length <= MOST_COLUMNS &&
    columns.some((column) => NAMING_COLUMNS.test(column.name)) &&
    columns.some((column) => TELLING_COLUMNS.test(column.name))
  )
}
