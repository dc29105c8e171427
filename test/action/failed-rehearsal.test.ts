import { beforeEach, describe, expect, test } from 'vitest'
import { parseSections } from '../../src/stages/report/comment/comment-document.ts'
import type { ActionRun } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import {
  messagesOf,
  pullRequest,
  type StepOptions,
  type TestRepository,
  testRepository,
} from '../support/with-github.ts'

let repository: TestRepository
let clean: string

beforeEach(async () => {
  repository = await testRepository({ 'artifact-name': 'off' })
  clean = await sqliteFromSql('create table notes (id integer primary key); insert into notes values (1)')
})

const OLD = 'b'.repeat(40)
const NEW = 'd'.repeat(40)

function rehearse(
  run: number,
  sha: string,
  inputs: StepOptions['inputs'] = {},
  more: StepOptions = {},
): Promise<ActionRun> {
  return repository.step({ ...more, inputs: { snapshot: clean, ...inputs }, run, event: pullRequest(sha) })
}

const bodies = () => repository.state.comments.map(({ body }) => body)

describe('the comment, when the newest commit could not be rehearsed', () => {
  const FAILURES: readonly (readonly [string, number, NonNullable<StepOptions['inputs']>, RegExp])[] = [
    ['the source is not there', 3, { snapshot: 'nope.db' }, /nope\.db does not exist\. Check the path/],
    ['the source is empty', 3, { snapshot: '/dev/null' }, /\/dev\/null/],
    ['an input is wrong', 2, { 'fail-on': 'nver' }, /input fail-on: expected one of .* found "nver"/],
    ['there is no such settings file', 2, { config: 'none.yml' }, /Cannot read the settings file none\.yml/],
    ['the output folder holds what is not ours', 2, { out: '.' }, /record\.json/],
    ['the server cannot be reached', 4, { 'postgres-url': 'postgres://u:p@127.0.0.1:1/db' }, /127\.0\.0\.1/],
  ]
  const files = { 'record.json': 'mine' }

  test.each(FAILURES)(
    'says so, and marks the last result as older: %s',
    async (_, exitCode, inputs, reason) => {
      await rehearse(1, OLD)
      const failed = await rehearse(2, NEW, inputs, { files })
      expect(failed.exitCode, failed.stdout).toBe(exitCode)
      const [body = '', ...others] = bodies()
      expect(others).toEqual([])
      expect(body).toMatch(/^<!-- .* -->\n\n## ⛔ Migration rehearsal: could not finish\n/)
      expect(body).toContain('**The commit ddddddd could not be rehearsed. ')
      expect(body).toMatch(reason)
      expect(body).toMatch(
        /^Last result \(older commit bbbbbbb\): ✅ complete success\. 1 of 1 table migrated, 0 open issues\. · \[/m,
      )
      expect(failed.outputs['comment-url']).toMatch(/#issuecomment-/)
    },
  )

  test('says it again of the next commit, and nothing of it once a commit was rehearsed', async () => {
    await rehearse(1, OLD)
    await rehearse(2, NEW, { snapshot: 'nope.db' })
    await rehearse(3, 'e'.repeat(40), { snapshot: 'nope.db' })
    expect(bodies()[0]).toContain('**The commit eeeeeee could not be rehearsed. ')
    expect(bodies()[0]).toContain('Last result (older commit bbbbbbb): ✅ complete success.')
    await rehearse(4, 'f'.repeat(40))
    expect(bodies()[0]).toMatch(/^<!-- .* -->\n\n## ✅ Migration rehearsal: complete success\n/)
    expect(bodies()[0]).not.toContain('Last result')
  })

  test.each(['always', 'changes', 'on-failure', 'never-heard-of'])(
    'is begun where there is none, with comment: %s',
    async (comment) => {
      const failed = await rehearse(1, NEW, { snapshot: 'nope.db', comment })
      expect(failed.exitCode).toBe(comment === 'never-heard-of' ? 2 : 3)
      expect(bodies()).toEqual([expect.stringContaining('could not finish')])
      expect(bodies()[0]).not.toMatch(/Last result|Test Run #|Tables Migrated/)
    },
  )

  test('is not begun where none is wanted, or for a fork, which is told of the companion', async () => {
    await rehearse(1, NEW, { snapshot: 'nope.db', comment: 'off' })
    const fork = await repository.step({
      inputs: { snapshot: 'nope.db' },
      event: pullRequest(NEW, 'stranger/demo'),
    })
    expect(bodies()).toEqual([])
    expect(messagesOf(fork, 'notice')).toContainEqual(expect.stringMatching(/fork.*mode: report/))
  })

  test('is begun by no step whose mode is mistaken, and one that is there is kept true', async () => {
    const mistaken = { mode: 'reprot' }
    const first = await rehearse(1, OLD, mistaken)
    expect(first.exitCode, first.stdout).toBe(2)
    expect(bodies()).toEqual([])
    await rehearse(2, OLD)
    await rehearse(3, NEW, mistaken)
    expect(bodies()).toEqual([expect.stringContaining('input mode: expected one of rehearse')])
    expect(parseSections(bodies()[0] ?? '')).toHaveLength(1)
    await rehearse(4, 'e'.repeat(40), { ...mistaken, matrix: '{"app":"shop"}' })
    expect(parseSections(bodies()[0] ?? '')).toHaveLength(1)
  })

  test('keeps the sections of other legs, as of an older commit', async () => {
    for (const app of ['shop', 'blog']) await rehearse(1, OLD, { matrix: JSON.stringify({ app }) })
    await rehearse(2, NEW, { matrix: '{"app":"shop"}', snapshot: 'nope.db' })
    expect(bodies()[0]).toContain('could not finish in 1 of 1; 1 is of an older commit')
    expect(parseSections(bodies()[0] ?? '')).toHaveLength(2)
  })

  test('shows the mistakes of a stranger as text, one a line, and no password', async () => {
    const failed = await rehearse(1, NEW, {
      'fail-on': '<b>@octocat</b>',
      jobs: '[x](https://evil.example)',
      'postgres-url': 'postgres://u:sw0rdfish-long@127.0.0.1:1/db?sslmode=sw0rdfish-long',
      'github-token': 'ghs_secretsecretsecret',
      config: 'postgres://u:sw0rdfish-long@h/none.yml',
    })
    expect(failed.exitCode).toBe(2)
    const body = bodies()[0] ?? ''
    expect(body).toContain('could not be rehearsed')
    expect(body).not.toMatch(/<b>|@octocat|\]\(https:\/\/evil|sw0rdfish|secretsecret|\\n/)
  })

  test('that cannot be written costs nothing more than a notice', async () => {
    repository.state.permissions['pull-requests'] = 'read'
    const failed = await rehearse(1, NEW, { snapshot: 'nope.db' })
    expect(failed.exitCode).toBe(3)
    expect(messagesOf(failed, 'error')).toHaveLength(1)
    expect(messagesOf(failed, 'notice')).toContainEqual(expect.stringContaining('pull-requests: write'))
  })

  test('is written over by mode: report too, where comment-key says which it is', async () => {
    await rehearse(1, OLD, { 'comment-key': 'db' })
    const event = pullRequest(NEW)
    const report = { mode: 'report', 'comment-key': 'db' }
    const failed = await repository.step({ inputs: report, run: 2, event })
    expect(failed.exitCode).toBe(2)
    expect(bodies()[0]).toContain('could not finish')
    expect(bodies()[0]).toContain('There is no record to report of')
    await repository.step({ inputs: { mode: 'report' }, run: 3, event })
    expect(bodies()).toHaveLength(1)
  })
})
