import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { parseSections } from '../../src/stages/report/comment/comment-document.ts'
import { savedRecord } from '../cli/saved-record.ts'
import { recordOf } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { messagesOf, pullRequest, type TestRepository, testRepository } from '../support/with-github.ts'
import { digestOf, zipOf } from '../support/zip.ts'

const HEAD = 'b'.repeat(40)
const FORK = 'stranger/demo'
const RUN = 500

let repository: TestRepository

beforeEach(async () => {
  repository = await testRepository()
})

/** The payload of `workflow_run` after a run on a pull request of a fork; it names no pull request. */
function companion(head = HEAD) {
  const workflow_run = {
    id: RUN,
    run_attempt: 1,
    event: 'pull_request',
    head_sha: head,
    head_branch: 'feature',
    head_repository: { full_name: FORK },
    pull_requests: [],
  }
  return {
    inputs: { mode: 'report' },
    event: { repository: { default_branch: 'main' }, workflow_run },
    environment: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF_NAME: 'main' },
    run: 600,
  }
}

function artifact(
  record: RunRecord | string,
  origin: object = {},
  name = 'pg-rehearsal-rehearse',
  run = RUN,
): void {
  const content = typeof record === 'string' ? record : JSON.stringify(record)
  const from = {
    schemaVersion: 1,
    key: 'ci.yml/rehearse',
    leg: '',
    event: 'pull_request',
    runId: 1,
    attempt: 1,
    sha: HEAD,
    jobUrl: null,
  }
  const files = { 'record.json': content, 'origin.json': JSON.stringify({ ...from, ...origin }) }
  repository.state.addArtifact({ name, run, ...zipOf(files) })
}

function forkPull(): void {
  repository.state.addPull({ head: { sha: HEAD, ref: 'feature', repository: FORK } })
}

