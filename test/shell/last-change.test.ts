import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { lastChange } from '../../src/shell/last-change.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

const COMMITTED = new Date('2025-03-01T10:00:00Z')
const CHECKED_OUT = new Date('2026-01-01T00:00:00Z')

let folder: string

beforeEach(async () => {
  folder = await temporaryDirectory()
  git('init', '--quiet')
  mkdirSync(join(folder, 'docs'))
  write('docs/runbook.md')
  commit()
})

function git(...args: readonly string[]): void {
  const env = { ...process.env, GIT_COMMITTER_DATE: COMMITTED.toISOString() }
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { env })
}

function write(path: string): void {
  writeFileSync(join(folder, path), 'x')
  utimesSync(join(folder, path), CHECKED_OUT, CHECKED_OUT)
}

function commit(): void {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'files')
}

describe('the last change', () => {
  test.each([
    ['of a file', 'docs/runbook.md'],
    ['of a folder', 'docs'],
    ['of the whole repository', '.'],
  ])('%s is told by its last commit, not by the checkout', async (_, path) => {
    expect(await lastChange(join(folder, path))).toEqual({ at: COMMITTED, by: 'git' })
  })

  test('behind a link is that of the file which the link leads to', async () => {
    symlinkSync('docs', join(folder, 'link'))
    expect(await lastChange(join(folder, 'link/runbook.md'))).toEqual({ at: COMMITTED, by: 'git' })
  })

  test.each([
    ['that no commit has', 'docs/draft.md'],
    ['whose name is a pattern', 'docs/*.md'],
  ])('of a file %s is its own time', async (_, path) => {
    write(path)
    expect(await lastChange(join(folder, path))).toEqual({ at: CHECKED_OUT, by: 'file' })
  })

  test.each([
    ['a file', 'docs/runbook.md'],
    ['a folder', 'docs'],
  ])('of %s is not the commit of another mode', async (_, path) => {
    chmodSync(join(folder, 'docs/runbook.md'), 0o755)
    git('add', '--all')
    const later = { ...process.env, GIT_COMMITTER_DATE: CHECKED_OUT.toISOString() }
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org']
    execFileSync('git', ['-C', folder, ...who, 'commit', '--quiet', '--message', 'mode'], { env: later })
    expect(await lastChange(join(folder, path))).toEqual({ at: COMMITTED, by: 'git' })
  })

  test('of what is not there is none', async () => {
    expect(await lastChange(join(folder, 'docs/none.md'))).toBeNull()
  })
})

// https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository
test('nothing is obeyed of a folder of the tree that looks like a repository', async () => {
  const program = join(folder, 'docs/watch')
  writeFileSync(program, `#!/bin/sh\ntouch '${folder}/obeyed'\n`)
  chmodSync(program, 0o755)
  for (const name of ['objects', 'refs']) {
    mkdirSync(join(folder, 'docs', name))
    write(`docs/${name}/keep`)
  }
  writeFileSync(join(folder, 'docs/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(
    join(folder, 'docs/config'),
    `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${folder}\n\tfsmonitor = ${program}\n`,
  )
  commit()
  // it may fail afterwards: what counts is whose settings it takes
  spawnSync('git', ['-C', join(folder, 'docs'), 'status', '--porcelain'])
  expect(existsSync(join(folder, 'obeyed')), 'git itself obeys it').toBe(true)
  rmSync(join(folder, 'obeyed'))

  expect(await lastChange(join(folder, 'docs/runbook.md'))).toEqual({ at: COMMITTED, by: 'git' })
  expect(existsSync(join(folder, 'obeyed'))).toBe(false)
})
