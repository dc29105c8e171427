import { execFileSync } from 'node:child_process'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { probeDocumentation } from '../../../src/stages/readiness/operations/probe-documentation.ts'
import { findingOf } from '../../support/checklist.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

const ONE = 'create table t (id integer primary key)'

describe('monitoring', () => {
  it.each([
    ['ends with 0', '[ -n "$DATABASE_URL" ]', 'pass', /ended with 0/],
    ['ends with another code', 'echo "no alert on disk" >&2; exit 2', 'fail', /ended with exit status 2/],
    [
      'repeats the password',
      'echo "$PGPASSWORD" >&2; exit 2',
      'fail',
      /exit status 2: what it said may quote rows, so only show-values shows it\.$/,
    ],
  ])('is checked by a command: one that %s', async (_, command, status, evidence) => {
    const finding = await findingOf('monitoring-alerts', ONE, { command })
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('is unverified without a command', async () => {
    expect(await findingOf('monitoring-alerts', ONE)).toMatchObject({ status: 'unverified' })
  })
})

const OLD = new Date('2026-01-01T00:00:00Z')
const NEW = new Date('2026-06-01T00:00:00Z')

async function folderWith(files: Readonly<Record<string, Date>>): Promise<string> {
  const folder = await temporaryDirectory()
  for (const [name, at] of Object.entries(files)) {
    writeFileSync(join(folder, name), name)
    utimesSync(join(folder, name), at, at)
  }
  return folder
}

function git(folder: string, args: readonly string[], at = NEW): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t.example', '-c', 'init.defaultBranch=main']
  const date = at.toISOString()
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  execFileSync('git', ['-C', folder, ...who, ...args], { env, stdio: 'ignore' })
}

describe('documentation', () => {
  it.each([
    ['newer than the schema', { 'guide.md': NEW, 'schema.sql': OLD }, 'pass', /no older than the schema/],
    [
      'as old as the schema',
      { 'guide.md': OLD, 'schema.sql': OLD },
      'pass',
      /2026-01-01 00:00 UTC by the file/,
    ],
    [
      'older than the schema',
      { 'guide.md': OLD, 'schema.sql': NEW },
      'fail',
      /documentation is older than the schema/,
    ],
    ['not there', { 'schema.sql': NEW }, 'fail', /There is no .*guide\.md/],
  ])('that is %s', async (_, files, status, evidence) => {
    const folder = await folderWith(files)
    const finding = await probeDocumentation(join(folder, 'guide.md'), join(folder, 'schema.sql'))
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('is as old as its last commit, whatever the checkout says', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'schema.sql': OLD })
    git(folder, ['init'])
    git(folder, ['add', 'guide.md'])
    git(folder, ['commit', '-m', 'guide'], OLD)
    git(folder, ['add', 'schema.sql'])
    git(folder, ['commit', '-m', 'schema'], NEW)
    const paths = [join(folder, 'guide.md'), join(folder, 'schema.sql')] as const
    expect(await probeDocumentation(...paths)).toEqual({
      status: 'fail',
      evidence: expect.stringContaining('guide.md: 2026-01-01 00:00 UTC by git;'),
    })
    writeFileSync(paths[0], 'changed, not committed')
    expect(await probeDocumentation(...paths)).toMatchObject({ status: 'pass' })
  })

  it('is unverified in a checkout without history, and where a command makes the schema', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'schema.sql': OLD })
    git(folder, ['init'])
    for (const name of ['guide.md', 'schema.sql']) {
      git(folder, ['add', name])
      git(folder, ['commit', '-m', name])
    }
    const shallow = join(await temporaryDirectory(), 'shallow')
    git(folder, ['clone', '--depth=1', pathToFileURL(folder).href, shallow])
    expect(await probeDocumentation(join(shallow, 'guide.md'), join(shallow, 'schema.sql'))).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining('fetch-depth: 0'),
    })
    expect(await probeDocumentation(join(folder, 'guide.md'), null)).toMatchObject({ status: 'unverified' })
    expect(await probeDocumentation(null, null)).toMatchObject({ status: 'unverified' })
  })
})