describe('the companion of a fork', () => {
  test('posts the comment that the run of the fork could not post', async () => {
    const { state, step } = repository
    forkPull()
    state.addRun({
      id: RUN,
      event: 'pull_request',
      head_sha: HEAD,
      head_repository: FORK,
      head_repository_id: 2,
    })
    const snapshot = await sqliteFromSql('create table notes (id integer primary key)')
    const untrusted = await step({ inputs: { snapshot }, run: RUN, event: pullRequest(HEAD, FORK) })
    expect(state.comments, untrusted.stdout).toEqual([])
    const run = await step(companion())
    expect(run.exitCode, run.stdout).toBe(0)
    expect(state.comments[0]).toMatchObject({ issue: 5, body: expect.stringContaining('complete success') })
    expect(state.comments[0]?.body).toContain(`actions/runs/${RUN}/artifacts/`)
    // the page is there, and it is the stranger's
    expect(state.artifacts.map(({ mimeType }) => mimeType)).toEqual(['application/zip', 'text/html'])
    expect(state.comments[0]?.body).not.toContain('Report in the browser')
    expect(run.outputs).toMatchObject({
      result: 'complete',
      'comment-url': expect.stringContaining('#issuecomment-'),
    })
    expect(run.summary).toContain('complete success')
  })

  test('does not fail for a verdict that is the word of a stranger', async () => {
    forkPull()
    artifact(savedRecord({ result: 'failure' }))
    const run = await repository.step(companion())
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments[0]?.body).toContain('❌ Migration rehearsal: failure')
  })

  test.each([
    ['another commit', { head: { sha: 'e'.repeat(40), ref: 'feature', repository: FORK } }],
    ['another repository', { head: { sha: HEAD, ref: 'feature', repository: 'mallory/demo' } }],
    ['a branch of the repository itself', { head: { sha: HEAD, ref: 'feature', repository: 'octo/demo' } }],
    [
      'a pull request that is closed',
      { state: 'closed' as const, head: { sha: HEAD, ref: 'feature', repository: FORK } },
    ],
  ])('writes nothing to %s', async (_, pull) => {
    repository.state.addPull(pull)
    artifact(savedRecord())
    const run = await repository.step(companion())
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments).toEqual([])
    expect(messagesOf(run, 'notice')).toContainEqual(
      expect.stringContaining('No open pull request has this commit'),
    )
  })

  test('believes no address and no number out of an artifact', async () => {
    forkPull()
    artifact(savedRecord(), {
      runId: 999_999,
      attempt: 99,
      sha: 'f'.repeat(40),
      jobUrl: 'https://evil.example/',
      pull: 1,
    })
    await repository.step(companion())
    const [section] = parseSections(repository.state.comments[0]?.body ?? '')
    expect(section?.state).toMatchObject({ runId: RUN, attempt: 1, sha: HEAD, jobUrl: null })
    expect(repository.state.comments.map(({ issue }) => issue)).toEqual([5])
    expect(repository.state.comments[0]?.body).not.toContain('evil')
  })

  const hostile = '</details> @octocat [x](https://evil.example) <img src=x>\n::error::pwned'
  test('shows hostile texts, and obeys none', async () => {
    forkPull()
    artifact(
      savedRecord({
        nextActions: [hostile],
        warnings: [hostile],
        source: { ...savedRecord().source, path: hostile },
      }),
      { leg: hostile, key: hostile },
    )
    const run = await repository.step(companion())
    const outside = (text: string) => text.replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '')
    expect(outside(repository.state.comments[0]?.body ?? '') + outside(run.summary)).not.toMatch(
      /@octocat|<img|\]\(https:\/\/evil/,
    )
    expect(run.commands.filter(({ name }) => name === 'error')).toEqual([])
  })

  test.each<[string, () => void, RegExp]>([
    ['no JSON', () => artifact('hello'), /not JSON/],
    ['a record of the future', () => artifact('{"schemaVersion":9}'), /schema version 9/],
    [
      'a start at no moment',
      () => artifact(savedRecord({ run: { ...savedRecord().run, startedAt: '2026-13-23T14:05:00.000Z' } })),
      /not the form of a run record/,
    ],
    ['no origin', () => artifact(savedRecord(), { schemaVersion: 9 }), /does not say where it comes from/],
    [
      'no record',
      () => repository.state.addArtifact({ name: 'pg-rehearsal-x', run: RUN, ...zipOf({ a: 'b' }) }),
      /where it comes from/,
    ],
    [
      'a name that leads out',
      () =>
        repository.state.addArtifact({
          name: 'pg-rehearsal-x',
          run: RUN,
          ...zipOf({ '../record.json': '{}' }),
        }),
      /invalid relative path/,
    ],
    [
      'too much',
      () =>
        repository.state.addArtifact({
          name: 'pg-rehearsal-x',
          run: RUN,
          ...zipOf({ 'record.json': new Uint8Array(70_000_000) }),
        }),
      /unpacks to more/,
    ],
  ])('leaves out an artifact with %s, says so, and has the others', async (_, add, reason) => {
    forkPull()
    add()
    artifact(savedRecord(), { leg: 'good' }, 'pg-rehearsal-good')
    const run = await repository.step(companion())
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'warning')).toEqual([expect.stringMatching(reason)])
    expect(parseSections(repository.state.comments[0]?.body ?? '')).toHaveLength(2)
  })

  test('that finds nothing could not report, which is not a verdict', async () => {
    const run = await repository.step(companion())
    expect(run.exitCode, run.stdout).toBe(2)
    expect(run.outputs).toMatchObject({ result: 'error', 'comment-url': '' })
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringMatching(/There is no record to report of: the run 500 has uploaded none/),
    ])
  })

  test('that may not read artifacts names the permission', async () => {
    repository.state.permissions = { 'pull-requests': 'write', actions: 'none' }
    const run = await repository.step(companion())
    expect(messagesOf(run, 'error')[0], run.stdout).toContain('actions: read')
  })
})

