import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

const SOURCE = `
  create table players (id integer primary key, name text not null collate nocase, nick varchar(5), team_id integer);
  create table log_2026 (id integer primary key);
  insert into players values (1, 'Ada', null, 7), (2, 'Grace', 'Amazing', 7), (3, 'Alan', 'Al', 8);`

/** Left over by a rename, a query, a remedy or a pattern that means nothing. */
const MEANINGLESS = /^(remedy-unused|pattern-unused|waiver-unused|query-refused|query-results-differ)$/

test('the settings of docs/cli.md belong together: a rehearsal runs with all of them', async () => {
  const page = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8')
  const cwd = await temporaryDirectory()
  await writeFile(join(cwd, 'rehearsal.yml'), /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  await mkdir(join(cwd, 'data'))
  await copyFile(await sqliteFromSql(SOURCE), join(cwd, 'data/app.db'))
  await mkdir(join(cwd, 'queries'))
  await writeFile(join(cwd, 'queries/reports.sql'), '-- name: count\nselect count(*) from players;')
  const args = ['--postgres-url', serverUrl(testServer()), '--fail-on', 'never']
  const { exitCode, stderr } = await runCli(args, { cwd, environment: { PGPASSWORD: 'x' } })
  expect(exitCode, stderr).toBe(0)
  const record: RunRecord = JSON.parse(await readFile(join(cwd, '.rehearsal/record.json'), 'utf8'))
  expectValidRecord(record)
  expect(record.run.error).toBeNull()
  expect(record.issues.filter(({ code }) => MEANINGLESS.test(code))).toEqual([])
  expect(record.performance?.queries.map(({ name, results }) => [name, results])).toEqual([
    ['count', 'equal'],
    ['players of a team', 'equal'],
  ])
  expect(record.remedies).toMatchObject([{ rows: 1 }])
})
