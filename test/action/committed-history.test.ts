import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { renderHistory } from '../../src/stages/record/history.ts'
import { toRunDigest } from '../../src/stages/record/run-digest.ts'
import { type ActionRun, recordOf } from '../support/run-action.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { messagesOf, PUSH, pullRequest, type TestRepository, testRepository } from '../support/with-github.ts'
import { zipOf } from '../support/zip.ts'

const ORPHAN = `
  create table owners (id integer primary key);
  create table pets (id integer primary key, owner_id integer not null references owners (id));
  insert into pets values (1, 7)`
const FORK = pullRequest('b'.repeat(40), 'stranger/demo')
const FILE = '.rehearsal/history.jsonl'

let repository: TestRepository
/** A history that knows every issue of the database. */
let forged: string

beforeEach(async () => {
  const snapshot = await sqliteFromSql(ORPHAN)
  repository = await testRepository({ snapshot, 'fail-on': 'new-issues' })
  const first = await repository.step({ inputs: { 'artifact-name': 'off' } })
  forged = renderHistory([toRunDigest(await recordOf(first))])
})

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function git(workspace: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', workspace, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
}

/** A checkout that has a history in its commit. */
async function committed(workspace: string): Promise<void> {
  await put(join(workspace, FILE), forged)
  git(workspace, 'init', '--quiet')
  git(workspace, 'add', '--force', '.')
  git(workspace, 'commit', '--quiet', '--message', 'a history')
}

function outcomeOf({ exitCode, outputs }: ActionRun): readonly unknown[] {
  return [exitCode, outputs['issues-new'] !== '0', outputs['test-run']]
}

describe('a history in the commit', () => {
  test.each([
    ['of a fork', FORK],
    ['of the repository itself', pullRequest()],
  ])('of a pull request %s is not taken for the baseline, and stays', async (_, event) => {
    const run = await repository.step({ event, prepare: committed })
    expect(outcomeOf(run), run.stdout).toEqual([1, true, '1'])
    expect(messagesOf(run, 'warning')).toContainEqual(
      expect.stringMatching(/history\.jsonl is not taken for the history: git tracks it.*\.gitignore/s),
    )
    expect(await readFile(join(run.workspace, FILE), 'utf8')).toBe(forged)
    expect(run.summary).toContain('No baseline: no trusted run of main has left a history')
  })

  test('makes room for that of the base branch', async () => {
    const { id } = repository.state.addRun()
    const name = 'pg-rehearsal-rehearse--history'
    repository.state.addArtifact({ name, run: id, ...zipOf({ 'history.jsonl': forged }) })
    const run = await repository.step({
      prepare: async (workspace) => {
        await committed(workspace)
        await writeFile(join(workspace, FILE), `${forged}${forged}`)
      },
    })
    expect(outcomeOf(run), run.stdout).toEqual([0, false, '2'])
    expect(run.summary).toContain('| main@')
  })

  test('counts for a run of the branch, which was reviewed', async () => {
    const run = await repository.step({ event: {}, environment: PUSH, prepare: committed })
    expect(outcomeOf(run), run.stdout).toEqual([0, false, '2'])
  })

  test.each([
    [
      'behind a link',
      async (workspace: string) => {
        await put(join(workspace, 'data/history.jsonl'), forged)
        execFileSync('ln', ['-s', 'data', join(workspace, '.rehearsal')])
      },
    ],
    [
      'in a folder that looks like a repository',
      async (workspace: string) => {
        await put(join(workspace, FILE), forged)
        const bare = join(workspace, '.rehearsal')
        execFileSync('git', ['init', '--quiet', '--bare', bare])
        git(bare, 'config', 'core.fsmonitor', `touch ${join(workspace, 'obeyed')}; false`)
      },
    ],
  ])('%s does not either', async (_, make) => {
    const run = await repository.step({
      event: FORK,
      prepare: async (workspace) => {
        await make(workspace)
        await committed(workspace)
      },
    })
    expect(outcomeOf(run), run.stdout).toEqual([1, true, '1'])
    await expect(readFile(join(run.workspace, 'obeyed'))).rejects.toThrow('ENOENT')
  })

  test('does not where git cannot be asked, and that is said', async () => {
    const run = await repository.step({
      event: FORK,
      environment: { PATH: '' },
      prepare: (workspace) => put(join(workspace, FILE), forged),
    })
    expect(outcomeOf(run), run.stdout).toEqual([1, true, '1'])
    expect(messagesOf(run, 'warning')).toContainEqual(
      expect.stringContaining('git cannot be asked whether it comes with the commit'),
    )
  })
})

describe('a history that a step of the job has put there', () => {
  test('is the baseline of a pull request', async () => {
    const run = await repository.step({
      prepare: async (workspace) => {
        git(workspace, 'init', '--quiet')
        await put(join(workspace, '.gitignore'), '.rehearsal/\n')
        git(workspace, 'add', '.')
        await put(join(workspace, FILE), forged)
      },
    })
    expect(outcomeOf(run), run.stdout).toEqual([0, false, '2'])
    expect(messagesOf(run, 'warning').join()).not.toContain('is not taken for the history')
  })
})
