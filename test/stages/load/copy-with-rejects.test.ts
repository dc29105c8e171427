import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { type LineQuery, readLines } from '../../../src/engines/sqlite/read-lines.ts'
import { copyWithRejects } from '../../../src/stages/load/copy-with-rejects.ts'
import { lineQuery } from '../../../src/stages/load/line-query.ts'
import { RejectWriter } from '../../../src/stages/load/reject-writer.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { columnPlan, tablePlan } from '../plan/column-plans.ts'

test('a table that cannot be read to its end leaves nothing in the connection, and its rejects are told', async () => {
  const source = openSqlite(
    await sqliteFromSql(`
      create table t (v text);
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000)
      insert into t select iif(i % 2 = 0, 'bad', i) from n`),
  )
  const rejects = new RejectWriter(null, 't')
  const privateDirectory = await temporaryDirectory()
  const { signal } = new AbortController()
  const table = tablePlan([columnPlan('text', { source: 'v', target: 'v' })], { rowCount: 3000 })
  async function* read(query: LineQuery) {
    yield* readLines(source, query, signal)
    throw new Error('the next page is damaged')
  }
  try {
    await withTestConnection(async (connection) => {
      await connection.query('create table t (v integer)')
      const options = {
        showValues: false,
        hasChecks: false,
        privateDirectory,
        signal,
        onRows: () => {},
        read,
      }
      const copied = { table, source, connection }
      const copying = copyWithRejects(copied, lineQuery(table), 'copy t (v) from stdin', rejects, options)
      await expect(copying).rejects.toThrow('the next page is damaged')
      const left = `select count(*) as n from pg_class where relnamespace = pg_my_temp_schema()`
      expect((await connection.query(left)).rows).toEqual([{ n: '0' }])
      expect(rejects.rows).toBe(1500)
    })
  } finally {
    await rejects.close()
    source.close()
  }
})
