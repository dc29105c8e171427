import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdLock } from '../../src/engines/sqlite/hold-lock.ts'
import { addToHistory } from '../../src/rehearsal/add-to-history.ts'
import { OutputFolder } from '../../src/rehearsal/output-folder.ts'
import { readHistory } from '../../src/stages/record/history.ts'
import { savedRecord } from '../cli/saved-record.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

test('runs with folders of their own that end at one moment are all in the history that they share', async () => {
  const folder = await temporaryDirectory()
  const history = join(folder, 'deep', 'history.jsonl')
  const names = Array.from({ length: 8 }, (_, number) => `out-${number}`)
  await Promise.all(
    names.map((name) =>
      OutputFolder.lend({ directory: join(folder, name), history }, [], (output) =>
        output.write(savedRecord(), null),
      ),
    ),
  )
  expect((await readHistory(history)).runs).toHaveLength(names.length)
  expect((await readdir(join(folder, 'deep'))).toSorted()).toEqual(['history.jsonl', 'history.jsonl.lock'])
})

test('a history that another run holds is waited for, but not for ever', async () => {
  const history = join(await temporaryDirectory(), 'history.jsonl')
  await writeFile(`${history}.lock`, '')
  const release = holdLock(`${history}.lock`)
  await expect(addToHistory(history, savedRecord(), 100)).rejects.toMatchObject({
    code: 'output-unwritable',
    message: `The history ${history} cannot be locked: another run holds it.`,
    hint: expect.stringContaining('--history'),
  })
  const added = addToHistory(history, savedRecord())
  setTimeout(() => release?.(), 100)
  await added
  expect((await readHistory(history)).runs).toHaveLength(1)
})

test.each([
  ['a file of somebody else', (path: string, other: string) => writeFile(path, `not ours, ${other}`)],
  ['a link', (path: string, other: string) => symlink(other, path)],
  ['a folder', (path: string) => mkdir(path)],
])('%s in the place of the lock is left alone', async (_, put) => {
  const folder = await temporaryDirectory()
  const [history, other] = [join(folder, 'history.jsonl'), join(folder, 'other')]
  await writeFile(other, '')
  await put(`${history}.lock`, other)
  await expect(addToHistory(history, savedRecord())).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('history.jsonl.lock beside it is not the lock of a run'),
  })
  expect(await readFile(other, 'utf8')).toBe('')
})

test('a source that has the name of the lock is refused before the run begins', async () => {
  const folder = await temporaryDirectory()
  const source = await sqliteFromSql('create table t (id integer primary key)')
  const history = join(folder, 'history.jsonl')
  await symlink(source, `${history}.lock`)
  const lent = OutputFolder.lend(
    { directory: join(folder, 'out'), history },
    [{ what: 'source', path: source }],
    async () => {},
  )
  await expect(lent).rejects.toMatchObject({
    code: 'output-unwritable',
    message: `The run would write ${history}.lock, where the source is.`,
  })
})
