// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import { toRunDigest } from '../../src/stages/record/run-digest.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'
import { savedRecord } from './saved-record.ts'

const CLEAN = `create table teams (id integer primary key, name text not null);
               insert into teams values (1, 'Otters'), (2, 'Herons');`
const ORPHANS = `create table teams (id integer primary key, name text not null);
                 create table players (id integer primary key, team_id integer references teams (id));
                 insert into players values (1, 7);`

const url = () => ['--postgres-url', serverUrl(testServer())] as const

test('a clean rehearsal exits with 0, with its report on standard output and its progress on standard error', async () => {
  const cwd = await temporaryDirectory()
  const run = await runCli([await sqliteFromSql(CLEAN), ...url()], { cwd })
  expect(run.exitCode).toBe(0)
  expect(run.stdout).toContain('Test Run #: 1\n')
  expect(run.stdout).not.toMatch(/load: started/)
  expect(run.stderr).toMatch(/^load: started, 2 rows$/m)
  expect(run.stderr).toMatch(/^load: finished 2 rows in \d+ ms, [\d,]+ rows\/s$/m)
  expect(readdirSync(join(cwd, '.rehearsal'))).toEqual(
    expect.arrayContaining(['ddl.sql', 'history.jsonl', 'record.json', 'report.html', 'report.md']),
  )
})

test('the second run is test run 2', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(CLEAN)
  await runCli([snapshot, ...url()], { cwd })
  expect((await runCli([snapshot, ...url()], { cwd })).stdout).toContain('Test Run #: 2\n')
})

test('a history that git tracks is believed, and that is said', async () => {
  const cwd = await temporaryDirectory()
  const history = join(cwd, 'history.jsonl')
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', cwd, ...args])
  writeFileSync(history, `${JSON.stringify(toRunDigest(savedRecord()))}\n`)
  git('init', '-q')
  const snapshot = await sqliteFromSql(CLEAN)
  const rehearse = () => runCli([snapshot, ...url(), '--history', 'history.jsonl'], { cwd })
  expect((await rehearse()).stderr).not.toContain('git')
  git('add', history)
  expect((await rehearse()).stderr).toContain('history.jsonl is tracked by git')
})

test.each([
  [[], 1],
  [['--fail-on', 'partial'], 1],
  [['--fail-on', 'never'], 0],
] as const)('a rehearsal that fails with %j exits with %i', async (options, exitCode) => {
  const cwd = await temporaryDirectory()
  const run = await runCli([await sqliteFromSql(ORPHANS), ...url(), ...options], { cwd })
  expect(run.exitCode).toBe(exitCode)
  const [said] = /^The gate does not hold \(fail-on: \w+\): .*\.$/m.exec(run.stderr) ?? []
  expect(said !== undefined).toBe(exitCode === 1)
  if (said !== undefined) expect(run.stdout.replaceAll('\n', ' ')).toContain(said)
})

test('--format json is the record that --out holds', async () => {
  const cwd = await temporaryDirectory()
  const run = await runCli([await sqliteFromSql(CLEAN), ...url(), '--format', 'json', '--out', 'results'], {
    cwd,
  })
  const record = readFileSync(join(cwd, 'results/record.json'), 'utf8')
  expect(JSON.parse(run.stdout)).toEqual(JSON.parse(record))
  expect(parseRunRecord(run.stdout).result).toBe('complete')
})

test('takes everything from rehearsal.yml and the environment', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(CLEAN)
  writeFileSync(
    join(cwd, 'rehearsal.yml'),
    `snapshot: ${snapshot}\npostgres-url: \${DATABASE_URL}\nout: results\n`,
  )
  const run = await runCli([], { cwd, environment: { DATABASE_URL: serverUrl(testServer()) } })
  expect(run.exitCode).toBe(0)
  expect(run.stderr).toMatch(/^The settings are those of rehearsal\.yml\.$/m)
  expect(readdirSync(cwd)).toEqual(expect.arrayContaining(['results', 'rehearsal.yml']))
})

test('validate says what of rehearsal.yml it cannot use', async () => {
  const cwd = await temporaryDirectory()
  writeFileSync(join(cwd, 'rehearsal.yml'), 'queries: [nowhere.sql]\nchecklist: {}\n')
  const snapshot = await sqliteFromSql(CLEAN)
  const run = await runCli(['validate', snapshot, ...url(), '--fail-on', 'never'], { cwd })
  expect(run.exitCode, run.stderr).toBe(0)
  expect(run.stderr).toMatch(/^validate does not use these keys of it: queries\.$/m)
  expect(run.stderr).toMatch(/^validate executes no line of the checklist/m)
})

test('validate finds what a rehearsal has kept to be complete', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(CLEAN)
  const kept = await runCli([snapshot, ...url(), '--keep', '--format', 'json'], { cwd })
  const { database } = parseRunRecord(kept.stdout).target
  const target = serverUrl(testServer(), database ?? '')
  try {
    const run = await runCli(['validate', snapshot, '--postgres-url', target, '--format', 'json'], { cwd })
    expect(parseRunRecord(run.stdout).summary).toMatchObject({ validation: 'PASS', cellsCompared: 4 })
    expect(run.exitCode).toBe(0)
  } finally {
    await withTestConnection((session) => session.query(`drop database ${quoteIdentifier(database ?? '')}`))
  }
})

