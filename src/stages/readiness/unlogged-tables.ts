import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { quoteQualified } from '../../sql/quote.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'

const IS_UNLOGGED = `
select 1 from pg_catalog.pg_class
 where relpersistence = 'u' and relkind in ('r', 'p')
   and oid in (select $1::regclass union select relid from pg_catalog.pg_partition_tree($1::regclass))`

/**
 * Tables, as the source calls them, that hold nothing any more after a crash of the server, in whole or in a partition: no
 * write-ahead log has their rows, and so no standby and no backup that is made of it.
 * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
 */
export async function unloggedTables(
  database: PostgresDatabase,
  { tables }: Pick<MigrationPlan, 'tables'>,
): Promise<readonly string[]> {
  const connection = await database.connect()
  try {
    const found: string[] = []
    for (const { source, target } of tables) {
      const { rowCount } = await connection.query(IS_UNLOGGED, [quoteQualified(target)])
      if (rowCount > 0) found.push(source)
    }
    return found
  } finally {
    await connection.close()
  }
}
