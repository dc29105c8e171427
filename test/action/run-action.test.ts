import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { OUTPUTS } from '../../src/action/outputs.ts'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { type ActionRun, recordOf, runAction } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const CLEAN =
  "create table notes (id integer primary key, body text not null); insert into notes values (1, 'a'), (2, 'b')"
const ORPHAN = `
  create table owners (id integer primary key);
  create table pets (id integer primary key, owner_id integer not null references owners (id));
  insert into pets values (1, 7)`

function testUrl(password = testServer().address.password): string {
  const server = testServer()
  return serverUrl({ ...server, address: { ...server.address, password } })
}

/** The last words of a step that fails; the errors of single issues stand before them. */
function errorsOf({ commands }: ActionRun): readonly string[] {
  const errors = commands.filter(({ name }) => name === 'error').map(({ message }) => message)
  return errors.filter((message) => !ABOUT_ISSUES.test(message))
}

const ABOUT_ISSUES = /^(schema|integrity|quality|logic|performance)\/|^\d+ more issues of priority/

describe('a rehearsal that goes well', () => {
  test('ends with 0, and has its figures in the outputs and its report in the job summary', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl() },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toEqual({
      result: 'complete',
      validation: 'PASS',
      ready: 'false',
      'test-run': '1',
      'tables-migrated': '1',
      'tables-total': '1',
      'records-migrated': '2',
      'issues-new': '0',
      'issues-remaining': '0',
      'issues-resolved': '0',
      'record-path': join(run.workspace, '.rehearsal', 'record.json'),
      'report-path': join(run.workspace, '.rehearsal', 'report.md'),
      'artifact-url': '',
      'report-url': '',
      'comment-url': '',
    })
    const report = await readFile(run.outputs['report-path'] ?? '', 'utf8')
    for (const block of report.split('\n\n')) expect(run.summary).toContain(block.trimEnd())
    expect(run.stderr).toBe('')
    expect(errorsOf(run)).toEqual([])
  })

  test('finds a server when no URL is given and there is no docker', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-version': '18' },
      environment: { DOCKER_HOST: 'unix:///nowhere.sock' },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect((await recordOf(run)).target).toMatchObject({
      // some machines have this version installed, and that is used before the package
      provision: expect.stringMatching(/^(installed|embedded)$/),
      version: expect.stringMatching(/^18\./),
    })
  })

  test('takes what no input says from the settings file of the workspace', async () => {
    const snapshot = await sqliteFromSql(`${CLEAN}; create table log (id integer)`)
    const run = await runAction({
      inputs: { 'postgres-url': testUrl(), out: 'from-input', exclude: '  log \n\n other_*\n' },
      files: { 'rehearsal.yml': `snapshot: ${snapshot}\nout: from-file\n` },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs['record-path']).toBe(join(run.workspace, 'from-input', 'record.json'))
    expect(run.outputs['tables-total']).toBe('1')
  })

  test.each([
    ['the head of a pull request', { pull_request: { head: { sha: 'b'.repeat(40) } } }, 'b'.repeat(40)],
    ['the commit of any other event', {}, 'a'.repeat(40)],
  ])('records %s as its commit', async (_, event, commit) => {
    const inputs = { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl() }
    expect((await recordOf(await runAction({ inputs, event }))).run.commit).toBe(commit)
  })
})

describe('a rehearsal that says no', () => {
  test('ends with 1, names its verdict, and has set every output before', async () => {
    const snapshot = fileURLToPath(new URL('../../fixtures/league.sql', import.meta.url))
    const run = await runAction({ inputs: { snapshot, 'postgres-url': testUrl() } })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs.result).toBe('failure')
    expect(Object.keys(run.outputs)).toEqual(Object.keys(OUTPUTS))
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^Migration rehearsal: failure.*fail-on: failure/)])
    expect(run.summary).toContain('Migration rehearsal: failure, not safe to deploy')
  })

  test('ends with 0 when nothing shall make it fail', async () => {
    const inputs = { snapshot: await sqliteFromSql(ORPHAN), 'postgres-url': testUrl(), 'fail-on': 'never' }
    const run = await runAction({ inputs })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs['issues-new']).not.toBe('0')
  })
})

