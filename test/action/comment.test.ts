import { beforeEach, describe, expect, test } from 'vitest'
import { parseSections } from '../../src/stages/report/comment/comment-document.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import {
  messagesOf,
  pullRequest,
  type StepOptions,
  type TestRepository,
  testRepository,
} from '../support/with-github.ts'

const CLEAN =
  "create table notes (id integer primary key, body text not null); insert into notes values (1, 'a')"
const ORPHAN = `
  create table owners (id integer primary key);
  create table pets (id integer primary key, owner_id integer not null references owners (id));
  insert into pets values (1, 7)`

let repository: TestRepository
let clean: string
let orphan: string

beforeEach(async () => {
  // most have nothing to do with artifacts, whose client takes a while to load
  repository = await testRepository({ 'artifact-name': 'off' })
  clean = await sqliteFromSql(CLEAN)
  orphan = await sqliteFromSql(ORPHAN)
})

function writes(): readonly string[] {
  return repository.state.requestsTo(/^(POST|PATCH|DELETE) .*comments/).map(({ method }) => method)
}

describe('the comment of a pull request', () => {
  test('says the verdict, and its address is an output', async () => {
    const { state, step } = repository
    const run = await step({ inputs: { snapshot: clean, 'artifact-name': 'results' } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(state.comments).toHaveLength(1)
    expect(state.comments[0]?.body).toMatch(
      /^<!-- pg-rehearsal:comment key=ci\.yml%2Frehearse -->\n\n## ✅ Migration rehearsal: complete success\n/,
    )
    expect(run.outputs['comment-url']).toBe(
      `https://github.com/octo/demo/pull/5#issuecomment-${state.comments[0]?.id}`,
    )
    expect(state.comments[0]?.body).toContain(`[Record and all files](${run.outputs['artifact-url']})`)
  })

  test('is found behind many pages of others, and changed in its place', async () => {
    const { state, step } = repository
    for (let index = 0; index < 205; index++) state.addComment(5, `talk ${index}`, 'octocat')
    await step({ inputs: { snapshot: orphan }, run: 1 })
    for (let index = 0; index < 5; index++) state.addComment(5, `more talk ${index}`, 'octocat')
    const run = await step({ inputs: { snapshot: clean }, run: 2, event: pullRequest('d'.repeat(40)) })
    const ours = state.comments.filter(({ body }) => body.includes('pg-rehearsal'))
    expect(ours, run.stdout).toHaveLength(1)
    expect(ours[0]?.body).toContain('complete success')
    expect(ours[0]?.body).toMatch(/^Since your last push \(bbbbbbb\): \d issues? fixed, 0 issues new\.$/m)
    expect(ours[0]?.edits).toBe(1)
  })

  test('is not taken from somebody else who writes our marker', async () => {
    const { state, step } = repository
    const forged = state.addComment(
      5,
      '<!-- pg-rehearsal:comment key=ci.yml%2Frehearse -->\n\nsafe',
      'mallory',
    )
    await step({ inputs: { snapshot: clean } })
    expect(forged).toMatchObject({ body: expect.stringMatching(/safe$/), edits: 0 })
    expect(state.comments).toHaveLength(2)
  })

  test('belongs to whoever the token speaks as', async () => {
    const { state, step } = repository
    state.login = 'octo-robot'
    await step({ inputs: { snapshot: orphan }, run: 1 })
    await step({ inputs: { snapshot: clean }, run: 2 })
    expect(state.comments).toHaveLength(1)
    expect(state.comments[0]?.body).toContain('complete success')
  })

  describe('of a token that may not ask for its login', () => {
    const forbidden = { status: 403, message: 'Resource not accessible by integration' }
    const marker = '<!-- pg-rehearsal:comment key=ci.yml%2Frehearse -->'
    const push = (run: number, snapshot: string) =>
      repository.step({ inputs: { snapshot }, run, event: pullRequest(String(run).repeat(40)) })

    beforeEach(() => repository.state.fail(/^POST \/graphql/, forbidden, 100))

    test.each(['github-actions[bot]', 'my-app[bot]'])('is found again: %s', async (login) => {
      const { state } = repository
      state.login = login
      for (const [index, snapshot] of [orphan, clean, orphan].entries()) await push(index + 1, snapshot)
      expect(writes()).toEqual(['POST', 'PATCH', 'PATCH'])
      expect(state.comments).toHaveLength(1)
      expect(state.comments[0]).toMatchObject({ edits: 2, body: expect.stringContaining('❌') })
    })

    test('is not taken from a person who writes our marker', async () => {
      const { state } = repository
      state.login = 'my-app[bot]'
      const forged = state.addComment(5, `${marker}\n\nsafe`, 'mallory')
      await push(1, orphan)
      await push(2, clean)
      expect(forged).toMatchObject({ body: expect.stringMatching(/safe$/), edits: 0 })
      expect(writes()).toEqual(['POST', 'PATCH'])
    })

    test('is another one beside that of an app whose comments the token may not change', async () => {
      const { state } = repository
      state.login = 'my-app[bot]'
      const other = state.addComment(5, `${marker}\n\nsafe`, 'other-app[bot]')
      state.fail(new RegExp(`^PATCH .*/comments/${other.id}$`), forbidden, 100)
      await push(1, orphan)
      await push(2, clean)
      expect(other.edits).toBe(0)
      expect(state.comments.map(({ user }) => user.login)).toEqual(['other-app[bot]', 'my-app[bot]'])
      expect(state.comments[1]?.body).toContain('complete success')
    })
  })

  test('is begun once by a step, even where somebody removes it each time', async () => {
    const { state, step } = repository
    const run = step({ inputs: { snapshot: clean } })
    const remover = setInterval(() => state.comments.splice(0), 5)
    expect((await run).exitCode).toBe(0)
    clearInterval(remover)
    expect(writes()).toEqual(['POST'])
  })

  test('stays when the same commit is rehearsed again with the same findings', async () => {
    const { step } = repository
    await step({ inputs: { snapshot: clean }, run: 1 })
    const again = await step({ inputs: { snapshot: clean }, run: 2 })
    expect(writes()).toEqual(['POST'])
    expect(again.outputs['comment-url']).toMatch(/#issuecomment-/)
  })

  test('is never replaced by an earlier run that ends later', async () => {
    const { state, step } = repository
    await step({ inputs: { snapshot: clean }, run: 20, event: pullRequest('d'.repeat(40)) })
    const late = await step({ inputs: { snapshot: orphan }, run: 10 })
    expect(late.exitCode).toBe(1)
    expect(state.comments[0]?.body).toContain('complete success')
    expect(state.comments[0]?.edits).toBe(0)
  })

  test('is one for all legs of a matrix, also when they write at the same time', async () => {
    const { state, step } = repository
    const legs = [14, 15, 16, 17].map((postgres) =>
      step({ inputs: { snapshot: postgres === 16 ? orphan : clean, matrix: JSON.stringify({ postgres }) } }),
    )
    await Promise.all(legs)
    const body = state.comments[0]?.body ?? ''
    expect(state.comments).toHaveLength(1)
    expect(body).toContain('## ❌ Migration rehearsal: failure, not safe to deploy in 1 of 4')
    expect(parseSections(body).map(({ state: { leg } }) => leg)).toEqual(
      [14, 15, 16, 17].map((one) => `postgres: ${one}`),
    )
  })

  test.each([
    ['has posted in the meantime', 1],
    ['and one more have posted in the meantime', 2],
  ])('loses no section when another leg %s', async (_, others) => {
    const { state, step } = repository
    const inputs = (db: string) => ({ snapshot: clean, matrix: JSON.stringify({ db }) })
    const bodies: string[] = []
    for (let index = 0; index < others; index++) {
      await step({ inputs: inputs(`other ${index}`) })
      bodies.push(...state.comments.splice(0).map(({ body }) => body))
    }
    // both have seen that there is no comment, and this leg is the later one
    state.fail(/^POST .*\/comments$/, { status: 502 }, 1, () => {
      for (const body of bodies) state.addComment(5, body)
    })
    await step({ inputs: inputs('late') })
    expect(state.comments).toHaveLength(1)
    const legs = parseSections(state.comments[0]?.body ?? '').map(({ state: { leg } }) => leg)
    expect(legs).toEqual(['db: late', ...bodies.map((_, index) => `db: other ${index}`)])
  })

  test('has the later section of a leg, when duplicates of it are merged', async () => {
    const { state, step } = repository
    const inputs = (snapshot: string, db: string) => ({ snapshot, matrix: JSON.stringify({ db }) })
    await step({ inputs: inputs(orphan, 'a'), run: 3 })
    await step({ inputs: inputs(clean, 'b'), run: 3 })
    const [whole] = state.comments.splice(0)
    await step({ inputs: inputs(clean, 'a'), run: 2 })
    state.addComment(5, whole?.body ?? '')
    await step({ inputs: inputs(clean, 'b'), run: 3 })
    expect(state.comments).toHaveLength(1)
    const sections = parseSections(state.comments[0]?.body ?? '').map(({ state: said }) => said)
    expect(sections).toMatchObject([
      { leg: 'db: a', runId: 3, result: 'failure' },
      { leg: 'db: b', runId: 3 },
    ])
  })

  test('leaves the oldest when there are several of ours', async () => {
    const { state, step } = repository
    await step({ inputs: { snapshot: clean, matrix: '{"db":"a"}' }, run: 1 })
    state.addComment(5, state.comments[0]?.body ?? '')
    await step({ inputs: { snapshot: clean, matrix: '{"db":"b"}' }, run: 1 })
    expect(state.comments).toHaveLength(1)
    expect(parseSections(state.comments[0]?.body ?? '')).toHaveLength(2)
  })

  const long = { of: 'x'.repeat(120) }
  test.each<[string, readonly [StepOptions, StepOptions]]>([
    [
      'two jobs with one key',
      [
        { inputs: { 'comment-key': 'db' }, environment: { GITHUB_JOB: 'shop' } },
        { inputs: { 'comment-key': 'db' }, environment: { GITHUB_JOB: 'blog' } },
      ],
    ],
    [
      'two steps of a job',
      [{ environment: { GITHUB_ACTION: '__self' } }, { environment: { GITHUB_ACTION: '__self_2' } }],
    ],
    [
      'two legs with a long name in common',
      [
        { inputs: { matrix: JSON.stringify({ a: long, pg: 16 }) } },
        { inputs: { matrix: JSON.stringify({ a: long, pg: 17 }) } },
      ],
    ],
  ])('is one for %s, and has a section for each', async (_, [failing, good]) => {
    const { state, step } = repository
    for (const run of [1, 2]) {
      const event = pullRequest(String(run).repeat(40))
      await step({ ...failing, inputs: { snapshot: orphan, ...failing.inputs }, run, event })
      await step({ ...good, inputs: { snapshot: clean, ...good.inputs }, run, event })
    }
    expect(state.comments).toHaveLength(1)
    const [{ body } = { body: '' }] = state.comments
    expect(body).toContain('## ❌ Migration rehearsal: failure, not safe to deploy in 1 of 2')
    const said = parseSections(body).map(({ state: { runId, result } }) => `${runId} ${result}`)
    expect(said.toSorted()).toEqual(['2 complete', '2 failure'])
  })

  test.each([
    ['orphan', 'clean'],
    ['clean', 'orphan'],
  ])('says the worse of two steps that cannot be told apart: %s, %s', async (...order) => {
    const { state, step } = repository
    for (const name of order) await step({ inputs: { snapshot: name === 'orphan' ? orphan : clean } })
    expect(state.comments[0]?.body).toContain('## ❌')
  })

  test('has another one beside it for another key', async () => {
    const { state, step } = repository
    await step({ inputs: { snapshot: clean } })
    await step({ inputs: { snapshot: clean, 'comment-key': 'other' } })
    expect(state.comments).toHaveLength(2)
  })

  test('is written anew when somebody has deleted it', async () => {
    const { state, step } = repository
    await step({ inputs: { snapshot: orphan }, run: 1 })
    state.fail(/^PATCH .*\/issues\/comments\//, { status: 404 }, 1, () => state.comments.splice(0))
    const run = await step({ inputs: { snapshot: clean }, run: 2 })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(state.comments.map(({ body }) => body)).toEqual([expect.stringContaining('complete success')])
  })
})

describe('the input comment', () => {
  test.each([
    ['off', ['clean', 'orphan'], []],
    ['changes', ['clean', 'clean'], []],
    ['changes', ['orphan', 'orphan', 'clean'], ['POST', 'PATCH']],
    ['on-failure', ['clean', 'clean'], []],
    ['on-failure', ['clean', 'orphan', 'clean'], ['POST', 'PATCH']],
    ['always', ['clean', 'clean'], ['POST', 'PATCH']],
  ])('%s writes for %j as %j', async (comment, runs, expected) => {
    for (const [index, snapshot] of runs.entries()) {
      const inputs = { snapshot: snapshot === 'clean' ? clean : orphan, comment }
      await repository.step({ inputs, run: index + 1, event: pullRequest(String(index).repeat(40)) })
    }
    expect(writes()).toEqual(expected)
  })
})

test('changes tells of a leg beside others for each commit, because the newest decides the headline', async () => {
  const legs = (run: number, a: string, b: string) =>
    Promise.all(
      Object.entries({ a, b }).map(([db, snapshot]) =>
        repository.step({
          inputs: { snapshot, comment: 'changes', matrix: JSON.stringify({ db }) },
          event: pullRequest(String(run).repeat(40)),
          run,
        }),
      ),
    )
  await legs(1, orphan, orphan)
  await legs(2, orphan, clean)
  const body = repository.state.comments[0]?.body
  expect(body).toContain('## ❌ Migration rehearsal: failure, not safe to deploy in 1 of 2\n')
})

describe('a pull request without a comment', () => {
  test.each([
    ['of a fork', { event: pullRequest('b'.repeat(40), 'stranger/demo') }],
    ['of Dependabot', { environment: { GITHUB_ACTOR: 'dependabot[bot]' } }],
  ])('%s is told of the companion, and nothing is tried', async (_, options) => {
    const run = await repository.step({ inputs: { snapshot: clean }, ...options })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'notice')).toContainEqual(
      expect.stringMatching(/fork or from Dependabot.*mode: report/),
    )
    expect(run.outputs).toMatchObject({ 'comment-url': '', result: 'complete' })
    expect(repository.state.requestsTo(/comments/)).toEqual([])
  })

  test('for lack of a permission is told which one, and the rehearsal is what it is', async () => {
    repository.state.permissions = { 'pull-requests': 'read', actions: 'none' }
    const run = await repository.step({ inputs: { snapshot: clean } })
    expect(run.exitCode, run.stdout).toBe(0)
    const notices = messagesOf(run, 'notice').join('\n')
    // a list of permissions takes away those that it does not name, so nothing may ask for a list
    expect(notices).toContain('Add pull-requests: write to the permissions of the job.')
    expect(notices).toContain('Add actions: read to the permissions of the job.')
    expect(notices).not.toContain('{')
    expect(run.summary).toMatch(
      /^No baseline: the token may not do this \(403\)\. Add actions: read to the permissions of the job\.$/m,
    )
  })
})

describe('an API that fails', () => {
  test.each([
    ['500', { status: 500 }, 1],
    ['409', { status: 409 }, 1],
    [
      'a limit that ends soon',
      { status: 403, headers: { 'retry-after': '1' }, message: 'You have exceeded a secondary rate limit' },
      1,
    ],
    [
      '429',
      { status: 429, headers: { 'retry-after': '1' }, message: 'You have exceeded a secondary rate limit' },
      1,
    ],
  ] as const)('with %s is asked again', async (_, answer, times) => {
    repository.state.fail(/^POST .*\/comments/, answer, times)
    const run = await repository.step({ inputs: { snapshot: clean } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments).toHaveLength(1)
  })

  test.each([
    ['422', { status: 422 }, /refuses the content \(422\)/],
    ['401', { status: 401 }, /does not know this token \(401\)/],
    [
      'a limit that lasts',
      {
        status: 403,
        headers: { 'retry-after': '3600' },
        message: 'You have exceeded a secondary rate limit',
      },
      /limits how much this token may ask for/,
    ],
    ['503', { status: 503 }, /does not answer as it should \(503\)/],
  ] as const)('with %s for good costs the comment and nothing else', async (_, answer, words) => {
    repository.state.fail(/^POST .*\/comments/, answer, 100)
    const run = await repository.step({ inputs: { snapshot: clean } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(messagesOf(run, 'notice')).toContainEqual(expect.stringMatching(words))
    expect(run.outputs).toMatchObject({ result: 'complete', 'comment-url': '' })
    expect(run.summary).toContain('complete success')
  })

  test('by not answering is asked again', async () => {
    repository.state.fail(/^POST .*\/comments/, 'hang')
    const run = await repository.step({ inputs: { snapshot: clean } })
    expect(run.exitCode, run.stdout).toBe(0)
    expect(repository.state.comments).toHaveLength(1)
  })
})
