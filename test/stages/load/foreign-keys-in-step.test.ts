import { describe, expect, it } from 'vitest'
import type { PostgresDatabase } from '../../../src/engines/postgres/database.ts'
import { addLast, type Refusals } from '../../../src/stages/load/add-constraints.ts'
import { withMigrated } from '../../support/migrate.ts'

const NUMBERS = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)'

/** So much text in each row that the tables are worth freezing. */
const [PARENT, CHILD] = ["printf('p %060d', i)", "printf('c %060d', i)"]

/** A script of parents and their children, of which the last `orphans` have none. */
function family({ orphans = 0, index = 'create index c_p on c (p)' } = {}): string {
  return `
    create table p (id integer primary key, v text);
    create table c (id integer primary key, p integer not null references p (id), v text);
    ${index};
    ${NUMBERS} insert into p select i, ${PARENT} from n;
    ${NUMBERS} insert into c select i, iif(i > 5000 - ${orphans}, -i, 5001 - i), ${CHILD} from n`
}

/** Readings of all rows, each once. */
const [KEY, INDEX, VALIDATION] = [1, 1, 1]

/** How often the index of the children was read, and their rows one after the other. */
async function readings(database: PostgresDatabase): Promise<unknown> {
  // sessions are kept for the next who connects, with what they have not told yet
  const sessions = await Promise.all([1, 2, 3, 4].map(() => database.connect()))
  try {
    for (const session of sessions) await session.query('select pg_stat_force_next_flush()')
    const counted = await sessions[0]?.query(`
      select coalesce((select idx_scan from pg_stat_user_indexes where indexrelname = 'c_p'), 0)::int as index,
             seq_scan::int as rows
        from pg_stat_user_tables
       where relname = 'c'`)
    return counted?.rows[0]
  } finally {
    for (const session of sessions) await session.close()
  }
}

describe('a foreign key', () => {
  it('is validated by the indexes of both tables alone, once both were loaded with FREEZE', async () => {
    await withMigrated(family(), async ({ load, database }) => {
      expect(load.ledger.filter(({ type }) => type === 'foreign-key')).toMatchObject([{ status: 'kept' }])
      expect(await readings(database)).toEqual({ index: '1', rows: String(KEY + INDEX) })
    })
  })

  it('tells its orphans so too, each of them', async () => {
    await withMigrated(family({ orphans: 3 }), async ({ load, database }) => {
      expect(load.issues).toMatchObject([{ code: 'foreign-key-orphans', table: 'c', rows: 3 }])
      expect(load.ledger.filter(({ type }) => type === 'foreign-key')).toMatchObject([{ status: 'changed' }])
      expect(await readings(database)).toMatchObject({ index: '1' })
    })
  })

  it.each([
    ['no index', 'select 1', KEY],
    ['an index of some rows', 'create index c_p on c (p) where p > 0', KEY + INDEX],
    ['an index that begins with another column', 'create index c_p on c (v, p)', KEY + INDEX],
  ])('is validated by the rows where its columns have %s', async (_, index, rows) => {
    await withMigrated(family({ index }), async ({ load, database }) => {
      expect(load.ledger.filter(({ type }) => type === 'foreign-key')).toMatchObject([{ status: 'kept' }])
      expect(await readings(database)).toEqual({ index: '0', rows: String(rows + VALIDATION) })
    })
  })

  it('is validated by the rows where one of the tables was not loaded with FREEZE', async () => {
    await withMigrated(family(), async ({ schema, plan, database }) => {
      const keys = schema.postData.filter(({ kind }) => kind === 'foreign-key')
      const frozenParents = plan.tables.flatMap(({ source, target }) => (source === 'p' ? [target] : []))
      const session = await database.connect()
      await session.query('alter table c drop constraint c_p_fkey').finally(session.close)
      expect(await readings(database)).toEqual({ index: '1', rows: String(KEY + INDEX) })
      const refusals: Refusals = new Map()
      await addLast(keys, schema, database, { jobs: 1, frozen: frozenParents }, refusals)
      expect(refusals.size).toBe(0)
      expect(await readings(database)).toEqual({ index: '1', rows: String(KEY + INDEX + VALIDATION) })
    })
  })
})
