import { describe, expect, test } from 'vitest'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const TABLE = 'create table a (id integer primary key, b text); insert into a values (1, null)'

async function rehearsed(sql: string, ...options: readonly string[]) {
  return await runCli(['rehearse', await sqliteFromSql(sql), '--fail-on', 'never', ...options], {
    cwd: await temporaryDirectory(),
    environment: { DATABASE_URL: serverUrl(testServer()) },
  })
}

describe('what would pass because nothing is rehearsed', () => {
  test.each([
    ['a source without tables', 'create table a (b); drop table a', [], 3, /The source has no tables\./],
    ['a source of views', 'create view v as select 1', [], 3, /The source has no tables\./],
    ['no table is left', TABLE, ['--exclude', '*'], 2, /include and exclude leave no table/],
    [
      'no core table is there',
      TABLE,
      ['--core', 'nothing_*'],
      2,
      /core names no table of the source: nothing_\*\./,
    ],
  ])('%s', async (_, sql, options, exitCode, says) => {
    const { exitCode: code, stderr } = await rehearsed(sql, ...options)
    expect(stderr).toMatch(says)
    expect(code).toBe(exitCode)
  })

  test('the core tables are no mistake where another shard has them', async () => {
    const shard = await rehearsed(`${TABLE}; create table b (c)`, '--core', 'b', '--exclude', 'b')
    expect(shard.stderr).not.toMatch(/core/)
    expect(shard.exitCode).toBe(0)
  })

  test('a core table that is there', async () => {
    expect(await rehearsed(TABLE, '--core', 'a')).toMatchObject({ exitCode: 0 })
  })
})
