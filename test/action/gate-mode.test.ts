import { beforeEach, describe, expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { savedRecord } from '../cli/saved-record.ts'
import type { FakeArtifact, FakeRun } from '../github/fake-state.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { messagesOf, PUSH, type TestRepository, testRepository } from '../support/with-github.ts'
import { digestOf, zipOf } from '../support/zip.ts'

const SHA = 'a'.repeat(40)
const READY = record({ readiness: { verdict: 'ready', items: [] } })

let repository: TestRepository

beforeEach(async () => {
  repository = await testRepository()
})

function record(changes: Partial<RunRecord> = {}, commit = SHA): RunRecord {
  return savedRecord({ ...changes, run: { ...savedRecord().run, commit } })
}

function line(status: 'pass' | 'fail'): RunRecord['readiness']['items'][number] {
  return { id: status, group: 'data', title: status, status, evidence: status }
}

function result(
  found: RunRecord,
  run: Partial<FakeRun> = {},
  artifact: Partial<FakeArtifact> = {},
  leg = '',
  exitCode: number | null = null,
): void {
  const { id } =
    repository.state.runs.find((one) => one.id === run.id) ??
    repository.state.addRun({ head_sha: SHA, ...run })
  const origin = {
    schemaVersion: 1,
    key: 'k',
    leg,
    event: 'push',
    runId: id,
    attempt: 1,
    sha: SHA,
    jobUrl: null,
    exitCode,
  }
  const files = zipOf({ 'record.json': JSON.stringify(found), 'origin.json': JSON.stringify(origin) })
  repository.state.addArtifact({ name: `pg-rehearsal-rehearse${leg}`, run: id, ...files, ...artifact })
}

function gate(inputs: Readonly<Record<string, string>> = {}) {
  return repository.step({ inputs: { mode: 'gate', ...inputs }, event: {}, environment: PUSH })
}

const UNREAD = /^The gate is closed: The artifact .* cannot be read: /
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

test('the gate opens for a trusted, recent, ready result of this commit', async () => {
  result(READY)
  const run = await gate()
  expect(run.exitCode, run.stdout).toBe(0)
  expect(messagesOf(run, 'notice')).toEqual([expect.stringContaining('The gate is open.')])
  expect(run.outputs).toMatchObject({ result: 'complete', ready: 'true' })
  expect(run.summary).toMatch(/^## ✅ The gate is open\n/)
})

test.each<[string, () => void, Readonly<Record<string, string>>]>([
  [
    'its run failed for the sake of a rehearsal of which it asks less',
    () => result(record({ result: 'partial' }), { conclusion: 'failure' }, {}, '', 1),
    { 'fail-on': 'failure' },
  ],
  [
    'a newer run of another workflow was cancelled',
    () => {
      result(READY, { id: 40 })
      repository.state.addRun({ id: 41, head_sha: SHA, workflow_id: 2, conclusion: 'cancelled' })
    },
    {},
  ],
  [
    'a hundred newer runs of this commit have no result',
    () => {
      result(READY, { id: 40 })
      for (let id = 50; id < 160; id++) repository.state.addRun({ id, head_sha: SHA, workflow_id: 2 })
    },
    {},
  ],
  [
    'the gate is a job of the very run',
    () => result(READY, { id: 77, status: 'in_progress', conclusion: null }),
    {},
  ],
])('the gate opens where %s', async (_, happen, inputs) => {
  happen()
  const run = await gate(inputs)
  expect(run.exitCode, run.stdout).toBe(0)
})

test('the gate asks for as much as fail-on says', async () => {
  result(record({ result: 'partial' }))
  expect((await gate({ 'fail-on': 'failure' })).exitCode).toBe(0)
  expect((await gate({ 'fail-on': 'partial' })).exitCode).toBe(1)
})

describe('with a snapshot', () => {
  test('the gate opens when its schema is the one that was rehearsed, whatever rows it holds', async () => {
    const declared = 'create table notes (id integer primary key, body text)'
    const rehearsed = await sqliteFromSql(declared)
    repository.state.addRun({ id: 50, head_sha: SHA })
    const rehearsal = await repository.step({
      inputs: { snapshot: rehearsed },
      run: 50,
      event: {},
      environment: PUSH,
    })
    expect(rehearsal.exitCode, rehearsal.stdout).toBe(0)
    const production = await sqliteFromSql(`${declared}; insert into notes values (1, 'a'); analyze`)
    expect((await gate({ snapshot: production, 'fail-on': 'failure' })).exitCode).toBe(0)
    const changed = await sqliteFromSql(`${declared}; create index by_body on notes (body)`)
    const run = await gate({ snapshot: changed, 'fail-on': 'failure' })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringContaining('The schema of the database is not the one'),
    ])
  })

  test('the gate cannot be asked when that cannot be read, and stays closed', async () => {
    result(READY)
    const run = await gate({ snapshot: '/nowhere/app.db' })
    expect(run.exitCode, run.stdout).toBe(3)
    expect(run.outputs).toMatchObject({ result: 'error', ready: 'false' })
  })
})

