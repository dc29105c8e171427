import { join } from 'node:path'
import createKnex, { type Knex } from 'knex'
import { isPostgres } from '../sample-application.ts'

const MIGRATIONS = { directory: join(import.meta.dirname, 'migrations'), loadExtensions: ['.ts'] }

/** Opens the shop's database. SQLite gives its integers as bigint, so that none beyond 2^53 is rounded. */
export function openShop(target: string): Knex {
  return isPostgres(target)
    ? createKnex({
        client: 'pg',
        connection: { connectionString: target },
        pool: { min: 0, max: 2 },
        migrations: MIGRATIONS,
      })
    : createKnex({
        client: 'better-sqlite3',
        connection: { filename: target, options: { safeIntegers: true } },
        useNullAsDefault: true,
        migrations: MIGRATIONS,
      })
}
