import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { PostgresDatabase } from '../../src/engines/postgres/database.ts'
import { openSqlite } from '../../src/engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import { testServer, withTestDatabase } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { temporaryDirectory } from '../support/sqlite.ts'
import { APPLICATIONS } from './applications.ts'
import type { SampleApplication } from './sample-application.ts'
import { withApplication } from './with-application.ts'

/** A column, what SQLite has as its declared type, the storage classes of its values, its type in PostgreSQL. */
type StoredColumn = readonly [column: string, declared: string, stored: string, postgres: string]

/** What the applications are here for: none of these columns is in SQLite what it is in PostgreSQL. */
const STORED: Readonly<Record<SampleApplication['orm'], readonly StoredColumn[]>> = {
  knex: [
    ['orders.orderedAt', 'datetime', 'integer', 'timestamp with time zone'],
    ['customers.createdAt', 'datetime', 'text', 'timestamp with time zone'],
    ['customers.wantsNewsletter', 'boolean', 'integer', 'boolean'],
    ['customers.publicId', 'char(36)', 'text', 'uuid'],
    ['products.price', 'float', 'real', 'numeric(10,2)'],
    ['products.category', 'text', 'text', 'category'],
    ['products.attributes', 'json', 'null,text', 'jsonb'],
    ['products.viewCount', 'bigint', 'integer', 'bigint'],
  ],
  drizzle: [
    ['people.id', 'text', 'text', 'uuid'],
    ['people.isAdmin', 'integer', 'integer', 'boolean'],
    ['people.settings', 'text', 'null,text', 'jsonb'],
    ['people.joinedAt', 'integer', 'integer', 'timestamp with time zone'],
    ['projects.budget', 'text', 'null,text', 'numeric(10,2)'],
    ['projects.startsOn', 'text', 'null,text', 'date'],
    ['tasks.createdAt', 'integer', 'integer', 'timestamp with time zone'],
    ['tasks.dueAt', 'integer', 'integer,null', 'timestamp with time zone'],
    ['tasks.state', 'text', 'text', 'task_state'],
    ['tasks.estimatedHours', 'real', 'null,real', 'double precision'],
  ],
  typeorm: [
    ['author.bornOn', 'date', 'null,text', 'date'],
    ['author.createdAt', 'datetime', 'text', 'timestamp with time zone'],
    ['loan.returnedAt', 'datetime', 'null,text', 'timestamp with time zone'],
    ['book.id', 'varchar', 'text', 'uuid'],
    ['book.format', 'varchar', 'text', 'book_format_enum'],
    ['book.price', 'decimal(10,2)', 'integer,real', 'numeric(10,2)'],
    ['book.isReference', 'boolean', 'integer', 'boolean'],
    ['book.metadata', 'text', 'null,text', 'jsonb'],
    ['book.viewCount', 'bigint', 'integer', 'bigint'],
  ],
}

describe.each(APPLICATIONS)('the application on $orm', (app) => {
  test('reads on SQLite what it wrote, and numbers the next object', async () => {
    await worksOn(app, await temporaryFile())
  })

  test('reads on PostgreSQL what it wrote, and numbers the next object', async () => {
    await withTestDatabase(({ name }) => worksOn(app, serverUrl(testServer(), name)))
  })

  test('creates by its command what its migrations create, so that they find nothing to do', async () => {
    await withTestDatabase(async ({ name }) => {
      const url = serverUrl(testServer(), name)
      await runMigrateCommand(app, url)
      await withApplication(app, url, async (opened) => {
        const before = await opened.bookkeeping()
        expect(before).toHaveLength(2)
        await opened.migrate()
        expect(await opened.bookkeeping()).toEqual(before)
      })
    })
  })

  test('stores its values in SQLite as its ORM does, and has the natural types in PostgreSQL', async () => {
    const expected = STORED[app.orm]
    const columns = expected.map(([column]) => column)
    const file = await temporaryFile()
    await withApplication(app, file, async (opened) => {
      await opened.migrate()
      await opened.writeObjects()
    })
    await withTestDatabase(async (database) => {
      const url = serverUrl(testServer(), database.name)
      await withApplication(app, url, (opened) => opened.migrate())
      const sqlite = storedInSqlite(file, columns)
      const postgres = await typesInPostgres(database, columns)
      const found = columns.map((column, index) => [column, ...(sqlite[index] ?? []), postgres[index]])
      expect(found).toEqual(expected)
    })
  })
})

async function worksOn(app: SampleApplication, target: string): Promise<void> {
  await withApplication(app, target, async (opened) => {
    await opened.migrate()
    await opened.writeObjects()
    expect(await opened.readObjects()).toMatchObject(app.objects)
    expect(await opened.insertNext()).toMatchObject({ id: 5 })
  })
}

async function temporaryFile(): Promise<string> {
  return join(await temporaryDirectory(), 'app.db')
}

async function runMigrateCommand({ orm }: SampleApplication, url: string): Promise<void> {
  const command = join(import.meta.dirname, orm, 'migrate.ts')
  await promisify(execFile)(process.execPath, [command], { env: { ...process.env, DATABASE_URL: url } })
}

/** The declared type and the storage classes of each column. */
function storedInSqlite(file: string, columns: readonly string[]): readonly (readonly unknown[])[] {
  const database = openSqlite(file)
  try {
    return columns.map((path) => {
      const [table = '', column = ''] = path.split('.')
      return database
        .prepare(`
          select (select lower(type) from pragma_table_info(?) where name = ?),
                 (select group_concat(class) from (select distinct typeof(${quoteIdentifier(column)}) as class
                                                     from ${quoteIdentifier(table)} order by class))`)
        .raw()
        .get(table, column) as readonly unknown[]
    })
  } finally {
    database.close()
  }
}

async function typesInPostgres(
  database: PostgresDatabase,
  columns: readonly string[],
): Promise<readonly (string | null | undefined)[]> {
  const connection = await database.connect()
  try {
    const { rows } = await connection.query(`
      select attrelid::regclass::text || '.' || attname as column,
             format_type(atttypid, atttypmod)           as type
        from pg_attribute
       where attnum > 0 and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`)
    return columns.map((path) => rows.find(({ column }) => column === path)?.type)
  } finally {
    await connection.close()
  }
}
