import type { Affinity, Table } from '../../catalog/catalog.ts'

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

/**
 * Tables of tools whose names applications may use too, by all of their columns, in lower case and in the order of the
 * alphabet. A table with one more is another table.
 */
const SHAPES: readonly (readonly [names: RegExp, columns: string])[] = [
  // Directus: https://github.com/directus/directus/blob/main/api/src/database/migrations/run.ts
  [/^directus_migrations$/i, 'name timestamp version'],
  // Strapi: https://github.com/strapi/strapi/tree/main/packages/core/database/src/migrations
  [/^strapi_migrations(_internal)?$/i, 'id name time'],
  // Knex, and NocoDB, which names its tables after it: https://knexjs.org/guide/migrations.html
  [/^xc_knex_migrations(v\d+)?$/i, 'batch id migration_time name'],
  [/^(xc_knex_)?migrations(v\d+)?_lock$/i, 'index is_locked'],
  // Drizzle: https://orm.drizzle.team/docs/drizzle-kit-migrate
  [/^drizzle__migrations$/i, 'created_at hash id'],
  // Yii: https://www.yiiframework.com/doc/guide/2.0/en/db-migrations
  [/^migration$/i, 'apply_time version'],
  // Synapse: https://github.com/element-hq/synapse/tree/develop/synapse/storage/schema/common
  [/^applied_schema_deltas$/i, 'file version'],
  [/^schema_version$/i, 'lock upgraded version'],
]

/** Tables of one column, which says so little that its affinity counts, and whether it holds each value once. */
const ONE_COLUMN = [
  // gormigrate and Drone name the migrations that ran: https://pkg.go.dev/github.com/go-gormigrate/gormigrate/v2
  { table: 'migrations', columns: ['id', 'name'], affinity: 'TEXT', isKey: true },
  // Sequel counts them: https://sequel.jeremyevans.net/rdoc/files/doc/migration_rdoc.html
  { table: 'schema_info', columns: ['version'], affinity: 'INTEGER', isKey: false },
  // Pop: https://gobuffalo.io/documentation/database/migrations/
  { table: 'schema_migration', columns: ['version'], affinity: 'TEXT', isKey: true },
] as const satisfies readonly {
  readonly table: string
  readonly columns: readonly string[]
  readonly affinity: Affinity
  readonly isKey: boolean
}[]

function isOnlyColumn({ name, columns, primaryKey, uniques, indexes }: Table): boolean {
  const [column, ...others] = columns
  if (column === undefined || others.length > 0) return false
  const isKey = primaryKey !== null || uniques.length > 0 || indexes.some(({ unique }) => unique)
  return ONE_COLUMN.some(
    (wanted) =>
      wanted.table === name.toLowerCase() &&
      wanted.columns.some((known) => known === column.name.toLowerCase()) &&
      wanted.affinity === column.affinity &&
      (isKey || !wanted.isKey),
  )
}

function hasShape({ name, columns }: Table): boolean {
  const shape = columns.map((column) => column.name.toLowerCase()).sort()
  return SHAPES.some(([names, wanted]) => names.test(name) && shape.join(' ') === wanted)
}

/**
 * By its usual name, by a name and all the columns that a tool gives it, or by a likely name with columns that say which
 * migration ran, and when.
 */
export function isHistoryTable(table: Table): boolean {
  const { name, columns } = table
  if (HISTORY_TABLES.has(name.toLowerCase()) || hasShape(table) || isOnlyColumn(table)) return true
  return (
    SHAPED_NAMES.test(name) &&
    columns.length <= MOST_COLUMNS &&
    columns.some((column) => NAMING_COLUMNS.test(column.name)) &&
    columns.some((column) => TELLING_COLUMNS.test(column.name))
  )
}
