import { execFile, execFileSync } from 'node:child_process'
import { lstatSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, test } from 'vitest'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

let snapshot: string
let cwd: string

beforeEach(async () => {
  snapshot = await sqliteFromSql('create table t (id integer primary key)')
  cwd = dirname(snapshot)
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  writeFileSync(join(cwd, 'prepared.yml'), 'prepare: pipe\n')
  writeFileSync(join(cwd, 'asked.yml'), 'queries: [pipe]\n')
})

const url = () => ['--postgres-url', serverUrl(testServer())] as const

/** A pipe that nobody writes to holds up no command: it is refused where a file is expected. */
test.each([
  ['the settings file', () => ['inspect', snapshot, '--config', 'pipe']],
  ['the record of report', () => ['report', 'pipe']],
  ['a record of merge', () => ['merge', 'pipe', 'pipe']],
  ['the history', () => [snapshot, ...url(), '--history', 'pipe']],
  ['the schema', () => [snapshot, ...url(), '--schema', 'pipe']],
  ['the queries', () => [snapshot, ...url(), '--config', 'asked.yml']],
  [
    'a certificate authority',
    () => [snapshot, '--postgres-url', 'postgres://a@127.0.0.1:1/a?sslrootcert=pipe'],
  ],
  ['a prepare script', () => ['inspect', snapshot, '--config', 'prepared.yml']],
] as const)('a pipe without a writer is refused as %s', async (_, args) => {
  const run = await runCli(args(), { cwd })
  expect(run).toMatchObject({ exitCode: 2, signal: null })
  expect(run.stderr).toMatch(/error: .*\bpipe\b.*\bnot a regular file\b.*\nhint: /)
  expect(lstatSync(join(cwd, 'pipe')).isFIFO()).toBe(true)
})

test('settings can come out of a pipe', async () => {
  const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))
  const script = '"$0" "$1" inspect "$2" --config <(sleep 0.3; echo "jobs: nonsense")'
  const ran = promisify(execFile)('bash', ['-c', script, process.execPath, entry, snapshot], { cwd })
  await expect(ran).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/\/dev\/fd\/\d+:1:7: /) })
})

test.each([
  ['/dev/stdin', 3, /error: \/dev\/stdin is not a regular file\.\nhint: .*\(cat > copy\.db\)/],
  [
    `--snapshot-command 'cat > "$SNAPSHOT_PATH"'`,
    3,
    /wrote nothing into \$SNAPSHOT_PATH\.\nhint: Nothing can be piped/,
  ],
])('a database that is piped into %s is told where to go', async (args, exitCode, stderr) => {
  const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))
  const ran = promisify(execFile)(
    'bash',
    ['-c', `cat "$2" | "$0" "$1" inspect ${args}`, process.execPath, entry, snapshot],
    { cwd },
  )
  await expect(ran).rejects.toMatchObject({ code: exitCode, stderr: expect.stringMatching(stderr) })
})

test('SIGTERM ends the waiting for a pipe whose writer writes nothing', async () => {
  const holder = execFile('sh', ['-c', 'exec 3<>pipe; echo open; exec sleep 60'], { cwd })
  await new Promise((resolve) => holder.stdout?.once('data', resolve))
  const { child, finished } = startCli(['inspect', snapshot, '--config', 'pipe'], { cwd })
  const nudge = setInterval(() => child.kill('SIGTERM'), 4000)
  try {
    expect(await finished).toMatchObject({ exitCode: 143, signal: null })
  } finally {
    clearInterval(nudge)
    holder.kill()
  }
})

test('a settings file that is a link to nothing is no missing settings file', async () => {
  symlinkSync('../gone/real.yml', join(cwd, 'rehearsal.yml'))
  const run = await runCli(['inspect', snapshot], { cwd })
  expect(run).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('error: Cannot read the settings file rehearsal.yml (ENOENT).\n'),
  })
})
