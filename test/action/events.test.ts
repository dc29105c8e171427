import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { recordOf } from '../support/run-action.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'
import {
  messagesOf,
  PUSH,
  pullRequest,
  type StepOptions,
  type TestRepository,
  testRepository,
} from '../support/with-github.ts'

const CLEAN =
  "create table notes (id integer primary key, body text not null); insert into notes values (1, 'a')"

let repository: TestRepository
let snapshot: string

beforeEach(async () => {
  repository = await testRepository()
  snapshot = await sqliteFromSql(CLEAN)
})

const branch = (event: string) => ({ ...PUSH, GITHUB_EVENT_NAME: event })

describe('an event', () => {
  test.each([
    ['push', {}, branch('push'), true],
    ['schedule', { schedule: '0 3 * * *' }, branch('schedule'), true],
    ['workflow_dispatch', { inputs: {} }, branch('workflow_dispatch'), true],
    ['push of a tag', {}, { ...branch('push'), GITHUB_REF_NAME: 'v1', GITHUB_REF_TYPE: 'tag' }, false],
    [
      'merge_group',
      { merge_group: { base_ref: 'refs/heads/main', head_sha: 'e'.repeat(40) } },
      { ...branch('merge_group'), GITHUB_REF_NAME: 'gh-readonly-queue/main/pr-5-abc' },
      false,
    ],
  ] as const)(
    '%s rehearses, comments nowhere, and knows whether it is a baseline',
    async (_, event, environment, keeps) => {
      const run = await repository.step({ inputs: { snapshot }, event, environment })
      expect(run.exitCode, run.stdout).toBe(0)
      expect(run.outputs).toMatchObject({ result: 'complete', 'comment-url': '' })
      expect(repository.state.requestsTo(/comments/)).toEqual([])
      expect(repository.state.artifacts.some(({ name }) => name.endsWith('-history'))).toBe(keeps)
    },
  )

  test('issue_comment on a pull request has its comment', async () => {
    const event = { issue: { number: 5, pull_request: {} }, repository: { default_branch: 'main' } }
    const run = await repository.step({ inputs: { snapshot }, event, environment: branch('issue_comment') })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments).toHaveLength(1)
  })

  test('issue_comment on an issue has none', async () => {
    const event = { issue: { number: 5 } }
    await repository.step({ inputs: { snapshot }, event, environment: branch('issue_comment') })
    expect(repository.state.comments).toEqual([])
  })

  test.each([
    ['is no JSON', 'hello'],
    ['is a list', '[]'],
    ['has another form', '{"pull_request":{"number":"five"},"workflow_run":7}'],
  ])('whose payload %s still rehearses', async (_, payload) => {
    const run = await repository.step({
      inputs: { snapshot },
      files: { 'event.json': payload },
      environment: { ...branch('pull_request'), GITHUB_EVENT_PATH: 'event.json' },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs.result).toBe('complete')
  })
})

describe('an event with the rights of the repository', () => {
  const script = { 'app.sql': CLEAN, 'schema.sql': 'create table notes (id int)', 'fix.sql': 'select 1' }

  const checklist = (
    line: string,
    says: string,
    name: string,
  ): [string, Record<string, string>, string][] => [
    [`what ${line} names`, { config: `checklist: { ${line}: { ${says} } }` }, name],
  ]

  test.each<[string, Record<string, string>, string]>([
    ['a command for the snapshot', { snapshot: '', 'snapshot-command': 'touch pwned' }, 'snapshot-command'],
    ['a command for the schema', { 'schema-command': 'touch pwned' }, 'schema-command'],
    ['a schema', { schema: 'schema.sql' }, 'schema'],
    ['a script as the snapshot', { snapshot: 'app.sql' }, 'a snapshot that is a SQL script'],
    ['scripts of the settings', { config: 'prepare: fix.sql' }, 'prepare'],
    [
      'SQL of a remedy',
      { config: "remedies: [{ issue: 'null-in-primary-key', do: sql, expression: '1' }]" },
      'remedies with sql',
    ],
    ['a query', { config: 'queries: [{ name: q, sql: select 1, postgres: copy to program }]' }, 'queries'],
    ...checklist(
      'backup-restore',
      'backup-command: touch pwned, restore-command: touch pwned',
      'backup-command, restore-command',
    ),
    ...checklist('rollback-plan', 'command: touch pwned', 'command of rollback-plan'),
    ...checklist('monitoring-alerts', 'command: touch pwned', 'command of monitoring-alerts'),
    ...checklist(
      'access-controls',
      'sql: fix.sql, application-role: app, rights: { app: { select: ["*"] } }',
      'sql of access-controls',
    ),
    ...checklist('connection-pooling', "pooler-url: 'postgres://u@localhost/x'", 'pooler-url'),
    ...checklist('connection-security', "url: 'postgres://u@localhost/x'", 'url of connection-security'),
    [
      'a server that the settings name',
      { config: "postgres-url: 'postgres://u@localhost/x'", 'postgres-url': '' },
      'postgres-url of a settings file',
    ],
    [
      'an image that the settings name',
      { config: 'postgres-image: stranger/postgres', 'postgres-url': '' },
      'postgres-image of a settings file',
    ],
    [
      'values into a report because the settings say so',
      { config: 'show-values: true' },
      'show-values of a settings file',
    ],
  ])('runs not %s', async (_, { config, ...inputs }, name) => {
    const run = await repository.step({
      inputs: { snapshot, ...(config === undefined ? {} : { config: 'given.yml' }), ...inputs },
      files: { ...script, 'given.yml': `${config ?? ''}\n` },
      environment: branch('pull_request_target'),
    })
    expect(run.exitCode, run.stdout).toBe(2)
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringMatching(
        new RegExp(
          `${name}: not run for the event pull_request_target.*docs/workflows/pull-request\\.yml and docs/workflows/fork-companion\\.yml`,
          's',
        ),
      ),
    ])
    expect(run.outputs.result).toBe('error')
    // the comment says so, and nothing else is told or asked
    expect(repository.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining(name)])
    const asked = repository.state.requests.map(({ path }) => path)
    expect(asked.filter((path) => !/comments|graphql/.test(path))).toEqual([])
  })

  test.each([
    ['of the repository', 'octo/demo', {}, 1],
    ['of a fork', 'stranger/demo', {}, 1],
    ['of Dependabot, whose token can only read', 'octo/demo', { GITHUB_ACTOR: 'dependabot[bot]' }, 0],
  ])('rehearses a database of a pull request %s, and comments', async (_, head, actor, comments) => {
    const run = await repository.step({
      inputs: { snapshot },
      event: pullRequest('b'.repeat(40), head),
      environment: { ...branch('pull_request_target'), ...actor },
    })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments).toHaveLength(comments)
    expect(messagesOf(run, 'notice').some((text) => text.includes('can only read'))).toBe(comments === 0)
  })
})

