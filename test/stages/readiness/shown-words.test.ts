import { expect, it } from 'vitest'
import { PostgresRefusal } from '../../../src/engines/postgres/postgres-error.ts'
import { databaseOn } from '../../../src/engines/postgres/server.ts'
import { shownBy } from '../../../src/shell/shown-words.ts'
import { programWords } from '../../../src/stages/readiness/backup/program-words.ts'
import { refusalOf } from '../../../src/stages/readiness/refusal.ts'
import { runOwnersCommand } from '../../../src/stages/readiness/run-owners-command.ts'
import { findingOf } from '../../support/checklist.ts'
import { testServer } from '../../support/postgres.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

const SQL = `create table t (id integer primary key, mail text); insert into t values (1, 'ada@secret.example')`

/** What programs say of a row: PostgreSQL in two languages, SQLite, and a script of the owner. */
const SAID = [
  'ERROR:  duplicate key value violates unique constraint "t_mail"',
  'DETAIL:  Key (mail)=(ada@secret.example) already exists.',
  'CONTEXT:  COPY t, line 1, column mail: "ada@secret.example"',
  'DETAIL:  Failing row contains (1, ada@secret.example).',
  'FEHLER:  ungültige Eingabesyntax für Typ integer: »ada@secret.example«',
  `Parse error near line 2: no such column: ada  INSERT INTO t VALUES(1,'ada@secret.example');`,
  `cannot move {"mail":"ada@secret.example"}`,
]

const saying = (words: string) => `cat >&2 <<'END'\n${words}\nEND\nexit 3`

it.each(SAID)('no line of the checklist repeats what a command says: %s', async (words) => {
  const command = saying(words)
  const findings = [
    await findingOf('monitoring-alerts', SQL, { command }),
    await findingOf('rollback-plan', SQL, { command }),
    await findingOf('backup-restore', SQL, { 'backup-command': command, 'restore-command': 'true' }),
    await findingOf('backup-restore', SQL, {
      'backup-command': 'echo 1 > "$BACKUP_PATH"',
      'restore-command': command,
    }),
  ]
  for (const { status, evidence } of findings) {
    expect(status).toBe('fail')
    expect(evidence).toMatch(/exit status 3: what it said may quote rows, so only show-values shows it/)
    expect(evidence).not.toContain('ada')
  }
})

async function run(command: string, showValues: boolean, timeoutMs = 60_000): Promise<string | null> {
  const surroundings = {
    database: databaseOn(testServer(), 'postgres'),
    directory: await temporaryDirectory(),
    variables: {},
    ...shownBy({ timeoutMs, showValues }),
  }
  return await runOwnersCommand(command, surroundings, new AbortController().signal)
}

it('shows the words where the settings show values, but no secret and nothing that is obeyed', async () => {
  const words = `printf 'row 7\\n::error::x\\n\\033[31mred\\033[0m \\b##[group]y\\n' >&2`
  const secrets = `echo "$DATABASE_URL $PGPASSWORD postgres://u:hidden@h/d" >&2`
  const said = await run(`${words}; ${secrets}; exit 1`, true)
  expect(said).toMatch(
    /^exit status 1: row 7 : :error::x red # #\[group\]y \*\*\*.* postgres:\/\/u:\*\*\*@h\/d$/,
  )
  expect(said).not.toContain('hidden')
  expect(said).not.toContain('\u001b')
})

it.each([
  ['says nothing', 'exit 3', 'exit status 3'],
  [
    'is not installed',
    'no-such-program',
    /^exit status 127 \(a program was not found: no-such-program\): what it said may/,
  ],
  [
    'runs a value',
    'program=ada; "$program"',
    /^exit status 127 \(a program was not found\): what it said may[^:]*$/,
  ],
  [
    'runs a file that is no program',
    '/dev/null',
    /^exit status 126 \(a program could not be executed: \/dev\/null\): what it said may/,
  ],
  ['is killed', 'kill -9 $$', 'signal SIGKILL'],
])('tells why a command failed that %s', async (_, command, failure) => {
  expect(await run(command, false)).toEqual(
    typeof failure === 'string' ? failure : expect.stringMatching(failure),
  )
})

it.each([
  [
    'a row in a message of the server',
    `pg_restore: from TOC entry 3369; 2606 16390 CONSTRAINT t t_pkey postgres
pg_restore: error: could not execute query: ERROR:  could not create unique index "t_pkey"
DETAIL:  Key (mail)=(ada@secret.example) is duplicated.
Command was: ALTER TABLE ONLY public.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (mail);`,
    'pg_restore: from TOC entry 3369; 2606 16390 CONSTRAINT t t_pkey postgres pg_restore: error: could not execute query',
  ],
  [
    'a row in another language',
    'pg_restore: error: COPY failed for table "t": FEHLER:  ungültige Eingabesyntax für Typ integer: »ada«',
    'pg_restore: error: COPY failed for table "t"',
  ],
  [
    'names only',
    'pg_restore: error: could not execute query: ERROR:  role "app" does not exist',
    'pg_restore: error: could not execute query: ERROR: role "app" does not exist',
  ],
  [
    'a table that may not be read',
    'pg_dump: error: query failed: ERROR:  permission denied for table t\npg_dump: detail: Query was: LOCK TABLE',
    'pg_dump: error: query failed: ERROR: permission denied for table t',
  ],
  ['nothing of its own', 'DETAIL:  Key (mail)=(ada) already exists.', null],
])('of our own programs it keeps what they say themselves: %s', (_, said, shown) => {
  expect(programWords(said)).toBe(shown)
})

it.each([
  ['42883', 'SQLSTATE 42883, what is said'],
  ['23505', 'SQLSTATE 23505, what is said'],
  ['22P02', 'SQLSTATE 22P02'],
  ['P0001', 'SQLSTATE P0001'],
  ['MY001', 'SQLSTATE MY001'],
])('a refusal is quoted where it can name objects only: %s', (sqlstate, shown) => {
  const empty = { detail: null, where: null, constraint: null, table: null, column: null, position: null }
  expect(refusalOf(new PostgresRefusal({ sqlstate, message: 'what is said', ...empty }, null))).toBe(shown)
})

it.each([
  ['in a pipe', 'cat /dev/zero | sleep 60'],
  ['that ignores to be asked', `trap '' TERM; sleep 60`],
])('stops a command %s after its time', async (_, command) => {
  const started = performance.now()
  expect(await run(command, false, 500)).toMatch(
    /^a time-out: it was stopped after 0.5 seconds \(command-timeout/,
  )
  expect(performance.now() - started).toBeLessThan(15_000)
})

it.each([
  [
    'monitoring-alerts',
    { command: 'tail -f /dev/null' },
    /^The command that checks the alerts ended with a time-out: /,
  ],
  ['rollback-plan', { command: 'sleep 60' }, /^The target could not be written back: a time-out: /],
  [
    'backup-restore',
    { 'backup-command': 'sleep 60', 'restore-command': 'true' },
    /a time-out: it was stopped after 1 second/,
  ],
] as const)('a line of the checklist fails by its time: %s', async (id, written, evidence) => {
  const finding = await findingOf(id, SQL, written, async () => {}, testServer(), undefined, {
    commandSeconds: 1,
  })
  expect(finding).toEqual({ status: 'fail', evidence: expect.stringMatching(evidence) })
})