test('a source that is no database exits with 3', async () => {
  const cwd = await temporaryDirectory()
  writeFileSync(join(cwd, 'notes.db'), 'just a text, nothing else')
  const run = await runCli(['notes.db', ...url()], { cwd })
  expect(run).toMatchObject({ exitCode: 3, stdout: '' })
  expect(run.stderr).toMatch(/^error: .*notes\.db/m)
  expect(run.stderr).toMatch(/^hint: ./m)
})

test('a server that is not there exits with 4, with a record of what was found before', async () => {
  const cwd = await temporaryDirectory()
  const address = 'postgres://ci:hunter2@127.0.0.1:1/postgres'
  const run = await runCli([await sqliteFromSql(ORPHANS), '--postgres-url', address, '--format', 'json'], {
    cwd,
  })
  expect(run.exitCode).toBe(4)
  expect(run.stderr).toMatch(/^error: .*127\.0\.0\.1/m)
  expect(run.stdout + run.stderr).not.toContain('hunter2')
  const record = parseRunRecord(run.stdout)
  expect(record.run).toMatchObject({ status: 'error', error: { code: 'postgres-unreachable' } })
  expect(record.tables.map(({ name }) => name)).toEqual(['teams', 'players'])
})

test('inspect shows the planned schema and writes no file', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(ORPHANS)
  const run = await runCli(['inspect', snapshot], { cwd })
  expect(run.exitCode).toBe(0)
  expect(run.stdout).toMatch(/^-- Issues to expect: \d+$/m)
  expect(run.stdout).toContain('CREATE TABLE public.players')
  expect(readdirSync(cwd)).toEqual([])
  const json = await runCli(['inspect', snapshot, '--format', 'json'], { cwd })
  const ids = (JSON.parse(json.stdout) as { issues: { id: string }[] }).issues.map(({ id }) => id)
  for (const id of ids) expect(run.stdout).toContain(id)
  expect(ids.length).toBeGreaterThan(0)
  expect(JSON.parse(json.stdout)).toMatchObject({
    ddl: expect.stringContaining('CREATE TABLE'),
    issues: [
      { code: 'foreign-key-orphans', table: 'players', rows: 1 },
      { code: 'foreign-key-not-indexed', table: 'players' },
    ],
  })
})

test('a name cannot end the comment that names it', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(`create table "x
    drop table y; --" (a varchar(1)); insert into "x
    drop table y; --" values ('long')`)
  const { stdout } = await runCli(['inspect', snapshot], { cwd })
  const comments = stdout.slice(0, stdout.indexOf('CREATE')).trimEnd().split('\n')
  expect(comments.length).toBeGreaterThan(1)
  expect(comments.filter((line) => line !== '' && !line.startsWith('-- '))).toEqual([])
})

test('servers of its own take no PGOPTIONS, which are meant for another', { timeout: 60_000 }, async () => {
  const environment = { PGOPTIONS: '-c default_transaction_read_only=on -c role=nobody_of_that_name' }
  const run = await runCli([await sqliteFromSql(CLEAN)], { cwd: await temporaryDirectory(), environment })
  expect(run.stderr).not.toContain('error:')
  expect(run.exitCode).toBe(0)
})

test('says what keeps a user from making a database that may make one', async () => {
  const environment = { PGOPTIONS: '-c default_transaction_read_only=on' }
  const options = { cwd: await temporaryDirectory(), environment }
  const { exitCode, stderr } = await runCli([await sqliteFromSql(CLEAN), ...url()], options)
  expect(stderr).toContain('SET default_transaction_read_only = off')
  expect(exitCode).toBe(4)
})

test('a run that was killed leaves no password in the temporary folder for longer than until the next', async () => {
  const cwd = await temporaryDirectory()
  const options = { cwd, environment: { TMPDIR: await temporaryDirectory() } }
  const snapshot = await sqliteFromSql(CLEAN)
  const command = ['--schema-command', 'echo $$ > shell; sleep 60', ...url()]
  const { child, finished } = startCli([snapshot, ...command], options)
  while (!readdirSync(cwd).includes('shell')) await setTimeout(50)
  child.kill('SIGKILL')
  await finished
  process.kill(-Number(readFileSync(join(cwd, 'shell'), 'utf8')), 'SIGKILL')
  expect(passwordsIn(options.environment.TMPDIR)).toHaveLength(1)
  await runCli([snapshot, ...url()], options)
  expect(passwordsIn(options.environment.TMPDIR)).toEqual([])
})

function passwordsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('command-variables'),
  )
}

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops the run with exit code %i', async (signal, exitCode) => {
  const cwd = await temporaryDirectory()
  const { child, finished } = startCli(['--snapshot-command', 'touch started; sleep 30', ...url()], { cwd })
  while (!readdirSync(cwd).includes('started')) await setTimeout(50)
  child.kill(signal)
  const run = await finished
  expect(run).toMatchObject({ exitCode, signal: null })
  expect(run.stderr).toContain(`error: Cancelled by ${signal}.\n`)
})