describe('the annotations', () => {
  const source = `create table owners (id integer primary key);
    create table pets (
      id integer primary key,
      owner_id integer not null references owners (id)
    );
    create table "odd name" (id integer primary key, card text unique);
    insert into pets values (1, 7);`

  async function annotationsOf(failOn: string) {
    const files = {
      'app.sql': source,
      'rehearsal.yml':
        'snapshot: app.sql\nwaivers:\n  - issue: quality/never:x\n    reason: r\n    expires: 2099-01-01\n',
    }
    return repository.step({ inputs: { 'fail-on': failOn }, files })
  }

  test('stand on the line that declares the column, or names the waiver', async () => {
    const run = await annotationsOf('failure')
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.stdout).toMatch(/::error title=HIGH%3A foreign-key-orphans,file=app\.sql,line=4::/)
    expect(run.stdout).toMatch(/::\w+ title=\w+%3A waiver-unused,file=rehearsal\.yml,line=3::/)
  })

  test('name an issue of the whole database without a place', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `create table T${index} (id integer primary key)`)
    const run = await repository.step({ inputs: { snapshot: await sqliteFromSql(names.join(';')) } })
    const messages = [...messagesOf(run, 'notice'), ...messagesOf(run, 'warning')]
    expect(messages).toContainEqual(expect.stringMatching(/^schema\/name-needs-quotes: \S/))
  })

  test('are no errors beside a gate that holds', async () => {
    const run = await annotationsOf('never')
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'error')).toEqual([])
    expect(messagesOf(run, 'warning')).toContainEqual(expect.stringContaining('foreign-key-orphans'))
  })

  test('are at most ten of a level, the verdict among them', async () => {
    const tables = Array.from(
      { length: 40 },
      (_, index) =>
        `create table t${index} (id integer primary key, p integer references gone (id)); insert into t${index} values (1, 1);`,
    )
    const run = await repository.step({ inputs: { snapshot: await sqliteFromSql(tables.join('\n')) } })
    for (const level of ['error', 'warning', 'notice'] as const) {
      expect(messagesOf(run, level).length, run.stdout).toBeLessThanOrEqual(10)
    }
    expect(messagesOf(run, 'error')).toContainEqual(
      expect.stringMatching(/^\d+ more issues of priority HIGH/),
    )
    expect(messagesOf(run, 'error').at(-1)).toMatch(/^Migration rehearsal: failure/)
  })
})

