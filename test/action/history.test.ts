import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { unzip } from '../../src/action/artifacts/unzip.ts'
import { parseHistory, renderHistory } from '../../src/stages/record/history.ts'
import { toRunDigest } from '../../src/stages/record/run-digest.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { savedRecord } from '../cli/saved-record.ts'
import type { FakeArtifact, FakeRun } from '../github/fake-state.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { messagesOf, PUSH, type TestRepository, testRepository } from '../support/with-github.ts'
import { digestOf, zipOf } from '../support/zip.ts'

const NAME = 'pg-rehearsal-rehearse--history'
const CLEAN =
  "create table notes (id integer primary key, body text not null); insert into notes values (1, 'a')"

const BROKEN = `
  create table owners (id integer primary key);
  create table pets (id integer primary key, owner_id integer not null references owners (id));
  insert into pets values (1, 7)`

let repository: TestRepository
let snapshot: string

beforeEach(async () => {
  repository = await testRepository()
  snapshot = await sqliteFromSql(CLEAN)
})

function night(number: number): RunRecord {
  return savedRecord({
    run: {
      ...savedRecord().run,
      number,
      durationMs: 5000 + number,
      commit: 'c0ffee0123',
      startedAt: new Date(Date.UTC(2026, 8, number, 2)).toISOString(),
    },
  })
}

const NIGHTS = renderHistory(Array.from({ length: 45 }, (_, index) => toRunDigest(night(index + 1))))

function keep(run: Partial<FakeRun> = {}, artifact: Partial<FakeArtifact> = {}, text = NIGHTS): void {
  const { id } = repository.state.addRun(run)
  repository.state.addArtifact({ name: NAME, run: id, ...zipOf({ 'history.jsonl': text }), ...artifact })
}

async function keptHistory() {
  const last = repository.state.artifacts.findLast(({ name }) => name === NAME)
  if (last === undefined) throw new Error('no history was kept')
  const limits = { wants: () => true, maxEntries: 9, maxBytes: 1e8 }
  return parseHistory((await unzip(last.zip, limits)).get('history.jsonl')?.toString() ?? '')
}