describe('the report of a matrix', () => {
  const inputs = { mode: 'report' }

  test('is one comment and one verdict, the worst of all', async () => {
    artifact(savedRecord(), { leg: 'postgres: 16' }, 'pg-rehearsal-a', 77)
    artifact(savedRecord({ result: 'failure' }), { leg: 'postgres: 17' }, 'pg-rehearsal-b', 77)
    artifact(savedRecord(), { leg: 'postgres: 18' }, 'unrelated', 77)
    const run = await repository.step({ inputs })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs.result).toBe('failure')
    expect(repository.state.comments[0]?.body).toContain('failure, not safe to deploy in 1 of 2')
    expect((await recordOf(run)).result).toBe('failure')
    expect(await readFile(join(run.workspace, '.rehearsal', 'report.html'), 'utf8')).toContain('failure')
  })

  test.each([
    ['partial', 1, 1],
    ['failure', 0, 0],
  ])('on-failure is a comment for the gate of the step, fail-on: %s', async (failOn, exitCode, comments) => {
    artifact(savedRecord({ result: 'partial' }), {}, 'pg-rehearsal-a', 77)
    const run = await repository.step({ inputs: { ...inputs, comment: 'on-failure', 'fail-on': failOn } })
    expect(run.exitCode, run.stdout).toBe(exitCode)
    expect(repository.state.comments).toHaveLength(comments)
  })

  test('of several jobs is one comment, whichever of them ends last', async () => {
    for (const [index, order] of [
      ['shop', 'blog'],
      ['blog', 'shop'],
    ].entries()) {
      const run = 80 + index
      for (const job of order) artifact(savedRecord(), { key: `ci.yml/${job}` }, `pg-rehearsal-${job}`, run)
      await repository.step({ inputs, run, event: pullRequest(String(index).repeat(40)) })
    }
    expect(repository.state.comments).toHaveLength(1)
    expect(repository.state.comments[0]).toMatchObject({
      edits: 1,
      body: expect.stringContaining('key=ci.yml%2Fblog '),
    })
  })

  test('has a section for each job, also where they share a comment', async () => {
    artifact(savedRecord(), { key: 'ci.yml/shop' }, 'pg-rehearsal-shop', 77)
    artifact(savedRecord({ result: 'failure' }), { key: 'ci.yml/blog' }, 'pg-rehearsal-blog', 77)
    await repository.step({ inputs })
    const [{ body } = { body: '' }] = repository.state.comments
    expect(parseSections(body).map(({ state }) => state.job)).toEqual(['ci.yml/blog', 'ci.yml/shop'])
  })

  test('says no more of a leg that a later push has removed or renamed', async () => {
    const { state, step } = repository
    const legs = (run: number, names: readonly string[], result: 'complete' | 'failure') => {
      for (const leg of names) artifact(savedRecord({ result }), { leg }, `pg-rehearsal-${leg}`, run)
    }
    const push = (run: number, comment: string) =>
      step({ inputs: { ...inputs, comment }, run, event: pullRequest(String(run).repeat(20)) })
    legs(77, ['12', '17'], 'failure')
    await push(77, 'on-failure')
    expect(state.comments[0]?.body).toContain('failure, not safe to deploy in 2 of 2')
    legs(78, ['18'], 'complete')
    await push(78, 'on-failure')
    expect(parseSections(state.comments[0]?.body ?? '').map(({ state: { leg } }) => leg)).toEqual(['18'])
    expect(state.comments[0]?.body).toMatch(/^## ✅ Migration rehearsal: complete success$/m)
  })

  test('leaves what another run says of the same commit, and a later run', async () => {
    const { state, step } = repository
    const snapshot = await sqliteFromSql('create table notes (id integer primary key)')
    const key = { 'comment-key': 'db' }
    artifact(savedRecord(), { key: 'db', leg: 'a' }, 'pg-rehearsal-a', 78)
    await step({ inputs: { ...key, snapshot }, run: 77, environment: { GITHUB_JOB: 'other' } })
    await step({ inputs: { ...inputs, ...key }, run: 78 })
    const jobs = () => parseSections(state.comments[0]?.body ?? '').map(({ state: { job } }) => job)
    expect(jobs()).toEqual(['ci.yml/other', 'db'])
    const event = pullRequest('e'.repeat(40))
    await step({ inputs: { ...key, snapshot }, run: 79, environment: { GITHUB_JOB: 'other' }, event })
    await step({ inputs: { ...inputs, ...key }, run: 78 })
    expect(jobs()).toEqual(['ci.yml/other', 'db'])
  })

  test('leads to the page of each leg', async () => {
    const { state, step } = repository
    artifact(savedRecord(), { leg: 'postgres: 16' }, 'pg-rehearsal-a', 77)
    artifact(savedRecord(), { leg: 'postgres: 17' }, 'pg-rehearsal-b', 77)
    const { id } = state.addArtifact({
      ...{ name: 'pg-rehearsal-b-report.html', run: 77, mimeType: 'text/html' },
      ...{ zip: Buffer.from('<p>'), digest: digestOf(Buffer.from('<p>')) },
    })
    const run = await step({ inputs })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'warning')).toEqual([])
    const links = state.comments[0]?.body.match(/\[Report in the browser\]\([^)]*\)/g)
    const url = `https://github.com/octo/demo/actions/runs/77/artifacts/${id}`
    expect(links).toEqual([`[Report in the browser](${url})`])
  })

  test('has the last attempt of each leg', async () => {
    artifact(savedRecord({ result: 'failure' }), { leg: 'a', attempt: 1 }, 'pg-rehearsal-a', 77)
    artifact(savedRecord(), { leg: 'a', attempt: 2 }, 'pg-rehearsal-a-2', 77)
    const run = await repository.step({ inputs })
    expect(run.exitCode, run.stdout).toBe(0)
  })

  test('fails where the record of a leg cannot be read', async () => {
    artifact(savedRecord(), { leg: 'a' }, 'pg-rehearsal-a', 77)
    artifact('no record', { leg: 'b' }, 'pg-rehearsal-b', 77)
    const run = await repository.step({ inputs })
    expect(run.exitCode, run.stdout).toBe(2)
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringMatching(/Could not rehearse: The artifact pg-rehearsal-b cannot be read: /),
    ])
    expect(run.outputs).toMatchObject({ result: 'error', ready: 'false' })
    const body = () => repository.state.comments[0]?.body ?? ''
    expect(body()).toContain('## ⛔ Migration rehearsal: could not finish')
    expect(body()).toContain('The artifact pg-rehearsal-b cannot be read: ')
    // once the job has run again, nothing of it is left
    artifact(savedRecord(), { leg: 'b', attempt: 2 }, 'pg-rehearsal-b', 77)
    repository.state.artifacts.splice(1, 1)
    await repository.step({ inputs })
    expect(body()).not.toContain('cannot be read')
    expect(parseSections(body())).toHaveLength(2)
  })

  test('fails where a leg could not rehearse', async () => {
    const snapshot = await sqliteFromSql('create table notes (id integer primary key)')
    const leg = (matrix: string, source: string) =>
      repository.step({ inputs: { snapshot: source, matrix }, run: 77, event: pullRequest() })
    expect((await leg('{"app":"shop"}', snapshot)).exitCode).toBe(0)
    expect((await leg('{"app":"blog"}', '/nowhere/app.db')).exitCode).toBe(3)
    const run = await repository.step({ inputs })
    expect(run.exitCode, run.stdout).toBe(3)
    expect(messagesOf(run, 'error')).toEqual([
      expect.stringContaining('Could not rehearse: /nowhere/app.db does not exist'),
    ])
  })

  test('has both of two jobs with one key, and both of two steps', async () => {
    artifact(savedRecord(), { key: 'db', job: 'ci.yml/shop' }, 'pg-rehearsal-shop', 77)
    artifact(savedRecord({ result: 'failure' }), { key: 'db', job: 'ci.yml/blog' }, 'pg-rehearsal-blog', 77)
    artifact(savedRecord(), { key: 'db', job: 'ci.yml/blog' }, 'pg-rehearsal-blog-2', 77)
    const run = await repository.step({ inputs })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(repository.state.comments[0]?.body).toContain('failure, not safe to deploy in 1 of 3')
  })
})

