import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { type CliRun, runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

/** What GitHub, Azure and TeamCity take out of a log: `##[x]` and `##vso[x]` anywhere, `::x` at the beginning of a line. */
const OBEYED = /##[\w.]*\[|^\s*::/m

const HOSTILE = `
  create table "##[error]a" (id integer primary key, "::warning::b" varchar(3), "c
::error::d" text check ("c
::error::d" <> '##[group]e
::debug::f'));
  insert into "##[error]a" values (1, 'too long', 'x'), (2, 'ab', 'y');
  create table "##vso[task.setvariable variable=x]y" (id integer primary key, n integer);
  insert into "##vso[task.setvariable variable=x]y" values (1, 'zz'), (2, 3);
  create view "v
::set-output name=a::b" as select '
::stop-commands::g', '##teamcity[h]';`

const FORMATS = ['terminal', 'markdown', 'json', 'html'] as const

function expectNothingObeyed({ stdout, stderr }: CliRun, name: string): void {
  expect(stdout, name).not.toMatch(OBEYED)
  expect(stderr, name).not.toMatch(OBEYED)
}

test('nothing that an inspection prints is a command to a runner', async () => {
  const cwd = await temporaryDirectory()
  const snapshot = await sqliteFromSql(HOSTILE)
  for (const format of ['terminal', 'markdown', 'json'] as const) {
    const run = await runCli(['inspect', snapshot, '--format', format], { cwd })
    expect(run.exitCode, run.stderr).toBe(0)
    expectNothingObeyed(run, format)
    expect(run.stderr.includes('are shown changed')).toBe(format !== 'json')
    if (format !== 'json') continue
    const { ddl, issues } = JSON.parse(run.stdout)
    expect(ddl).toContain('CREATE TABLE public."##vso[task.setvariable variable=x]y"')
    expect(issues[0].id).toBe('quality/varchar-overflow:##[error]a.::warning::b')
  }
})

test('nor is what it proposes, which names the same issues', async () => {
  const cwd = await temporaryDirectory()
  await writeFile(join(cwd, 'rehearsal.yml'), '{}\n')
  const run = await runCli(['inspect', await sqliteFromSql(HOSTILE), '--suggest'], { cwd })
  expectNothingObeyed(run, 'suggestion')
  const uncommented = run.stdout.replaceAll(/^( *)# ((?:remedies:|- issue:| {2}do:).*)$/gm, '$1$2')
  const { remedies } = parse(uncommented)
  expect(remedies).toContainEqual({
    issue: 'quality/varchar-overflow:##[error]a.::warning::b',
    do: 'truncate',
  })
})

test('nor is the report of a rehearsal, in any format', async () => {
  const cwd = await temporaryDirectory()
  const args = [await sqliteFromSql(HOSTILE), '--postgres-url', serverUrl(testServer())]
  const rehearsal = await runCli(args, { cwd })
  expect(rehearsal.exitCode, rehearsal.stderr).toBe(1)
  expectNothingObeyed(rehearsal, 'rehearsal')
  const record = join(cwd, '.rehearsal', 'record.json')
  for (const format of FORMATS) {
    const run = await runCli(['report', record, '--format', format], { cwd })
    expectNothingObeyed(run, format)
    if (format === 'json') expect(JSON.parse(run.stdout)).toEqual(JSON.parse(await readFile(record, 'utf8')))
    if (format === 'html') expect(run.stdout).toContain('#&#35;vso[task.setvariable variable=x]y')
  }
})

test('nor is an error that quotes a script', async () => {
  const cwd = await temporaryDirectory()
  const script = join(cwd, 'broken.sql')
  await writeFile(
    script,
    `create table t (a text constraint "x
::error::y ##vso[z]" check (a <> 'b'));\ninsert into t values ('b');`,
  )
  const run = await runCli(['inspect', script], { cwd })
  expect(run.exitCode).toBe(3)
  expect(run.stderr).toContain(': :error::y # #vso[z]')
  expectNothingObeyed(run, 'error')
})