describe('the history of a branch', () => {
  test('grows with each of its runs, and numbers them', async () => {
    const { state, step } = repository
    for (const id of [1, 2, 3]) {
      state.addRun({ id })
      const run = await step({ inputs: { snapshot }, run: id, event: {}, environment: PUSH })
      expect(run.exitCode, run.stdout).toBe(0)
      expect(run.outputs['test-run']).toBe(String(id))
    }
    expect((await keptHistory()).map(({ run }) => run.number)).toEqual([1, 2, 3])
  })

  test('is the baseline of a pull request, which adds nothing to it', async () => {
    keep()
    const before = repository.state.artifacts.length
    const run = await repository.step({ inputs: { snapshot } })
    expect(run.outputs['test-run'], run.stdout).toBe('46')
    expect(repository.state.comments[0]?.body).toContain('| main@c0ffee0 |')
    expect(repository.state.comments[0]?.body).toContain('Trend of 30 runs: open issues ▁')
    expect(run.summary).toContain('```mermaid\nxychart-beta\n    title "Open issues"')
    expect(run.summary).toMatch(/ {4}x-axis "Test run" \["17", .*"46"\]/)
    const added = repository.state.artifacts.slice(before).map(({ name }) => name)
    expect(added).toEqual(['pg-rehearsal-rehearse', 'pg-rehearsal-rehearse-report.html'])
  })

  test('holds the runs of a job that ended meanwhile', async () => {
    const { state, step } = repository
    state.addRun({ id: 9000 })
    const other = renderHistory([toRunDigest(night(1))])
    state.fail(/^POST .*CreateArtifact/, { status: 503 }, 1, () => keep({}, {}, other))
    await step({ inputs: { snapshot }, run: 9000, event: {}, environment: PUSH })
    expect((await keptHistory()).map(({ run }) => run.startedAt.slice(0, 10))).toContain('2026-09-01')
    expect(await keptHistory()).toHaveLength(2)
  })

  test('is that of each job that shares its name', async () => {
    const { step } = repository
    const broken = await sqliteFromSql(BROKEN)
    const jobs = [
      { job: 'shop', snapshot },
      { job: 'blog', snapshot: broken },
    ]
    const runs: [job: string, run: string, added: string][] = []
    for (const id of [1, 2, 3]) {
      repository.state.addRun({ id })
      for (const { job, snapshot } of jobs) {
        const inputs = { snapshot, 'artifact-name': 'db', 'fail-on': id === 1 ? 'never' : 'new-issues' }
        const environment = { ...PUSH, GITHUB_JOB: job }
        const run = await step({ inputs, run: id, event: {}, environment })
        expect(run.exitCode, run.stdout).toBe(0)
        runs.push([job, run.outputs['test-run'] ?? '', run.outputs['issues-new'] ?? ''])
      }
    }
    expect(runs.slice(2)).toEqual([
      ['shop', '2', '0'],
      ['blog', '2', '0'],
      ['shop', '3', '0'],
      ['blog', '3', '0'],
    ])
  })

  test.each<[string, Partial<FakeArtifact>, string]>([
    ['is read from all artifacts of its run', {}, '10'],
    ['is not read from what has expired', { expired: true }, '6'],
    ['is not read from another name', { name: `${NAME}-10` }, '6'],
    ['is not read from another run', { run: 8 }, '6'],
    ['is not read from a part that was changed', { digest: digestOf(Buffer.from('x')) }, '1'],
  ])('that several jobs have left %s', async (_, artifact, next) => {
    const { state, step } = repository
    state.addRun({ id: 8, event: 'pull_request' })
    const { id } = state.addRun()
    const left = (number: number) => zipOf({ 'history.jsonl': renderHistory([toRunDigest(night(number))]) })
    state.addArtifact({ name: NAME, run: id, ...left(5) })
    state.addArtifact({ name: `${NAME}-2`, run: id, ...left(9), ...artifact })
    const run = await step({ inputs: { snapshot } })
    expect(run.outputs['test-run'], run.stdout).toBe(next)
  })

  test('of the own branch comes before that of the default one', async () => {
    keep({}, { createdAt: '2030-01-01T00:00:00Z' })
    keep({ head_branch: 'topic' }, {}, renderHistory([toRunDigest(night(7))]))
    const environment = { ...PUSH, GITHUB_REF_NAME: 'topic' }
    const run = await repository.step({
      inputs: { snapshot },
      event: { repository: { default_branch: 'main' } },
      environment,
    })
    expect(run.outputs['test-run'], run.stdout).toBe('8')
  })

  test('in the workspace is used, and left to its owner', async () => {
    keep()
    const files = { 'history.jsonl': renderHistory([toRunDigest(night(3))]) }
    const run = await repository.step({ inputs: { snapshot, history: 'history.jsonl' }, files })
    expect(run.outputs['test-run'], run.stdout).toBe('4')
    expect(repository.state.requestsTo(/actions\/artifacts/)).toEqual([])
  })
})