describe('the report of shards', () => {
  const ORPHAN = `create table p (id integer primary key);
    create table k (id integer primary key, p_id integer references p (id));
    insert into p values (1);
    insert into k values (1, 1), (2, 99);`

  test('says in the comment what the step, its outputs and its summary say: what holds of all together', async () => {
    const { state, step } = repository
    const snapshot = await sqliteFromSql(ORPHAN)
    for (const include of ['p', 'k']) {
      const environment = { GITHUB_JOB: include }
      const shard = await step({ inputs: { snapshot, include, 'comment-key': 'db' }, run: 77, environment })
      expect(shard.exitCode, shard.stdout).toBe(0)
    }
    expect(parseSections(state.comments[0]?.body ?? '')).toHaveLength(2)
    const run = await step({ inputs: { mode: 'report', 'comment-key': 'db' } })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs.result).toBe('failure')
    const body = state.comments[0]?.body ?? ''
    expect(body).toMatch(/^## ❌ Migration rehearsal: failure, not safe to deploy$/m)
    expect(body).toContain('1 issue of priority HIGH')
    expect(body).toContain('without a parent in p')
    expect(parseSections(body).map(({ state: { job, tables } }) => [job, tables])).toEqual([
      ['ci.yml/k + ci.yml/p', [2, 2]],
    ])
    const again = await step({ inputs: { mode: 'report', 'comment-key': 'db' } })
    expect(again.exitCode, again.stdout).toBe(1)
    expect(state.comments.map((comment) => comment.body)).toEqual([body])
  })

  test('has a section for each version of PostgreSQL, with the shards of it', async () => {
    const { state, step } = repository
    const source = { ...savedRecord().source, sha256: 'ab' }
    for (const version of ['16.9', '17.6']) {
      for (const table of ['p', 'k']) {
        const leg = `${table}, ${version}`
        const target = { ...savedRecord().target, version }
        const record = savedRecord({ source, target, tables: [migrated(table)] })
        artifact(record, { leg }, `pg-rehearsal-${table}-${version}`, 77)
      }
    }
    const run = await step({ inputs: { mode: 'report' } })
    const sections = parseSections(state.comments[0]?.body ?? '')
    expect(sections.map(({ state: { leg, tables } }) => [leg, tables])).toEqual([
      ['k, 16.9 + p, 16.9', [2, 2]],
      ['k, 17.6 + p, 17.6', [2, 2]],
    ])
    expect((await recordOf(run)).tables).toHaveLength(4)
  })
})

function migrated(name: string): RunRecord['tables'][number] {
  const source = { name, target: name, core: true, columns: 1, status: 'migrated', reason: null } as const
  const rows = { rowsSource: 1, rowsLoaded: 1, rowsRejected: 0, rowsMissing: 0, rowsTarget: 1 }
  return { ...source, ...rows, cellsCompared: 1, mismatches: 0 }
}
