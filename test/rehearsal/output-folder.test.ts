import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SOURCE = `create table t (id integer primary key, a integer); insert into t values (1, 'x'), (2, 2), (3, 3);`

async function rehearseInto(snapshot: string, directory: string, history = join(directory, 'history.jsonl')) {
  const settings = await testSettings(snapshot)
  const output = { ...settings.output, directory, history }
  return await rehearse({ ...settings, output }, quietContext(), { commit: null })
}

describe('what somebody else has written is never written over', () => {
  test.each([
    ['the schema is the one of the run before', 'ddl.sql'],
    ['the folder of the schema is that of the outputs', '.'],
  ])('when %s', async (_, name) => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'work')
    await rehearseInto(source, directory)
    const before = await readFile(join(directory, 'ddl.sql'), 'utf8')
    const settings = await testSettings(source, {
      target: { schema: join(directory, name), schemaCommand: null, rename: {} },
    })
    const output = { ...settings.output, directory, history: join(directory, 'history.jsonl') }
    await expect(rehearse({ ...settings, output }, quietContext(), { commit: null })).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining('where the schema is'),
    })
    expect(await readFile(join(directory, 'ddl.sql'), 'utf8')).toBe(before)
  })

  test.each([
    ['a file of the run', 'record.json', 'a file that each run writes anew'],
    ['a folder', '.', 'a folder'],
  ])('when the history is %s', async (_, name, reason) => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'work')
    await mkdir(directory)
    await expect(rehearseInto(source, directory, join(directory, name))).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining(reason),
    })
    expect(await readdir(directory)).toEqual([])
  })
})

describe('the source is never written over', () => {
  test.each([
    ['it is named like an output', 'record.json'],
    ['it is named like the schema', 'ddl.sql'],
    ['it lies in a folder that is emptied', 'rejects/k.ndjson'],
    ['its sidecar is named like an output', 'history.jsonl'],
  ])('when %s', async (_, name) => {
    const original = await sqliteFromSql(SOURCE)
    const directory = join(dirname(original), 'work')
    const source = join(directory, name)
    await mkdir(dirname(source), { recursive: true })
    const bytes = await readFile(original)
    await writeFile(source, bytes)
    const before = await readdir(directory, { recursive: true })
    await expect(rehearseInto(source, directory)).rejects.toMatchObject({ code: 'output-unwritable' })
    expect(await readFile(source)).toEqual(bytes)
    expect(await readdir(directory, { recursive: true })).toEqual(before)
  })

  test('when a symbolic link hides that it is the history', async () => {
    const source = await sqliteFromSql(SOURCE)
    const bytes = await readFile(source)
    const link = join(dirname(source), 'link.jsonl')
    await symlink(source, link)
    const written = rehearseInto(source, join(dirname(source), 'out'), link)
    await expect(written).rejects.toMatchObject({ code: 'output-unwritable' })
    expect(await readFile(source)).toEqual(bytes)
  })
})

describe('files of the user stay as they are', () => {
  test("a folder that holds somebody else's report.md is refused", async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'mine')
    await mkdir(directory)
    await writeFile(join(directory, 'report.md'), 'my own report')
    await expect(rehearseInto(source, directory)).rejects.toMatchObject({ code: 'output-unwritable' })
    expect(await readFile(join(directory, 'report.md'), 'utf8')).toBe('my own report')
  })

  test('a history file that holds something else is refused', async () => {
    const source = await sqliteFromSql(SOURCE)
    const notes = join(dirname(source), 'notes.txt')
    await writeFile(notes, 'one\ntwo\n')
    const written = rehearseInto(source, join(dirname(source), 'out'), notes)
    await expect(written).rejects.toMatchObject({ code: 'record-unreadable' })
    expect(await readFile(notes, 'utf8')).toBe('one\ntwo\n')
  })

  test('what a killed run has left is no obstacle', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await rehearseInto(source, directory)
    await rm(join(directory, 'record.json'))
    expect((await rehearseInto(source, directory)).run.status).toBe('finished')
  })

  test('a second run removes the rejects of the first, and nothing else', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await rehearseInto(source, directory)
    expect(await readdir(join(directory, 'rejects'))).toEqual(['t.ndjson'])
    await writeFile(join(directory, 'rejects/notes.txt'), 'mine')
    const mended = await sqliteFromSql(SOURCE.replace(`'x'`, '1'))
    const record = await rehearseInto(mended, directory)
    expect(record.run.number).toBe(2)
    expect(await readdir(join(directory, 'rejects'))).toEqual(['notes.txt'])
  })
})

test('the page beside the record is the rendering of it, and the trend goes through all runs', async () => {
  const source = await sqliteFromSql(SOURCE)
  const directory = join(dirname(source), 'out')
  await rehearseInto(source, directory)
  const record = await rehearseInto(source, directory)
  expect(await readFile(join(directory, 'report.html'), 'utf8')).toBe(renderHtml(record))
  expect(record.trend.map(({ number, remaining }) => [number, remaining > 0])).toEqual([
    [1, false],
    [2, true],
  ])
})

test.each(['/proc/rehearsal/out', '/dev/null/out'])(
  'a folder that nobody can make is an error: %s',
  async (directory) => {
    const source = await sqliteFromSql(SOURCE)
    await expect(rehearseInto(source, directory)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `Cannot write to the folder ${directory}.`,
    })
  },
)
