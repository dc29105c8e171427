import { execFileSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isIdle } from '../../../src/stages/readiness/operations/idle-command.ts'
import { probeDocumentation } from '../../../src/stages/readiness/operations/probe-documentation.ts'
import { alter, checklistSettings, findingOf, nodeCommand } from '../../support/checklist.ts'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

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

  it.each([
    'true',
    ':',
    'exit 0',
    '# nothing yet',
    'echo "alerts are fine"; exit 0',
    'curl -f https://alerts.example/x || true',
    'check-alerts\ntrue',
    'sleep 1 && echo done',
    'check-disk && check-load || true',
    '/bin/true',
    '/usr/bin/true && echo fine',
    'sh -c true',
    `/bin/sh -c 'check-alerts || true'`,
    'bash -lc "exit 0"; sh -c :',
    'if false; then exit 1; fi',
    'if false\nthen\n  check-alerts\nfi\ntrue',
  ])('is unverified by a command that cannot fail: %s', async (command) => {
    expect(isIdle(command)).toBe(true)
    expect(await findingOf('monitoring-alerts', ONE, { command })).toMatchObject({
      status: 'unverified',
      evidence: expect.stringContaining('whatever is configured'),
    })
  })

  it.each([
    'check-alerts',
    'check-alerts && true',
    'check-alerts && echo fine',
    'check-alerts && exit 0',
    'check-alerts; exit',
    'check-alerts || exit 1; true',
    'set -e; check-alerts; true',
    'echo "$ALERTS" | grep -q disk',
    'test "$(curl x)" = ok',
    'false || false',
    `sh -ec 'check-alerts; true'`,
    `sh -c check-alerts`,
    'sh -c true && check-alerts',
    'if false; then exit 1; else check-alerts; fi',
    'if check-alerts; then exit 0; fi; exit 1',
  ])('can be checked by: %s', (command) => {
    expect(isIdle(command)).toBe(false)
  })

  it.each([
    [
      'delete from t',
      /^A command changed the target itself: rows of t\. The command that checks the alerts ended with 0/,
    ],
    ['insert into place values (point(1, 3))', /: rows of place\./],
    ['drop index t_by_n', /: index t_by_n\./],
  ])('fails by a command that changes the target: %s', async (change, evidence) => {
    const sql = `create table t (id integer primary key, n integer); create index t_by_n on t (n); insert into t values (1, 1)`
    const command = nodeCommand(`await client.query(${JSON.stringify(change)})`)
    const finding = await findingOf('monitoring-alerts', sql, { command }, (migrated) =>
      alter(migrated, 'create table place (at point); insert into place values (point(1, 2))'),
    )
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it('may read the target in its command', async () => {
    const command = nodeCommand(`await client.query('select count(*) from t; analyze t')`)
    expect(await findingOf('monitoring-alerts', ONE, { command })).toMatchObject({ status: 'pass' })
  })

  it.each(['', 'trap "" TERM; '])('leaves nothing running that works on: %s', async (stubborn) => {
    const late = join(await temporaryDirectory(), 'late')
    const command = `(${stubborn}sleep 3; echo late > '${late}') & [ -n "$PGHOST" ]`
    const started = performance.now()
    expect(await findingOf('monitoring-alerts', ONE, { command })).toMatchObject({ status: 'pass' })
    await setTimeout(Math.max(0, 4000 - (performance.now() - started)))
    expect(existsSync(late)).toBe(false)
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

const fileOf = (folder: string) =>
  ({ schemaFrom: { kind: 'file', path: join(folder, 'schema.sql') } }) as const

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
    const finding = await probeDocumentation(join(folder, 'guide.md'), fileOf(folder))
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('that says nothing is none', async () => {
    const folder = await folderWith({ 'schema.sql': OLD })
    writeFileSync(join(folder, 'blank.md'), ' \n\n')
    writeFileSync(join(folder, 'title.md'), '# \n---\n')
    mkdirSync(join(folder, 'docs', 'more'), { recursive: true })
    for (const name of ['blank.md', 'title.md', 'docs']) {
      expect(await probeDocumentation(join(folder, name), fileOf(folder))).toEqual({
        status: 'fail',
        evidence: `${join(folder, name)} says nothing.`,
      })
    }
    writeFileSync(join(folder, 'docs', 'more', 'guide.md'), 'Run it.')
    expect(await probeDocumentation(join(folder, 'docs'), fileOf(folder))).toMatchObject({
      status: 'pass',
    })
  })

  it('is unverified where a time is in the future', async () => {
    const later = new Date(Date.now() + 24 * 3_600_000)
    for (const name of ['guide.md', 'schema.sql']) {
      const folder = await folderWith({ 'guide.md': OLD, 'schema.sql': OLD, [name]: later })
      expect(await probeDocumentation(join(folder, 'guide.md'), fileOf(folder))).toEqual({
        status: 'unverified',
        evidence: expect.stringContaining('in the future tells nothing'),
      })
    }
  })

  it('is unverified where it holds the schema, or is it', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'schema.sql': OLD })
    for (const path of [folder, join(folder, 'schema.sql')]) {
      expect(await probeDocumentation(path, fileOf(folder))).toEqual({
        status: 'unverified',
        evidence: expect.stringContaining('holds the schema itself'),
      })
    }
  })

  it('is unverified where it is, or holds, what the run itself reads, or is of git', async () => {
    const folder = await folderWith({ 'app.db': NEW, 'rehearsal.yml': NEW })
    const away = { schemaFrom: fileOf(await folderWith({ 'schema.sql': OLD })).schemaFrom }
    const read = { ...away, inputs: [join(folder, 'app.db'), join(folder, 'rehearsal.yml')] }
    symlinkSync(join(folder, 'app.db'), join(folder, 'guide.md'))
    linkSync(join(folder, 'app.db'), join(folder, 'runbook.md'))
    git(folder, ['init'])
    for (const name of ['app.db', 'rehearsal.yml', 'guide.md', 'runbook.md', '.', '.git', '.git/config']) {
      expect(await probeDocumentation(join(folder, name), read)).toEqual({
        status: 'unverified',
        evidence: expect.stringMatching(/(what the run itself reads|what git writes).*Name what documents/),
      })
    }
  })

  it('is not the settings file of a run', async () => {
    const file = join(await temporaryDirectory(), 'rehearsal.yml')
    writeFileSync(file, 'checklist: {}')
    const record = await rehearseFile(await sqliteFromSql(ONE), {
      file,
      checklist: checklistSettings({ documentation: { path: file } }),
    })
    expect(record.readiness.items.find(({ id }) => id === 'documentation')).toMatchObject({
      status: 'unverified',
      evidence: expect.stringContaining('what the run itself reads'),
    })
  })

  it('is unverified in a repository that git does not read', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'schema.sql': OLD })
    const asked = [join(folder, 'guide.md'), fileOf(folder)] as const
    git(folder, ['init'])
    expect(await probeDocumentation(...asked)).toMatchObject({ status: 'pass' })
    git(folder, ['add', '.'])
    git(folder, ['commit', '-m', 'all'])
    // as one that belongs to another user
    writeFileSync(join(folder, '.git', 'HEAD'), 'nonsense')
    expect(await probeDocumentation(...asked)).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining('safe.directory'),
    })
  })

  it('is as old as its last commit, whatever the checkout says', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'schema.sql': OLD })
    git(folder, ['init'])
    git(folder, ['add', 'guide.md'])
    git(folder, ['commit', '-m', 'guide'], OLD)
    git(folder, ['add', 'schema.sql'])
    git(folder, ['commit', '-m', 'schema'], NEW)
    const asked = [join(folder, 'guide.md'), fileOf(folder)] as const
    expect(await probeDocumentation(...asked)).toEqual({
      status: 'fail',
      evidence: expect.stringContaining('guide.md: 2026-01-01 00:00 UTC by git;'),
    })
    writeFileSync(asked[0], 'changed, not committed')
    expect(await probeDocumentation(...asked)).toMatchObject({ status: 'pass' })
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
    expect(await probeDocumentation(join(shallow, 'guide.md'), fileOf(shallow))).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining('fetch-depth: 0'),
    })
    expect(
      await probeDocumentation(join(folder, 'guide.md'), { schemaFrom: { kind: 'command' } }),
    ).toMatchObject({
      status: 'unverified',
    })
    expect(await probeDocumentation(null, { schemaFrom: { kind: 'command' } })).toMatchObject({
      status: 'unverified',
    })
  })
})