test.each<[string, () => void, RegExp, Readonly<Record<string, string>>?]>([
  ['there is no result', () => {}, /has rehearsed the commit a{40}/],
  [
    'the result is of another commit',
    () => result(READY, { head_sha: 'd'.repeat(40) }),
    /has rehearsed the commit/,
  ],
  [
    'the record is of another commit',
    () => result(record({ readiness: READY.readiness }, 'd'.repeat(40))),
    /the record is of the commit d{40}/,
  ],
  [
    'the result is not ready',
    () => result(record()),
    /complete success \(fail-on: not-ready\): the checklist is not ready\.$/,
  ],
  [
    'lines of the checklist are open, which are counted',
    () => result(record({ readiness: { verdict: 'not-ready', items: [line('fail'), line('pass')] } })),
    /\(fail-on: not-ready\): 1 of 2 lines of the checklist: fail\.$/,
  ],
  [
    'the result is a failure',
    () => result(record({ result: 'failure', readiness: READY.readiness })),
    /failure, not safe/,
  ],
  [
    'the rehearsal could not be, whatever is asked',
    () => result(record({ result: 'error' })),
    /could not finish \(fail-on: never\): the run did not come to its end\./,
    { 'fail-on': 'never' },
  ],
  [
    'the result is old',
    () => result(READY, {}, { createdAt: hoursAgo(30) }),
    /30 hours old, and may be 24/,
    { 'max-age': '24' },
  ],
  ['nobody knows how old it is', () => result(READY, {}, { createdAt: 'yesterday' }), /hours old/],
  [
    'it was started by a pull request',
    () => result(READY, { event: 'pull_request' }),
    /has rehearsed the commit/,
  ],
  [
    'it comes from a fork',
    () => result(READY, { head_repository: 'stranger/demo' }),
    /has rehearsed the commit/,
  ],
  ['it has expired', () => result(READY, {}, { expired: true }), UNREAD],
  ['its digest is another one', () => result(READY, {}, { digest: digestOf(Buffer.from('x')) }), UNREAD],
  [
    'one leg is not ready',
    () => {
      result(READY, { id: 40 }, {}, '-a')
      result(record(), { id: 40 }, {}, '-b')
    },
    /^The gate is closed: -b: /,
  ],
  [
    'one leg cannot be read',
    () => {
      result(READY, { id: 40 }, {}, '-a')
      result(READY, { id: 40 }, { digest: digestOf(Buffer.from('x')) }, '-b')
    },
    UNREAD,
  ],
  [
    'the newest result cannot be read, though an older one is ready',
    () => {
      result(READY, { id: 40 })
      result(READY, { id: 41 }, { expired: true })
    },
    UNREAD,
  ],
  [
    'GitHub does not give the newest result, though an older one is ready',
    () => {
      result(READY, { id: 40 })
      result(record({ result: 'failure' }), { id: 41 })
      repository.state.fail(/artifacts\/\d+\/zip/, { status: 403 }, 1)
    },
    UNREAD,
  ],
  [
    'a leg whose name sounds like a history is not ready',
    () => {
      result(READY, { id: 40 }, {}, '-shop')
      result(record(), { id: 40 }, {}, '-order-history')
    },
    /^The gate is closed: -order-history: /,
  ],
  [
    'one of two steps of a job is not ready',
    () => {
      result(READY, { id: 40 })
      result(record(), { id: 40 }, { name: 'pg-rehearsal-rehearse-2' })
    },
    /the checklist is not ready/,
  ],
  [
    'its run is still at work',
    () => result(READY, { status: 'in_progress', conclusion: null }),
    /is not finished, so a job of it may have left no record/,
  ],
  ['its run was cancelled', () => result(READY, { conclusion: 'cancelled' }), /has ended with cancelled/],
  [
    'its run failed, and not by the rehearsals that left a record',
    () => result(READY, { conclusion: 'failure' }, {}, '', 0),
    /ended with failure.*all rehearsals that have left one passed/,
  ],
  [
    'a newer run of the same workflow was cancelled before it left a record',
    () => {
      result(READY, { id: 40 })
      repository.state.addRun({ id: 41, head_sha: SHA, conclusion: 'cancelled' })
    },
    /The newer run .*41 has ended with cancelled and has left no record/,
  ],
  [
    'its records are of two commits',
    () => {
      result(READY, { id: 40 }, {}, '-a')
      result(record(READY, 'b'.repeat(40)), { id: 40 }, {}, '-b')
    },
    /-b: the record is of the commit b/,
  ],
  [
    'a newer run says no',
    () => {
      result(READY, { id: 40 })
      result(record({ result: 'failure' }), { id: 41 })
    },
    /failure, not safe/,
  ],
  [
    'GitHub does not let it look',
    () => {
      result(READY)
      repository.state.permissions = { 'pull-requests': 'write', actions: 'none' }
    },
    /could not be read: the token may not do this \(403\).*actions: read/s,
  ],
  [
    // what is tried again before is told in comment.test.ts
    'GitHub refuses to answer',
    () => {
      result(READY)
      repository.state.fail(/^GET .*\/actions\/runs$/, { status: 401 }, 100)
    },
    /could not be read: GitHub does not know this token/,
  ],
  ['there is no token', () => result(READY), /no github-token/, { 'github-token': '' }],
])('the gate is closed when %s', async (_, prepare, reason, inputs) => {
  prepare()
  const run = await gate(inputs)
  expect(run.exitCode, run.stdout).toBe(1)
  expect(messagesOf(run, 'error')).toEqual([expect.stringMatching(reason)])
  expect(run.outputs).toMatchObject({ 'record-path': '', ready: 'false' })
  if (reason === UNREAD) expect(run.outputs).toMatchObject({ result: 'error', validation: 'NOT RUN' })
  expect(run.summary).toMatch(/^## ❌ The gate is closed\n/)
})

describe('the shards of one database', () => {
  const shards = async (tables: string) => {
    const snapshot = await sqliteFromSql(tables)
    repository.state.addRun({ id: 50, head_sha: SHA })
    for (const include of ['p', 'k']) {
      const inputs = { snapshot, include, 'artifact-name': `pg-rehearsal-${include}` }
      const run = await repository.step({ inputs, run: 50, event: {}, environment: PUSH })
      expect(run.exitCode, run.stdout).toBe(0)
    }
    return gate({ 'fail-on': 'partial' })
  }
  const KEYS = `create table p (id integer primary key);
    create table k (id integer primary key, p_id integer references p (id));
    insert into p values (1);`

  test('keep the gate closed for what only all of them together show', async () => {
    const run = await shards(`${KEYS} insert into k values (1, 99)`)
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs.result).toBe('failure')
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringMatching(/^The gate is closed: Migration rehearsal: failure, not safe to deploy/),
    ])
  })

  test('open it where all of them together are whole', async () => {
    const run = await shards(`${KEYS} insert into k values (1, 1)`)
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs.result).toBe('complete')
  })
})
