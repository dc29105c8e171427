import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { link, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OutputFolder } from '../../src/rehearsal/output-folder.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { renderHtml } from '../../src/stages/report/render-html.ts'
import { savedRecord } from '../cli/saved-record.ts'
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

  test('when a file of queries is the schema of the run before', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'work')
    await rehearseInto(source, directory)
    const path = join(directory, 'ddl.sql')
    const query = {
      name: null,
      sqlite: { text: 'select 1' },
      postgres: { path },
      many: false,
      parameters: [],
    }
    const settings = await testSettings(source)
    const output = { ...settings.output, directory, history: join(directory, 'history.jsonl') }
    const performance = { ...settings.performance, queries: [query] }
    const refused = rehearse({ ...settings, output, performance }, quietContext(), { commit: null })
    await expect(refused).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining('where the file of queries is'),
    })
    expect(await readFile(path, 'utf8')).toContain('CREATE TABLE')
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
    ['it is named like the mark of the folder', '.pg-rehearsal'],
    ['it is named like the lock of the folder', '.pg-rehearsal.lock'],
    ['it is named like a journal of that lock', '.pg-rehearsal.lock-wal'],
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

  const linked = ['symlink', 'hard link'].flatMap((kind) =>
    ['.pg-rehearsal', '.pg-rehearsal.lock'].map((name) => [kind, name] as const),
  )

  test.each(linked)('when a %s to it has the name %s', async (kind, name) => {
    const source = await sqliteFromSql(SOURCE)
    const bytes = await readFile(source)
    const directory = join(dirname(source), 'work')
    await mkdir(directory)
    await (kind === 'symlink' ? symlink : link)(source, join(directory, name))
    const other = await sqliteFromSql(SOURCE)
    for (const given of [source, other]) {
      await expect(rehearseInto(given, directory)).rejects.toMatchObject({ code: 'output-unwritable' })
    }
    expect(await readFile(source)).toEqual(bytes)
    expect(await readdir(directory)).toEqual(expect.arrayContaining([name]))
  })

  test.each(['record.json', 'report.md', 'report.html', 'ddl.sql', 'history.jsonl', 'rejects/t.ndjson'])(
    'when a link to another database has the name %s in a folder of ours',
    async (name) => {
      const source = await sqliteFromSql(SOURCE)
      const directory = join(dirname(source), 'work')
      await rehearseInto(source, directory)
      const another = join(dirname(source), 'another')
      await writeFile(another, name === 'history.jsonl' ? '' : 'data')
      await rm(join(directory, name))
      await symlink(another, join(directory, name))
      await rehearseInto(source, directory)
      expect(await readFile(another, 'utf8')).toBe(name === 'history.jsonl' ? '' : 'data')
      expect((await lstat(join(directory, name))).isFile()).toBe(true)
    },
  )

  test('when the folder of the rejects leads to where another run has its own', async () => {
    const source = await sqliteFromSql(SOURCE)
    const [directory, elsewhere] = [join(dirname(source), 'work'), join(dirname(source), 'elsewhere')]
    await rehearseInto(source, directory)
    await rehearseInto(source, elsewhere)
    await rm(join(directory, 'rejects'), { recursive: true })
    await symlink(join(elsewhere, 'rejects'), join(directory, 'rejects'))
    await expect(rehearseInto(source, directory)).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `${join(directory, 'rejects')} is not a folder.`,
    })
    expect(await readdir(join(elsewhere, 'rejects'))).toEqual(['t.ndjson'])
    expect(await readdir(directory)).toContain('record.json')
  })
})

describe('no verdict of an earlier run is left', () => {
  const VERDICT = ['ddl.sql', 'record.json', 'rejects', 'report.html', 'report.md']
  const own = (names: readonly string[]) =>
    names.filter((name) => !name.startsWith('.pg-rehearsal') && name !== 'history.jsonl.lock')

  test.each([
    ['the source is broken', { source: 'broken' }, 'snapshot-truncated'],
    ['the source is not there', { source: 'missing' }, 'snapshot-missing'],
    ['a file of queries is not there', { query: 'missing.sql' }, 'queries-unreadable'],
  ] as const)('when %s', async (_, fault, code) => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await rehearseInto(source, directory)
    await writeFile(join(directory, `record.json.${crypto.randomUUID()}.tmp`), 'half of a recor')
    expect(await readdir(directory)).toEqual(expect.arrayContaining(VERDICT))
    await writeFile(join(dirname(source), 'broken'), (await readFile(source)).subarray(0, 5000))
    const settings = await testSettings('source' in fault ? join(dirname(source), fault.source) : source)
    const output = { ...settings.output, directory, history: join(directory, 'history.jsonl') }
    const queries =
      'query' in fault
        ? [{ name: null, sqlite: { path: fault.query }, postgres: null, many: false, parameters: [] }]
        : []
    const performance = { ...settings.performance, enabled: true, queries }
    const failed = rehearse({ ...settings, output, performance }, quietContext(), { commit: null })
    await expect(failed).rejects.toMatchObject({ code })
    expect(own(await readdir(directory))).toEqual(['history.jsonl'])
  })

  test('when the record cannot be written', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await OutputFolder.lend({ directory, history: null }, [], async (output) => {
      await mkdir(join(directory, 'record.json'))
      const written = output.write(savedRecord(), null)
      await expect(written).rejects.toMatchObject({ code: 'output-unwritable' })
      await rm(join(directory, 'record.json'), { recursive: true })
    })
    expect(own(await readdir(directory))).toEqual([])
  })

  test('but a run that is refused because of what it would write over leaves everything', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await rehearseInto(source, directory)
    const before = await readdir(directory)
    const refused = rehearseInto(source, directory, join(directory, 'ddl.sql'))
    await expect(refused).rejects.toMatchObject({ code: 'output-unwritable' })
    expect(await readdir(directory)).toEqual(before)
  })
})

describe('two runs at once in one folder', () => {
  const BUSY = {
    code: 'output-unwritable',
    message: expect.stringMatching(/^Another run is at work in the folder/),
  }

  test('the second is refused, and changes nothing of the first', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await OutputFolder.lend({ directory, history: null }, [], async (output) => {
      await output.write(savedRecord(), null)
      const before = await readdir(directory)
      expect(before).not.toContain('.pg-rehearsal.lock-journal')
      await expect(rehearseInto(source, directory)).rejects.toMatchObject(BUSY)
      expect(await readdir(directory)).toEqual(before)
    })
    expect((await rehearseInto(source, directory)).run.status).toBe('finished')
  })

  test('of another process, until that is killed', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    const module = new URL('../../src/rehearsal/output-folder.ts', import.meta.url).href
    const program = `
      const { OutputFolder } = await import('${module}')
      const places = { directory: ${JSON.stringify(directory)}, history: null }
      await OutputFolder.lend(places, [], () => new Promise(() => {
        console.log('held')
        setInterval(() => {}, 1000)
      }))`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    await expect(rehearseInto(source, directory)).rejects.toMatchObject(BUSY)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect((await rehearseInto(source, directory)).run.status).toBe('finished')
  })

  test('a run that has failed holds it no longer', async () => {
    const source = await sqliteFromSql(SOURCE)
    const directory = join(dirname(source), 'out')
    await expect(rehearseInto(join(dirname(source), 'missing'), directory)).rejects.toThrow()
    expect((await rehearseInto(source, directory)).run.status).toBe('finished')
    expect((await lstat(join(directory, '.pg-rehearsal.lock'))).size).toBe(0)
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