describe('documentation of a schema that is derived', () => {
  const derived = (folder: string) =>
    ({ schemaFrom: { kind: 'source', path: join(folder, 'app.db') } }) as const

  it.each([
    ['older', { 'guide.md': OLD, 'app.db': NEW }],
    ['younger', { 'guide.md': NEW, 'app.db': OLD }],
  ])('is unverified where it is %s than the file with the rows', async (_, files) => {
    const folder = await folderWith(files)
    expect(await probeDocumentation(join(folder, 'guide.md'), derived(folder))).toEqual({
      status: 'unverified',
      evidence: expect.stringMatching(
        /derived from .*app\.db, and that file changes with its rows, .* Keep the schema in a committed file, .* or let somebody attest/,
      ),
    })
  })

  it('passes where it is no older than the last commit of that file, and is unverified where it is', async () => {
    const folder = await folderWith({ 'guide.md': NEW, 'app.db': OLD })
    git(folder, ['init'])
    for (const [name, at] of [
      ['app.db', OLD],
      ['guide.md', NEW],
    ] as const) {
      git(folder, ['add', name])
      git(folder, ['commit', '-m', name], at)
    }
    const asked = [join(folder, 'guide.md'), derived(folder)] as const
    expect(await probeDocumentation(...asked)).toMatchObject({ status: 'pass' })
    writeFileSync(join(folder, 'app.db'), 'more rows')
    git(folder, ['commit', '-am', 'rows'], new Date('2026-07-01T00:00:00Z'))
    expect(await probeDocumentation(...asked)).toMatchObject({ status: 'unverified' })
  })

  it('is unverified where a command writes the snapshot, and says so', async () => {
    const folder = await folderWith({ 'guide.md': NEW })
    expect(
      await probeDocumentation(join(folder, 'guide.md'), { schemaFrom: { kind: 'source', path: null } }),
    ).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining('derived from the snapshot, which a command writes for each run'),
    })
  })

  it('can be attested', async () => {
    const guide = join(await folderWith({ 'guide.md': OLD }), 'guide.md')
    const attested = { by: 'Ann', on: '2026-01-01', expires: '2099-12-31' }
    const record = await rehearseFile(await sqliteFromSql(ONE), {
      checklist: checklistSettings({ documentation: { path: guide, attested } }),
    })
    const item = record.readiness.items.find(({ id }) => id === 'documentation')
    expect(item).toMatchObject({ status: 'attested' })
  })
})
