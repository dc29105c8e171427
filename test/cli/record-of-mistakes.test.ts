import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { savedRecord } from './saved-record.ts'

// docs/results.md says what is left in the output folder by a command that ends with exit code 2: of each kind of
// mistake one after a run that had finished.

const SOURCE = `create table t (id integer primary key, a varchar(2)); insert into t values (1, 'abc'), (2, 'de')`

interface Left {
  readonly exitCode: number | null
  readonly stderr: string
  /** The record that lies in the folder: null where there is none. */
  readonly record: {
    readonly result: string
    readonly run: { readonly error: { readonly code: string } | null }
  } | null
  /** Whether it is, byte by byte, that of the run before. */
  readonly isOld: boolean
}

async function after(settings: string, args: readonly string[]): Promise<Left> {
  const snapshot = await sqliteFromSql(SOURCE)
  const cwd = dirname(snapshot)
  const path = join(cwd, '.rehearsal', 'record.json')
  const given = [snapshot, '--postgres-url', serverUrl(testServer())]
  const before = JSON.stringify(savedRecord())
  await mkdir(dirname(path))
  await writeFile(path, before)
  await writeFile(join(dirname(path), 'report.md'), 'of the run before')
  await writeFile(join(cwd, 'bad.sql'), 'create tabel x;')
  if (settings !== '') await writeFile(join(cwd, 'rehearsal.yml'), settings)
  const { exitCode, stderr } = await runCli([...given, ...args], { cwd })
  const now = existsSync(path) ? await readFile(path, 'utf8') : null
  if (now === null) expect(await readdir(dirname(path))).not.toContain('report.md')
  return { exitCode, stderr, record: now === null ? null : JSON.parse(now), isOld: now === before }
}

const WRITTEN_IN = 'The record and the reports are in'

test.each([
  ['an option that does not exist', '', ['--nothing']],
  ['a key that does not exist', 'nothing: 1', []],
  ['a settings file that is not there', '', ['--config', 'nowhere.yml']],
  ['a history that is a folder', '', ['--history', '.']],
])('%s leaves the folder as it is', async (_, settings, args) => {
  const { exitCode, stderr, isOld } = await after(settings, args)
  expect(exitCode, stderr).toBe(2)
  expect(isOld).toBe(true)
  expect(stderr).not.toContain(WRITTEN_IN)
})

test.each([
  ['a file of queries that is not there', 'queries: [nowhere.sql]', [], 'Cannot read'],
  ['a prepare script that fails', 'prepare: bad.sql', [], 'bad.sql'],
])('%s empties the folder', async (_, settings, args, message) => {
  const { exitCode, stderr, record } = await after(settings, args)
  expect(exitCode, stderr).toBe(2)
  expect(stderr).toContain(message)
  expect(record).toBeNull()
  expect(stderr).not.toContain(WRITTEN_IN)
})

test.each([
  ['settings-invalid', 'include without a table', '', ['--include', 'zzz']],
  ['settings-invalid', 'core without a table', 'core: zzz', []],
  ['settings-invalid', 'a rename of nothing', 'rename: { zzz: y }', []],
  ['schema-unreadable', 'a schema that is not there', '', ['--schema', 'nowhere.sql']],
  ['schema-refused', 'a schema that PostgreSQL refuses', '', ['--schema', 'bad.sql']],
  ['schema-command-failed', 'a command that makes no schema', '', ['--schema-command', 'exit 1']],
  [
    'remedy-invalid',
    'an expression over an unknown column',
    'remedies: [{ issue: "quality/varchar-overflow:t.a", do: sql, expression: zzz }]',
    [],
  ],
])('%s, %s, leaves a record of the failure', async (code, _, settings, args) => {
  const { exitCode, stderr, record } = await after(settings, args)
  expect(exitCode, stderr).toBe(2)
  expect(record).toMatchObject({ result: 'error', run: { error: { code } } })
  expect(stderr).toContain(WRITTEN_IN)
})