describe('a rehearsal that cannot be', () => {
  const noRecord = { result: 'error', validation: 'NOT RUN', ready: 'false', 'record-path': '' }

  test('ends with 2 for wrong inputs, and names every mistake', async () => {
    const inputs = { 'fail-on': 'sometimes', 'show-values': 'perhaps', jobs: 'many' }
    const run = await runAction({ inputs })
    expect(run.exitCode).toBe(2)
    expect(run.outputs).toMatchObject(noRecord)
    expect(Object.keys(run.outputs)).toEqual(Object.keys(OUTPUTS))
    for (const name of ['snapshot', ...Object.keys(inputs)]) {
      expect(errorsOf(run)[0]).toMatch(new RegExp(`^Could not rehearse: .*\\b${name}: `, 's'))
      expect(run.summary).toContain(`${name}: `)
    }
  })

  test('calls an input an input, and says where they are described', async () => {
    const run = await runAction({ inputs: { durable: 'yes', window: 'long' } })
    expect(run.exitCode).toBe(2)
    const [error = ''] = errorsOf(run)
    expect(error).toContain('input durable: expected true or false, found "yes"')
    expect(error).toContain('snapshot: missing: name a SQLite database, or give snapshot-command')
    expect(error).toContain('docs/action.md describes every input')
    expect(error).not.toMatch(/--[a-z]/)
  })

  test('asks for nothing more where the mode is unknown', async () => {
    const run = await runAction({ inputs: { mode: 'foo', durable: 'yes' } })
    expect(run.exitCode).toBe(2)
    const [error = ''] = errorsOf(run)
    expect(error).toMatch(/^Could not rehearse: 2 mistakes in the inputs or settings:/)
    expect(error).toContain('input mode: expected one of rehearse, report, gate, found "foo"')
    expect(error).not.toContain('snapshot')
  })

  test('names paths by the workspace, and the input that holds them', async () => {
    const file = await runAction({ inputs: { config: 'none.yml' } })
    expect(errorsOf(file)[0]).toContain('Name a YAML file with the input config, relative to the workspace.')
    const source = await runAction({ inputs: { snapshot: 'none.db', 'postgres-url': testUrl() } })
    expect(errorsOf(source)[0]).toContain('it is relative to the workspace.')
  })

  test.each([
    ['report', /^Could not report: /, '## ⛔ Report of the rehearsals: could not start\n'],
    ['gate', /^Could not ask the gate: /, '## ⛔ The gate is closed: it could not be asked\n'],
  ])('says what it could not do in mode: %s', async (mode, message, headline) => {
    const run = await runAction({ inputs: { mode, 'max-age': '0' } })
    expect(run.exitCode).toBe(2)
    expect(errorsOf(run)).toEqual([expect.stringMatching(message)])
    expect(errorsOf(run)[0]).toContain(
      'max-age: expected a whole number of hours from 1 to 100000, found "0"',
    )
    expect(run.summary).toContain(headline)
  })

  test.each([
    ['does not exist', '/nowhere/app.db'],
    ['is a folder', '.'],
  ])('ends with 3 for a source that %s', async (_, snapshot) => {
    const run = await runAction({ inputs: { snapshot, 'postgres-url': testUrl() } })
    expect(run.exitCode).toBe(3)
    expect(run.outputs).toMatchObject(noRecord)
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^Could not rehearse: /)])
    expect(run.summary).toMatch(/^## ⛔ Migration rehearsal: could not start\n/)
  })

  test('ends with 4 when PostgreSQL cannot be reached, and still has a record', async () => {
    const inputs = { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': 'postgres://u:p@127.0.0.1:1/db' }
    const run = await runAction({ inputs })
    expect(run.exitCode).toBe(4)
    expect(run.outputs).toMatchObject({ result: 'error', validation: 'NOT RUN', 'tables-total': '1' })
    expect((await recordOf(run)).run.error?.code).toBe('postgres-unreachable')
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^Could not rehearse: /)])
  })

  test.each([
    [
      'without a record',
      async () => ({ snapshot: '/dev/null', config: 'none.yml' }),
      /with the input config, relative to the workspace/,
    ],
    [
      'in a record',
      async () => ({ snapshot: await sqliteFromSql(CLEAN), schema: '/nowhere' }),
      /with the input schema; paths/,
    ],
  ])('speaks of inputs, not of options: %s', async (_, inputs, hint) => {
    const run = await runAction({ inputs: { 'postgres-url': testUrl(), ...(await inputs()) } })
    expect(errorsOf(run)).toEqual([expect.stringMatching(hint)])
    expect(run.summary).toMatch(hint)
  })

  test('ends with 3 on a platform that no SQLite comes for', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl() },
      nodeOptions: ['--import', 'data:text/javascript,Object.defineProperty(process,"arch",{value:"mips"})'],
    })
    expect(run.exitCode).toBe(3)
    expect(errorsOf(run)[0]).toContain('There is no SQLite for this platform, linux-mips')
  })
})

