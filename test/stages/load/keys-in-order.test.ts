import { describe, expect, it } from 'vitest'
import { addAndValidate, settingsOfKey } from '../../../src/stages/load/add-constraints.ts'
import { type Migrated, withMigrated } from '../../support/migrate.ts'

/** A script of a table of 2,000 rows. */
function rows(columns: string, values: string): string {
  return `
    create table t (${columns};
    insert into t with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
           select ${values} from n`
}

/** The files that are written to make the primary key once more: several processes merge what each of them has sorted. */
async function files({ schema, plan, database }: Migrated): Promise<number> {
  const [table, key] = [plan.tables[0], schema.postData.find(({ kind }) => kind === 'primary-key')]
  if (table === undefined || key === undefined) throw new TypeError('no table, or no key')
  const session = await database.connect()
  const written = async () => {
    await session.query('select pg_stat_force_next_flush()')
    const { rows } = await session.query(
      'select temp_files as n from pg_stat_database where datname = current_database()',
    )
    return Number(rows[0]?.n)
  }
  try {
    await session.query(`alter table t drop constraint ${key.name}`)
    await session.query('set min_parallel_table_scan_size = 0')
    const before = await written()
    await addAndValidate(key, session, new Map(), settingsOfKey(key, table))
    return (await written()) - before
  } finally {
    await session.close()
  }
}

describe('a primary key', () => {
  it.each([
    ['the rowid', rows('id integer primary key, v text)', `3 * i, 'v'`)],
    [
      'the columns of a table WITHOUT ROWID',
      rows('a text, b integer, primary key (a, b)) without rowid', `'v', i`),
    ],
    ['columns that lie backwards', rows('a integer, primary key (a desc)) without rowid', 'i')],
  ])('in whose order the rows come is made by one process: %s', async (_, sql) => {
    await withMigrated(sql, async (migrated) => expect(await files(migrated)).toBe(0))
  })

  it('that has to be sorted is made by several', async () => {
    const sql = rows('id text primary key not null, v text)', `'v' || i, 'v'`)
    await withMigrated(sql, async (migrated) => expect(await files(migrated)).toBeGreaterThan(0))
  })
})