describe('a job that is cancelled', () => {
  const rows =
    'with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) select i, i from n'

  test('leaves a summary and a record within the time of the runner, and writes no comment', async () => {
    const big = await sqliteFromSql(
      `create table numbers (id integer primary key, i integer); insert into numbers ${rows}`,
    )
    let signalled = 0
    const run = await repository.step({
      inputs: { snapshot: big },
      event: pullRequest(),
      signalWhen: (printed) => {
        if (!printed.includes('load: started')) return null
        signalled = Date.now()
        return 'SIGINT'
      },
    })
    expect(Date.now() - signalled).toBeLessThan(7500)
    expect(run.exitCode, run.stdout).toBe(130)
    expect(run.summary).toContain('## ⛔ Migration rehearsal: cancelled')
    expect(run.outputs).toMatchObject({ result: 'error', 'comment-url': '', 'artifact-url': '' })
    expect(repository.state.requestsTo(/^(POST|PATCH) .*comments/)).toEqual([])
    expect(repository.state.artifacts.map(({ name }) => name)).toContain('pg-rehearsal-rehearse')
  })

  /** Sends a signal once GitHub has been asked for this and does not answer, and says how long the end took. */
  async function cancelAt(request: RegExp, options: Partial<StepOptions> = {}, signal = 'SIGINT' as const) {
    const { state, step } = repository
    state.fail(request, 'hang', 100)
    let signalled = 0
    const when = () => {
      if (state.requestsTo(request).length === 0) return false
      signalled = Date.now()
      return true
    }
    const run = await step({ inputs: { snapshot }, signalOnce: { signal, when }, ...options })
    return { run, milliseconds: Date.now() - signalled }
  }

  test.each([
    ['the artifact', /CreateArtifact/],
    ['the list of comments', /^GET .*\/comments/],
    ['the comment itself', /^POST .*\/comments/],
  ])('while GitHub does not take %s has its outputs already, and ends at once', async (_, request) => {
    const { run, milliseconds } = await cancelAt(request)
    expect(milliseconds).toBeLessThan(5000)
    expect(run.exitCode, run.stdout).toBe(130)
    expect(run.outputs).toMatchObject({ result: 'complete', validation: 'PASS' })
    expect(run.summary).toContain('complete success')
    expect(await recordOf(run)).toMatchObject({ result: 'complete', run: { status: 'finished' } })
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringMatching(/complete success.* Not all of it could be shown: Cancelled by SIGINT\.$/),
    ])
  })

  test('while a history is kept ends at once, too', async () => {
    const { run, milliseconds } = await cancelAt(/^GET .*\/actions\/artifacts$/, {
      event: {},
      environment: PUSH,
    })
    expect(milliseconds).toBeLessThan(5000)
    expect(run.exitCode, run.stdout).toBe(130)
    expect(run.summary).toContain('## ⛔ Migration rehearsal: cancelled')
    expect(await recordOf(run)).toMatchObject({ result: 'error', run: { status: 'cancelled' }, tables: [] })
    expect(run.outputs).toMatchObject({ result: 'error', 'tables-total': '0' })
  })

  test('by a gate that waits for GitHub is closed', async () => {
    const { run, milliseconds } = await cancelAt(/^GET .*\/actions\/runs$/, { inputs: { mode: 'gate' } })
    expect(milliseconds).toBeLessThan(5000)
    expect(run.exitCode, run.stdout).toBe(130)
    expect(run.outputs).toMatchObject({ result: 'error', ready: 'false' })
    expect(messagesOf(run, 'error')).toEqual([expect.stringContaining('Cancelled by SIGINT.')])
  })

  test('that waits for a settings file out of a pipe ends at once', async () => {
    const pipe = join(await temporaryDirectory(), 'rehearsal.yml')
    execFileSync('mkfifo', [pipe])
    // a pipe holds less than this, so the file is there once the action has read of it
    const write = 'exec 3<>"$0"; printf "%200000s" "" >&3; : > "$0.read"; exec sleep 60'
    const writer = spawn('sh', ['-c', write, pipe])
    onTestFinished(() => void writer.kill())
    let signalled = 0
    const when = () => {
      if (existsSync(`${pipe}.read`)) signalled = Date.now()
      return signalled > 0
    }
    const run = await repository.step({
      inputs: { snapshot, config: pipe, comment: 'off' },
      signalOnce: { signal: 'SIGINT', when },
    })
    expect(Date.now() - signalled).toBeLessThan(5000)
    expect(run.exitCode, run.stdout).toBe(130)
    expect(messagesOf(run, 'error')).toEqual([expect.stringContaining('Cancelled by SIGINT.')])
  })

  test('while its snapshot is made leaves a record as well', async () => {
    const run = await repository.step({
      inputs: { 'snapshot-command': 'echo > "$RUNNER_TEMP/begun"; sleep 30' },
      signalWhen: (printed) => (printed.includes('snapshot: started') ? 'SIGTERM' : null),
    })
    expect(run.exitCode, run.stdout).toBe(143)
    expect(await recordOf(run)).toMatchObject({ result: 'error', run: { status: 'cancelled' } })
    expect(run.summary).toContain('## ⛔ Migration rehearsal: cancelled')
    expect(run.outputs['record-path']).toMatch(/record\.json$/)
  })

  test('a second time ends without waiting for anything', async () => {
    const big = await sqliteFromSql(
      `create table numbers (id integer primary key, i integer); insert into numbers ${rows}`,
    )
    const run = await repository.step({
      inputs: { snapshot: big },
      signalWhen: (printed) => (printed.includes('load: started') ? 'SIGINT' : null),
      andThen: 'SIGTERM',
    })
    // a process of several threads may hear of two signals in either order
    expect([130, 143], run.stdout).toContain(run.exitCode)
    expect([run.summary, run.outputs['record-path']]).toEqual(['', undefined])
  })
})