describe('a rehearsal that is cancelled', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i, with a record, outputs and a summary', async (signal, exitCode) => {
    const rows =
      'with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) select i, i from n'
    const snapshot = await sqliteFromSql(
      `create table numbers (id integer primary key, i integer); insert into numbers ${rows}`,
    )
    const run = await runAction({
      inputs: { snapshot, 'postgres-url': testUrl() },
      signalWhen: (printed) => (printed.includes('load: started') ? signal : null),
    })
    expect(run.exitCode, run.stdout).toBe(exitCode)
    expect(run.outputs).toMatchObject({ result: 'error', 'tables-total': '1' })
    expect((await recordOf(run)).run.status).toBe('cancelled')
    expect(run.summary).toContain('Migration rehearsal: cancelled')
    expect(errorsOf(run)).toEqual([expect.stringContaining(`Could not rehearse: Cancelled by ${signal}`)])
  })
})

describe('whatever is in the database', () => {
  const names = [
    '::error::injected',
    '::set-output name=result::injected',
    'line\n::add-mask::injected',
    'line\r::stop-commands::injected',
    ' ::warning::injected',
    '##[add-mask]injected',
    '</details> @octocat <img src=x> ``` | injected',
  ]

  test('nothing that is printed is a command to the runner', async () => {
    const tables = names.map(
      (name) => `create table "${name}" (id integer primary key, "${name}" varchar(1) not null)`,
    )
    const rows = names.map((name) => `insert into "${name}" values (1, 'too long')`)
    const snapshot = await sqliteFromSql([...tables, ...rows].join(';\n'))
    const run = await runAction({ inputs: { snapshot, 'postgres-url': testUrl(), 'fail-on': 'partial' } })
    expect(run.outputs['tables-total'], run.stdout).toBe(String(names.length))
    expect(run.stdout).toContain('injected')
    const ours = ['add-mask', 'notice', 'warning', 'error']
    const obeyed = run.commands.filter(({ name }) => !ours.includes(name))
    expect(obeyed).toEqual([])
    const masks = run.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message)
    expect(masks).toEqual([testServer().address.password])
    const said = run.commands.filter(({ name }) => name === 'error' || name === 'notice')
    expect(said.filter(({ message }) => !ABOUT_ISSUES.test(message))).toHaveLength(1)
    expect(run.summary).not.toMatch(/<img|@octocat/)
  })
})

describe('the password of the server', () => {
  test('stands in a mask and nowhere else, even where the database names it', async () => {
    const password = testServer().address.password ?? ''
    expect(password.length).toBeGreaterThan(8)
    const snapshot = await sqliteFromSql(`create table "of ${password}" (id integer primary key)`)
    const run = await runAction({ inputs: { snapshot, 'postgres-url': testUrl() } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.commands[0]).toEqual({ name: 'add-mask', message: password })
    expect(run.stdout.replace(`::add-mask::${password}`, '')).not.toContain(password)
    expect(run.summary).toContain('of \\*\\*\\*')
    expect(run.summary + JSON.stringify(run.outputs) + run.stderr).not.toContain(password)
  })

  test('is not in the message when the server refuses it', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl('wrong-horse-battery') },
    })
    expect(run.exitCode, run.stdout).toBe(4)
    expect(run.stdout.replace('::add-mask::wrong-horse-battery', '')).not.toContain('wrong-horse')
    expect(run.summary).not.toContain('wrong-horse')
  })
})

describe('a runner', () => {
  test('without files for outputs and summaries sees the rehearsal end with 0', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl() },
      environment: { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined, GITHUB_EVENT_PATH: undefined },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.summary).toBe('')
  })

  test('whose files cannot be written is warned, and sees the rehearsal end with 0', async () => {
    const run = await runAction({
      inputs: { snapshot: await sqliteFromSql(CLEAN), 'postgres-url': testUrl() },
      environment: { GITHUB_OUTPUT: '/nowhere/output', GITHUB_STEP_SUMMARY: '/nowhere/summary' },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.commands).toContainEqual({
      name: 'warning',
      message: expect.stringContaining('could not be written'),
    })
  })
})
