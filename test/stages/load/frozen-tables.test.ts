import { describe, expect, it } from 'vitest'
import { withMigrated } from '../../support/migrate.ts'

/** A script of a table of 2,000 rows, of texts of `length` characters. */
function rows(length: number): string {
  return `
    create table t (id integer primary key, v text not null);
    insert into t with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
           select i, printf('%0${length}d', i) from n`
}

/** What a table has of its own on the disk: a table that was truncated has a new file, of another number. */
const STATE = `
  select (relfilenode <> oid)::text as "isTruncated", (select count(*) from t)::text as rows
    from pg_class
   where relname = 't'`

describe('a table', () => {
  it.each([
    ['large is loaded with FREEZE, for which it is truncated', 200, 'true'],
    ['small keeps its files', 20, 'false'],
  ])('that is %s', async (_, length, isTruncated) => {
    await withMigrated(rows(length), async ({ load, database }) => {
      expect(load.tables).toMatchObject([{ rowsLoaded: 2000, rowsRejected: 0 }])
      const session = await database.connect()
      const state = await session.query(STATE).finally(session.close)
      expect(state.rows).toEqual([{ isTruncated, rows: '2000' }])
    })
  })
})
