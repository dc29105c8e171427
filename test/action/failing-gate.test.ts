import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { recordOf } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { messagesOf, type TestRepository, testRepository } from '../support/with-github.ts'

let repository: TestRepository

beforeEach(async () => {
  repository = await testRepository({ 'artifact-name': 'off' })
})

const NO_KEY = 'create table notes (body text); insert into notes values (1)'
const CLEAN = 'create table notes (id integer primary key); insert into notes values (1)'

test.each([
  ['new-issues', NO_KEY, /\d+ new issues?/],
  ['not-ready', CLEAN, /\d+ of 17 lines of the checklist: unverified/],
])(
  'with fail-on: %s a success that is not enough is nowhere a success alone',
  async (failOn, sql, reason) => {
    const { state, step } = repository
    const run = await step({ inputs: { snapshot: await sqliteFromSql(sql), 'fail-on': failOn } })
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs.result).toBe('complete')
    const { gate } = await recordOf(run)
    expect(gate).toEqual({ failOn, holds: false, reason: expect.stringMatching(reason) })
    const said = `The gate does not hold (fail-on: ${failOn}): ${gate?.reason}.`
    const reportOf = (name: string) => readFile(join(run.workspace, '.rehearsal', name), 'utf8')
    const places = {
      comment: state.comments[0]?.body ?? '',
      summary: run.summary,
      log: run.stdout,
      message: messagesOf(run, 'error')[0] ?? '',
      'report.md': await reportOf('report.md'),
      'report.html': await reportOf('report.html'),
    }
    for (const [name, text] of Object.entries(places)) {
      expect(text, name).toContain('complete success, but the gate does not hold')
      expect(text.replaceAll(/\s+/g, ' '), name).toContain(said)
    }
  },
)

test('the comment changes with the gate alone', async () => {
  const { state, step } = repository
  const snapshot = await sqliteFromSql(CLEAN)
  await step({ inputs: { snapshot }, run: 1 })
  expect(state.comments[0]?.body).toContain('## ✅ Migration rehearsal: complete success\n')
  await step({ inputs: { snapshot, 'fail-on': 'not-ready' }, run: 2 })
  expect(state.comments[0]?.body).toContain('## ⚠️ Migration rehearsal: complete success, but the gate')
})

test('mode: report says which gate does not hold, its own or that of a leg', async () => {
  const { state, step } = await testRepository()
  const snapshot = await sqliteFromSql(CLEAN)
  const legs = { a: 'failure', b: 'not-ready' }
  for (const [app, failOn] of Object.entries(legs)) {
    const matrix = JSON.stringify({ app })
    await step({ inputs: { snapshot, matrix, 'fail-on': failOn, 'comment-key': 'db' }, run: 77 })
  }
  const report = { mode: 'report', 'comment-key': 'db' }
  const body = () => state.comments[0]?.body ?? ''
  const mild = await step({ inputs: report, run: 77 })
  expect(mild.exitCode, mild.stdout).toBe(0)
  expect((await recordOf(mild)).gate).toEqual({ failOn: 'failure', holds: true, reason: null })
  expect(mild.summary).toContain('Migration rehearsal: complete success\n')
  expect(body()).toContain('complete success, but the gate does not hold in 1 of 2')
  const strict = await step({ inputs: { ...report, 'fail-on': 'not-ready' }, run: 77 })
  expect(strict.exitCode, strict.stdout).toBe(1)
  expect(strict.summary).toContain('The gate does not hold (fail-on: not-ready): ')
  expect(body()).toContain('complete success, but the gate does not hold in 2 of 2')
})
