import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { EXIT_CODES } from '../../src/errors/exit-codes.ts'
import { ERROR_CODES, type ErrorCode } from '../../src/errors/rehearsal-error.ts'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

interface Situation {
  readonly arguments: readonly string[]
  readonly says: RegExp
  readonly nodeOptions?: readonly string[]
}

const NOWHERE = ['--postgres-url', 'postgres://nobody:hunter2@127.0.0.1:1/postgres']

/** Errors that the command line shows by itself. `app.db` is a database of one table; the other files are broken. */
const SITUATIONS: Partial<Record<ErrorCode, Situation>> = {
  'usage-invalid': { arguments: ['rehearse', '--out'], says: /--out/ },
  'settings-invalid': { arguments: ['app.db', '--fail-on', 'sometimes'], says: /--fail-on/ },
  'settings-unreadable': { arguments: ['app.db', '--config', 'gone.yml'], says: /gone\.yml/ },
  'record-unreadable': { arguments: ['report', 'text.db'], says: /not JSON/ },
  'output-unwritable': { arguments: ['app.db', '--out', 'text.db/out'], says: /text\.db\/out/ },
  'snapshot-missing': { arguments: ['gone.db'], says: /gone\.db/ },
  'snapshot-is-directory': { arguments: ['.'], says: /\. is a folder\./ },
  'snapshot-empty': { arguments: ['empty.db'], says: /empty\.db is empty\./ },
  'snapshot-not-sqlite': { arguments: ['text.db'], says: /text\.db/ },
  'snapshot-encrypted': { arguments: ['random.db'], says: /encrypted/ },
  'snapshot-truncated': { arguments: ['cut.db'], says: /cut\.db .*has 4096 of the \d+ bytes/ },
  'snapshot-script-failed': { arguments: ['broken.sql'], says: /broken\.sql/ },
  'snapshot-archive-damaged': { arguments: ['cut.db.gz'], says: /cut\.db\.gz/ },
  'snapshot-command-failed': { arguments: ['--snapshot-command', 'exit 7'], says: /7/ },
  'postgres-unreachable': { arguments: ['app.db', ...NOWHERE], says: /127\.0\.0\.1/ },
  'postgres-refused': {
    arguments: ['validate', 'app.db', '--postgres-url', 'NO SUCH DATABASE'],
    says: /no_such_database/,
  },
  internal: {
    arguments: ['app.db'],
    // A bug, made for the occasion: nothing of its message may be shown.
    nodeOptions: [
      '--import',
      `data:text/javascript,performance.now = () => { throw new TypeError('hunter2') }`,
    ],
    says: /This is a bug in pg-rehearsal \(TypeError\)\./,
  },
}

/** Errors that need more than a command line, and the test that makes them. */
const ELSEWHERE: Partial<Record<ErrorCode, string>> = {
  'queries-unreadable': 'rehearsal/queries.test.ts',
  'schema-unreadable': 'rehearsal/given-rules.test.ts',
  'schema-refused': 'rehearsal/given-rules.test.ts',
  'schema-command-failed': 'rehearsal/given-rules.test.ts',
  'prepare-failed': 'stages/snapshot/prepare.test.ts',
  'remedy-invalid': 'rehearsal/remedies.test.ts',
  'snapshot-no-permission': 'stages/snapshot/refused-sources.test.ts',
  'snapshot-corrupt': 'stages/snapshot/refused-sources.test.ts',
  'snapshot-too-large': 'stages/snapshot/archives.test.ts',
  'snapshot-in-use': 'stages/snapshot/untouched-source.test.ts',
  'disk-full': 'stages/snapshot/refused-sources.test.ts',
  'postgres-not-installed': 'engines/postgres/provision/embedded.test.ts',
  'postgres-image-unavailable': 'docker/images.test.ts',
  'docker-unavailable': 'engines/postgres/provision/provision.test.ts',
  'postgres-start-failed': 'engines/postgres/provision/embedded.test.ts',
  'postgres-unsupported': 'engines/postgres/provision/url.test.ts',
  'postgres-connection-lost': 'e2e/faults.test.ts',
  'postgres-disk-full': 'e2e/faults.test.ts',
  'platform-unsupported': 'package.test.ts',
  'cancelled-sighup': 'e2e/faults.test.ts',
  'cancelled-sigint': 'e2e/faults.test.ts',
  'cancelled-sigterm': 'e2e/faults.test.ts',
}

describe('the command line ends with an error that says what to do', () => {
  test.each(Object.entries(SITUATIONS))('%s', async (code, situation) => {
    const cwd = await brokenFiles()
    const missing = serverUrl(testServer(), 'no_such_database')
    const args = situation.arguments.map((argument) => (argument === 'NO SUCH DATABASE' ? missing : argument))
    const { nodeOptions = [] } = situation
    const { exitCode, signal, stdout, stderr } = await runCli(args, { cwd, nodeOptions })
    expect({ exitCode, signal, stderr }).toMatchObject({
      exitCode: ERROR_CODES[code as ErrorCode],
      signal: null,
    })
    expect(stderr.slice(stderr.search(/^error: /m))).toMatch(situation.says)
    expect(stderr).toMatch(/^hint: \S/m)
    // a sentence, or a title over lines; a path may be its first word
    expect(stderr).toMatch(/^error: (?![a-z]+ )(?:.*\.|.*:\n[\s\S]+)\nhint: /m)
    expect(stdout + stderr).not.toContain('hunter2')
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

describe('another test makes the error', () => {
  test.each(Object.entries(ELSEWHERE))('%s: %s', async (code, file) => {
    expect(await readFile(join(import.meta.dirname, '..', file), 'utf8')).toContain(`'${code}'`)
  })
})

test('every error is made once, and no other', () => {
  const made = [...Object.keys(SITUATIONS), ...Object.keys(ELSEWHERE)]
  expect(made.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
})

test('every exit code is that of an error, but for the two of a finished run', () => {
  const codes = new Set<number>([EXIT_CODES.ok, EXIT_CODES.gateFailed, ...Object.values(ERROR_CODES)])
  expect([...codes].toSorted()).toEqual(Object.values(EXIT_CODES).toSorted())
})

test.each([
  ['create table t (id integer primary key)', EXIT_CODES.ok],
  [
    `create table t (id integer primary key, a text); insert into t values (1, 'a'), (2, 'b'), (3, char(0))`,
    EXIT_CODES.gateFailed,
  ],
] as const)('the run of %s is finished and exits with %i', async (sql, exitCode) => {
  const cwd = await temporaryDirectory()
  const run = await runCli([await sqliteFromSql(sql), '--postgres-url', serverUrl(testServer())], { cwd })
  expect(run).toMatchObject({ exitCode, signal: null })
})

async function brokenFiles(): Promise<string> {
  const cwd = await temporaryDirectory()
  const database = await readFile(await sqliteFromSql('create table t (id integer primary key)'))
  const archive = gzipSync(database)
  const files = {
    'app.db': database,
    'empty.db': '',
    'text.db': 'just a text',
    'random.db': randomBytes(8192),
    'cut.db': database.subarray(0, 4096),
    'cut.db.gz': archive.subarray(0, archive.length - 20),
    'broken.sql': 'create table t (id integer primary key);\ninsert into nowhere values (1);\n',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content)
  return cwd
}
