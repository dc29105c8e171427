import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { knownToGit } from '../../src/shell/known-to-git.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

const ENVIRONMENT = { PATH: process.env.PATH }

let folder: string

beforeEach(async () => {
  folder = await temporaryDirectory()
  mkdirSync(join(folder, 'data'))
  git('init', '--quiet')
  for (const name of ['in.txt', 'out.txt']) writeFileSync(join(folder, 'data', name), 'x')
  git('add', 'data/in.txt')
  git('commit', '--quiet', '--message', 'one file')
})

function git(...args: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
}

const ask = (path: string, environment: Readonly<Record<string, string | undefined>> = ENVIRONMENT) =>
  knownToGit(join(folder, path), environment)

describe('a file of a checkout', () => {
  test.each([
    ['that the index holds', 'data/in.txt', 'tracked'],
    ['that it holds in other letters', 'Data/IN.txt', 'tracked'],
    ['that it does not hold', 'data/out.txt', 'untracked'],
    ['that is not there', 'data/none.txt', 'untracked'],
    ['whose name looks like a pattern', 'data/*.txt', 'untracked'],
  ])('%s', async (_, path, known) => {
    expect(await ask(path)).toBe(known)
  })

  test('is tracked where a link of the index leads to it', async () => {
    symlinkSync('data', join(folder, 'link'))
    expect(await ask('link/out.txt')).toBe('untracked')
    git('add', 'link')
    expect(await ask('link/out.txt')).toBe('tracked')
  })

  test('is tracked where a link of somebody else leads to it', async () => {
    symlinkSync('data/in.txt', join(folder, 'own'))
    expect(await ask('own')).toBe('tracked')
  })

  test('is found in a work tree of its own', async () => {
    git('worktree', 'add', '--quiet', join(folder, 'data', 'tree'), 'HEAD')
    expect(await ask('data/tree/data/in.txt')).toBe('tracked')
    expect(await ask('data/tree/data/out.txt')).toBe('untracked')
  })

  test('is not asked of an index that the environment names', async () => {
    expect(await ask('data/in.txt', { ...ENVIRONMENT, GIT_INDEX_FILE: '/dev/null', GIT_DIR: '/' })).toBe(
      'tracked',
    )
  })

  test('is unknown without git, and where git fails', async () => {
    expect(await ask('data/in.txt', { PATH: '' })).toBe('unknown')
    rmSync(join(folder, '.git', 'HEAD'))
    expect(await ask('data/in.txt')).toBe('unknown')
  })
})

test('a file outside of a repository is not tracked, unless git is missing: then a checkout has none', async () => {
  const file = join(await temporaryDirectory(), 'a.txt')
  expect(await knownToGit(file, ENVIRONMENT)).toBe('untracked')
  expect(await knownToGit(file, { PATH: '' })).toBe('unknown')
})