describe('a history that is not trusted', () => {
  /** The comment says the same as the summary, and later. */
  const alone = { comment: 'off' }
  const zip = zipOf({ 'history.jsonl': NIGHTS }).zip
  const bomb = zipOf({ 'history.jsonl': new Uint8Array(150_000_000) })
  const evil = zipOf({ '../../history.jsonl': NIGHTS })

  test.each<[string, Partial<FakeRun>, Partial<FakeArtifact>, RegExp]>([
    ['of a fork that calls its branch main', { head_repository_id: 666 }, {}, /no trusted run of main/],
    ['of another branch', { head_branch: 'topic' }, {}, /no trusted run of main/],
    ['of a pull request', { event: 'pull_request' }, {}, /no trusted run of main/],
    ['that has expired', {}, { expired: true }, /no trusted run of main/],
    ['of another name', {}, { name: `${NAME}-2` }, /no trusted run of main/],
    ['with another digest', {}, { digest: digestOf(Buffer.from('x')) }, /its digest is another one/],
    ['without a digest', {}, { digest: null }, /it has no digest/],
    [
      'that is no archive',
      {},
      { zip: zip.subarray(9), digest: digestOf(zip.subarray(9)) },
      /no sound archive/,
    ],
    ['that unpacks to too much', {}, bomb, /unpacks to more than is allowed/],
    ['that leads out of its folder', {}, evil, /invalid relative path/],
  ])('%s is no baseline, and that is said', async (_, of, artifact, reason) => {
    keep(of, artifact)
    const run = await repository.step({ inputs: { snapshot, ...alone } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs['test-run']).toBe('1')
    expect(run.summary).toMatch(new RegExp(`^No baseline: .*${reason.source}`, 'm'))
  })

  test.each([
    ['of a version of the future', '{"schemaVersion":7}\n'],
    ['that is a text', 'hello\n'],
  ])('%s is no baseline', async (_, text) => {
    keep({}, {}, text)
    const run = await repository.step({ inputs: { snapshot, ...alone } })
    expect(run.outputs['test-run'], run.stdout).toBe('1')
    expect(run.summary).toContain('No baseline: it holds no run of this version.')
  })

  test('behind an older one that is trusted leaves that one', async () => {
    keep({}, {}, renderHistory([toRunDigest(night(5))]))
    keep({ head_repository_id: 666 })
    const run = await repository.step({ inputs: { snapshot, ...alone } })
    expect(run.outputs['test-run'], run.stdout).toBe('6')
  })
})

describe('artifacts', () => {
  test('hold the record, the reports, the schema and the rejected rows, and no secret', async () => {
    const token = 'ghs_fakefakefakefakefakefakefakefakefake'
    const source = await sqliteFromSql(`
      create table "of ${token}" (id integer primary key, name text);
      insert into "of ${token}" values (1, 'a'), (2, 'b' || char(0))`)
    const run = await repository.step({ inputs: { snapshot: source, 'retention-days': '9' } })
    const [artifact] = repository.state.artifacts
    if (artifact === undefined) throw new Error(run.stdout)
    const files = await unzip(artifact.zip, { wants: () => true, maxEntries: 99, maxBytes: 1e8 })
    expect([...files.keys()].toSorted()).toEqual(
      expect.arrayContaining([
        'ddl.sql',
        'origin.json',
        'record.json',
        expect.stringMatching(/^rejects\/of.*___\.ndjson$/),
        'report.md',
      ]),
    )
    const all = [...files.keys(), ...files.values()].map(String).join('\n')
    const comments = repository.state.comments.map(({ body }) => body).join('\n')
    expect(all).toContain('of ***')
    expect(all + comments + run.stdout + run.summary).not.toContain(token)
    expect(run.outputs['artifact-url']).toBe(
      `https://github.com/octo/demo/actions/runs/77/artifacts/${artifact.id}`,
    )
    const [create] = repository.state.requestsTo(/CreateArtifact/)
    const expires = Date.parse(JSON.parse(create?.body ?? '{}').expires_at)
    expect((expires - Date.now()) / 86_400_000).toBeCloseTo(9, 1)
  })

  test('of two steps with one name get different ones', async () => {
    await repository.step({ inputs: { snapshot, 'artifact-name': 'results' } })
    await repository.step({ inputs: { snapshot, 'artifact-name': 'results' } })
    expect(repository.state.artifacts.map(({ name }) => name)).toEqual([
      'results',
      'results-report.html',
      'results-2',
      'results-report-2.html',
    ])
  })

  test('hold the report once more as a page that a browser opens, linked from comment and summary', async () => {
    const token = 'ghs_fakefakefakefakefakefakefakefakefake'
    const source = await sqliteFromSql(`create table "of ${token}" (id integer primary key)`)
    const run = await repository.step({ inputs: { snapshot: source } })
    const page = repository.state.artifacts.find(({ mimeType }) => mimeType === 'text/html')
    expect(page?.name, run.stdout).toBe('pg-rehearsal-rehearse-report.html')
    expect(page?.zip.toString()).toMatch(/^<!doctype html>/i)
    expect(page?.zip.toString()).toContain('of ***')
    expect(page?.zip.toString()).not.toContain(token)
    const url = `https://github.com/octo/demo/actions/runs/77/artifacts/${page?.id}`
    expect(run.outputs['report-url']).toBe(url)
    expect(repository.state.comments[0]?.body).toContain(`[Report in the browser](${url})`)
    expect(run.summary).toContain(`[Report in the browser](${url})`)
  })

  test('are there without the page when that cannot be kept', async () => {
    const taken = 'pg-rehearsal-rehearse'
    repository.state.fail(/CreateArtifact/, { status: 403 }, 1, () => {}, /report\.html/)
    const run = await repository.step({ inputs: { snapshot } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.artifacts.map(({ name }) => name)).toEqual([taken])
    expect(run.outputs['artifact-url']).toMatch(/artifacts\/\d+$/)
    expect(run.outputs['report-url']).toBe('')
    expect(repository.state.comments[0]?.body).toContain('[Record and report](')
  })

  test('are not made where the workflow says so', async () => {
    const run = await repository.step({ inputs: { snapshot, 'artifact-name': 'off' } })
    expect(run.outputs['artifact-url'], run.stdout).toBe('')
    expect(repository.state.requestsTo(/ArtifactService/)).toEqual([])
  })

  test('hold nothing else that lies in the output folder', async () => {
    const prepare = async (workspace: string) => {
      for (const folder of ['out/logs/nested', 'out/rejects/nested'])
        await mkdir(join(workspace, folder), { recursive: true })
      for (const file of ['out/logs/app.log', 'out/rejects/mine.txt', 'out/mine.json'])
        await writeFile(join(workspace, file), 'mine')
      // of an earlier run, or the folder would be refused
      await writeFile(join(workspace, 'out/record.json'), JSON.stringify(savedRecord()))
    }
    const run = await repository.step({ inputs: { snapshot, out: 'out' }, prepare })
    expect(run.exitCode, run.stdout).toBe(0)
    const zip = repository.state.artifacts.find(({ name }) => name === 'pg-rehearsal-rehearse')?.zip
    const files = await unzip(zip ?? Buffer.alloc(0), { wants: () => true, maxEntries: 9, maxBytes: 1e8 })
    expect([...files.keys()].toSorted()).toEqual([
      ...['ddl.sql', 'origin.json', 'record.json', 'report.html', 'report.md'],
    ])
  })

  test('that no disk takes cost a notice each, and the rehearsal is what it is', async () => {
    const environment = { ...PUSH, RUNNER_TEMP: '/nowhere' }
    const run = await repository.step({ inputs: { snapshot }, environment, event: {} })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs.result).toBe('complete')
    const notices = messagesOf(run, 'notice').filter((text) => /could not be uploaded: ENOENT/.test(text))
    expect(notices).toHaveLength(2)
  })

  test('that cannot be kept cost a notice, and the rehearsal is what it is', async () => {
    repository.state.fail(/CreateArtifact/, { status: 403 }, 100)
    const run = await repository.step({ inputs: { snapshot } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'notice')).toContainEqual(
      expect.stringMatching(/artifact could not be uploaded: GitHub answers 403/),
    )
  })

  test('are no part of an Enterprise Server, which is said', async () => {
    const environment = { GITHUB_SERVER_URL: 'https://github.example.com' }
    const run = await repository.step({ inputs: { snapshot }, environment })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(run.outputs).toMatchObject({ 'artifact-url': '', result: 'complete' })
    expect(messagesOf(run, 'notice')).toContainEqual(
      expect.stringContaining('Enterprise Server keeps no artifacts'),
    )
    expect(repository.state.comments).toHaveLength(1)
  })
})
