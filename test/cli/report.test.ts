import { once } from 'node:events'
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { temporaryDirectory } from '../support/sqlite.ts'
import { savedRecord } from './saved-record.ts'

let cwd: string

beforeEach(async () => {
  cwd = await temporaryDirectory()
})

function save(record: RunRecord | string): void {
  writeFileSync(join(cwd, 'record.json'), typeof record === 'string' ? record : JSON.stringify(record))
}

const HOSTILE = 'a\u001b[31m\u009b\u202e\nb'

const hostileRecord = savedRecord({
  nextActions: [`Look at ${HOSTILE}`],
  tables: [
    {
      name: HOSTILE,
      target: null,
      core: true,
      columns: 0,
      status: 'failed',
      reason: HOSTILE,
      rowsSource: 0,
      rowsLoaded: 0,
      rowsRejected: 0,
      rowsMissing: 0,
      rowsTarget: 0,
      cellsCompared: 0,
      mismatches: 0,
    },
  ],
})

test('renders a record as JSON that is equal to it', async () => {
  save(hostileRecord)
  const run = await runCli(['report', 'record.json', '--format', 'json'], { cwd })
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(run.stdout)).toEqual(hostileRecord)
})

test.each(['terminal', 'markdown', 'html', 'json'])(
  'lets no control character of a name through as %s',
  async (format) => {
    save(hostileRecord)
    const run = await runCli(['report', 'record.json', '--format', format], { cwd })
    expect(run.exitCode).toBe(0)
    expect(run.stdout).toContain('Look at a')
    expect(run.stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
  },
)

test('renders the page that a rehearsal writes', async () => {
  save(hostileRecord)
  const run = await runCli(['report', 'record.json', '--format', 'html'], { cwd })
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toBe(renderHtml(hostileRecord))
})

test('colours the report only where it is wanted', async () => {
  save(savedRecord())
  const colours = async (environment: Readonly<Record<string, string>>) =>
    (await runCli(['report', 'record.json'], { cwd, environment })).stdout.includes('\u001b[')
  expect(await colours({})).toBe(false)
  expect(await colours({ FORCE_COLOR: '1' })).toBe(true)
  expect(await colours({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
})

test('does not ask the gate', async () => {
  save(savedRecord({ result: 'failure' }))
  expect((await runCli(['report', 'record.json'], { cwd })).exitCode).toBe(0)
})

test.each([
  ['a missing file', null, /Cannot read the record record\.json \(ENOENT\)\./],
  ['a text', 'hello', /^error: record\.json: The record is not JSON/],
  ['another JSON', '{"name":"x"}', /not a run record/],
  ['a record of the future', '{"schemaVersion":2}', /schema version 2/],
])('refuses %s with exit code 2', async (_, content, message) => {
  if (content !== null) save(content)
  const run = await runCli(['report', 'record.json'], { cwd })
  expect(run).toMatchObject({ exitCode: 2, stdout: '' })
  expect(run.stderr).toMatch(message)
  expect(run.stderr).toMatch(/\nhint: .+\n$/)
})

test('is quiet when the reader of its output goes away', async () => {
  save(savedRecord({ nextActions: Array.from({ length: 20_000 }, (_, index) => `action ${index}`) }))
  const { child, finished } = startCli(['report', 'record.json', '--format', 'json'], { cwd })
  child.stdout?.destroy()
  expect(await finished).toMatchObject({ exitCode: 0, stderr: '' })
})

test.skipIf(!existsSync('/dev/full'))('says so when its output cannot be written', async () => {
  save(savedRecord())
  const stdout = openSync('/dev/full', 'w')
  try {
    const run = await runCli(['report', 'record.json'], { cwd, stdout })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain('error: Cannot write to standard output (ENOSPC).')
  } finally {
    closeSync(stdout)
  }
})

/** A bug, planted: the first `JSON.stringify` fails, with a message that could hold anything. */
const planted = `JSON.stringify = () => { throw new TypeError('the password is hunter2') }`
const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(planted)}`]

test('calls a bug a bug, without its message, and exits with 70', async () => {
  save(savedRecord())
  const run = await runCli(['report', 'record.json', '--format', 'json'], { cwd, nodeOptions })
  expect(run).toEqual({
    exitCode: 70,
    signal: null,
    stdout: '',
    stderr: expect.stringMatching(
      /^error: This is a bug in pg-rehearsal \(TypeError\)\.\nhint: Please report it, .+\n$/,
    ),
  })
})

test('shows the stack of a bug under DEBUG=pg-rehearsal', async () => {
  save(savedRecord())
  const environment = { DEBUG: 'pg-rehearsal' }
  const run = await runCli(['report', 'record.json', '--format', 'json'], { cwd, nodeOptions, environment })
  expect(run.exitCode).toBe(70)
  expect(run.stderr).toMatch(/TypeError: the password is hunter2\n {4}at /)
})

test('exits with 70 for an error that nobody waits for', async () => {
  save(savedRecord())
  const late = `process.stdout.once('newListener', () => setImmediate(() => { throw new Error('late') }))`
  const options = ['--import', `data:text/javascript,${encodeURIComponent(late)}`]
  const run = await runCli(['report', 'record.json'], { cwd, nodeOptions: options })
  expect(run.exitCode).toBe(70)
  expect(run.stderr).toContain('error: This is a bug in pg-rehearsal (Error).')
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('waits after one %s, and ends at once after the second with %i', async (signal, exitCode) => {
  save(savedRecord())
  // A standard output that never takes anything, so that the command cannot come to its end by itself.
  const stuck = `process.stdout.write = () => { setInterval(() => {}, 1000); process.stderr.write('stuck') }`
  const options = ['--import', `data:text/javascript,${encodeURIComponent(stuck)}`]
  const { child, finished } = startCli(['report', 'record.json'], { cwd, nodeOptions: options })
  if (child.stderr !== null) await once(child.stderr, 'data')
  child.kill(signal)
  await setTimeout(300)
  expect(child.exitCode).toBeNull()
  child.kill(signal)
  expect(await finished).toMatchObject({ exitCode, signal: null, stderr: 'stuck' })
})
