// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { nodeMistake } from '../../src/cli/node-version.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

let cwd: string

beforeEach(async () => {
  cwd = await temporaryDirectory()
})

test.each(['--version', '-V'])('%s prints the version and nothing else', async (argument) => {
  expect(await runCli([argument], { cwd })).toEqual({
    exitCode: 0,
    signal: null,
    stdout: `${packageJson.version}\n`,
    stderr: '',
  })
})

test('--help goes to standard output', async () => {
  const run = await runCli(['--help'], { cwd })
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toContain('pg-rehearsal app.db')
})

test('reports all mistakes of the command line and of the settings file at once, and exits with 2', async () => {
  writeFileSync(join(cwd, 'rehearsal.yml'), 'jobs: many\nkep: true\npostgres-url: ${NOWHERE}\n')
  const run = await runCli(['app.db', '--fail-on', 'maybe', '--kep', '--jobs=0'], { cwd })
  expect(run).toEqual({
    exitCode: 2,
    signal: null,
    stdout: '',
    stderr: [
      'error: 6 mistakes in the arguments or settings:',
      '  --kep: unknown option; did you mean --keep?',
      '  --fail-on: expected one of failure, partial, new-issues, not-ready, never, found "maybe"',
      '  --jobs: expected a whole number from 1 to 64, found 0',
      '  rehearsal.yml:1:7: jobs: expected a whole number from 1 to 64, found "many"',
      '  rehearsal.yml:2:6: kep: unknown key; did you mean keep?',
      '  rehearsal.yml:3:15: postgres-url: ${NOWHERE} is not in the environment',
      'hint: pg-rehearsal <command> --help describes every option; docs/cli.md describes every key of the settings file, docs/remedies.md what prepare, rename and remedies hold, docs/checklist.md what checklist holds.',
      '',
    ].join('\n'),
  })
})

test.each([
  [[], /snapshot: missing/],
  [['inspct', 'app.db'], /inspct: unknown command; did you mean inspect\?/],
  [['merge', 'a.json', 'b.json'], /Cannot read the record a\.json/],
  [['app.db', '--ddl', 'x.sql'], /--ddl: unknown option/],
  [['app.db', '--out'], /--out: expected the path of a folder, found nothing/],
  [
    ['app.db', '--fail-on', 'x', '--jobs', '0', '--out'],
    /error: 3 mistakes in the arguments or settings:\n {2}--out: .*\n {2}--fail-on: .*\n {2}--jobs: .*\nhint: /,
  ],
  [['app.db', '--keep'], /\n {2}--keep: needs --postgres-url: /],
  [['report', 'r.json', '--format'], /\n {2}--format: expected one of .*, found nothing/],
  [['app.db', '--config', 'nowhere.yml'], /Cannot read the settings file nowhere\.yml \(ENOENT\)/],
  [['validate', 'app.db'], /--postgres-url: missing/],
  [['report'], /record: missing/],
  [['inspect', 'app.db', '--format', 'html'], /--format: inspect has no page/],
] as const)('%j exits with 2 and writes nothing to standard output', async (args, message) => {
  const run = await runCli(args, { cwd })
  expect(run).toMatchObject({ exitCode: 2, stdout: '' })
  expect(run.stderr).toMatch(message)
})

test.each([
  ['what it says, with --show-values', ['echo ada >&2; exit 9', '--show-values'], /hint: It said:\s+ada/],
  [
    'that it was stopped in time',
    ['sleep 60', '--command-timeout', '1s'],
    /a time-out: it was stopped after 1 second/,
  ],
] as const)('inspect tells of a snapshot command that fails %s', async (_, [command, ...more], message) => {
  const run = await runCli(['inspect', '--snapshot-command', command, ...more], { cwd })
  expect(run).toMatchObject({ exitCode: 3, stdout: '' })
  expect(run.stderr).toMatch(message)
})

test('makes escape sequences of an argument harmless', async () => {
  const run = await runCli(['app.db', '--\u001b[31mred'], { cwd })
  expect(run.stderr).toContain('--\\u001b[31mred: unknown option')
})

test('refuses an old Node before it loads anything else', async () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.5' } })`
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]
  expect(await runCli(['--version'], { cwd, nodeOptions })).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining('pg-rehearsal needs Node 22.16 or newer; this is Node 20.19.5'),
  })
})

test.each([
  ['20.19.5', false],
  ['22.9.0', false],
  ['22.15.9', false],
  ['22.16.0', true],
  ['23.0.0', true],
  ['100.0.0', true],
])('Node %s is new enough: %s', (version, expected) => {
  expect(nodeMistake(version) === null).toBe(expected)
})

test('asks for the Node that package.json asks for', () => {
  expect(nodeMistake('1.0.0')).toContain(packageJson.engines.node.replace('>=', ''))
})
