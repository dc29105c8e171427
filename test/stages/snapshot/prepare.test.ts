import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProgressEvent } from '../../../src/progress/context.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { folderState, query, quiet, refusal, take } from './sources.ts'

const SOURCE = `
  create table t (id integer primary key, a text);
  insert into t values (1, 'one'), (2, 'two');`

async function scripts(...texts: readonly string[]): Promise<readonly string[]> {
  const directory = await temporaryDirectory()
  return Promise.all(
    texts.map(async (text, index) => {
      const path = join(directory, `${index + 1}.sql`)
      await writeFile(path, text)
      return path
    }),
  )
}

test('prepare scripts run in their order, on a copy: the source and its folder stay as they are', async () => {
  const snapshot = await sqliteFromSql(SOURCE)
  const before = await folderState(snapshot)
  const prepare = await scripts(
    'create table u (b text);',
    `insert into u values ('x'); update t set a = null where id = 2; create index by_a on t (a)`,
  )
  const notes: ProgressEvent[] = []
  const context = { ...quiet, emit: (event: ProgressEvent) => notes.push(event) }
  const found = await take(
    { snapshot, prepare },
    (taken) => ({
      rows: query(taken, 'select id, a, b from t, u order by id'),
      size: taken.sizeBytes,
      inPlace: dirname(taken.path) === dirname(snapshot),
    }),
    context,
  )
  expect(found.rows).toEqual([
    [1n, 'one', 'x'],
    [2n, null, 'x'],
  ])
  expect(found.inPlace).toBe(false)
  expect(found.size, 'the size is that of the source').toBe(8192)
  expect(await folderState(snapshot)).toEqual(before)
  expect(notes).toEqual(
    prepare.map((path) => ({ type: 'note', message: expect.stringContaining(`${path} has run`) })),
  )
})

test('the integrity checks see what the scripts have made', async () => {
  const snapshot = await sqliteFromSql(`
    create table p (id integer primary key, a text); create table c (a text references p (a))`)
  const issues = (prepare: readonly string[]) => take({ snapshot, prepare }, (taken) => taken.issues)
  expect(await issues([])).toMatchObject([{ code: 'foreign-key-mismatch' }])
  expect(await issues(await scripts('create unique index p_a on p (a)'))).toEqual([])
})

describe('a script that fails ends the run', () => {
  test.each([
    ['wrong SQL', `select 1;\ninsert into nowhere values ('secret')`, 'line 2: no such table: nowhere'],
    ['a broken rule', `\n\ninsert into t values (1, 'secret')`, 'line 3: UNIQUE constraint failed: t.id'],
    ['a syntax error', `select 'secret' 'secret' from`, 'line 1'],
    ['another file', `attach 'other.db' as other`, 'line 1: ATTACH is refused'],
    ['a copy elsewhere', `vacuum into 'other.db'`, 'line 1: VACUUM INTO is refused'],
    ['a command of the shell', '.read other.sql', 'line 1: .read is a command of the sqlite3 shell'],
    ['an open transaction', 'begin; delete from t', 'ends before its COMMIT'],
  ])('%s', async (_, script, message) => {
    const snapshot = await sqliteFromSql(SOURCE)
    const before = await folderState(snapshot)
    const [path = ''] = await scripts(script)
    const error = await refusal({ snapshot, prepare: [path] })
    expect(error).toMatchObject({ code: 'prepare-failed', exitCode: 2 })
    expect(error.message).toContain(path)
    expect(error.message).toContain(message)
    expect(error.message + error.hint).not.toContain('secret')
    expect(await folderState(snapshot)).toEqual(before)
  })

  test.each([
    ['is not there', 'gone.sql', 'ENOENT'],
    ['is a folder', '.', 'EISDIR'],
  ])('that %s', async (_, path, code) => {
    const error = await refusal({ snapshot: await sqliteFromSql(SOURCE), prepare: [path] })
    expect(error).toMatchObject({ code: 'prepare-failed' })
    expect(error.message).toContain(`${path} failed, it cannot be read (${code})`)
  })
})

describe('a run can be cancelled in the middle of a statement', () => {
  const ENDLESS =
    'select count(*) from (with recursive n (i) as (select 1 union all select i + 1 from n) select i from n);'
  const REASON = new Error('enough')

  async function cancelled(options: Parameters<typeof take>[0]): Promise<unknown> {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(REASON), 500)
    const taken = take(options, () => 'it came to its end', { ...quiet, signal: controller.signal })
    return taken.catch((error: unknown) => error).finally(() => clearTimeout(timer))
  }

  test('of a prepare script', async () => {
    const snapshot = await sqliteFromSql(SOURCE)
    const before = await folderState(snapshot)
    expect(await cancelled({ snapshot, prepare: await scripts(ENDLESS) })).toBe(REASON)
    expect(await folderState(snapshot)).toEqual(before)
  })

  test('of a source that is a large script', async () => {
    const [script = ''] = await scripts(`${SOURCE}\n-- ${'x'.repeat(4 << 20)}\n${ENDLESS}`)
    expect(await cancelled({ snapshot: script })).toBe(REASON)
  })
})

test('a large script runs as a small one does', async () => {
  const comment = `-- ${'x'.repeat(4 << 20)}\n`
  const [whole = '', broken = ''] = await scripts(
    SOURCE + comment,
    `${comment}insert into nowhere values (1)`,
  )
  expect(await take({ snapshot: whole }, (taken) => query(taken, 'select a from t'))).toEqual([
    ['one'],
    ['two'],
  ])
  expect(await refusal({ snapshot: broken })).toMatchObject({
    code: 'snapshot-script-failed',
    message: `${broken}, line 2: no such table: nowhere.`,
  })
})

test('a private copy can be written, and the snapshot does not see it', async () => {
  const source = await sqliteFromSql(SOURCE)
  const before = await folderState(source)
  await take(source, async (snapshot) => {
    const copy = await snapshot.copy()
    const database = copy.openForWriting()
    database.exec('update t set a = null')
    database.close()
    expect(query(copy, 'select a from t')).toEqual([[null], [null]])
    expect(query(snapshot, 'select a from t')).toEqual([['one'], ['two']])
    expect([copy.sizeBytes, copy.sourcePath]).toEqual([8192, source])
  })
  expect(await folderState(source)).toEqual(before)
})
