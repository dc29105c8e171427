import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readSettingsFile, SETTINGS_FILES } from '../../src/settings/read-settings-file.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

let directory: string

beforeEach(async () => {
  directory = await temporaryDirectory()
})

function write(content: string | Buffer, name = 'rehearsal.yml'): void {
  mkdirSync(join(directory, name, '..'), { recursive: true })
  writeFileSync(join(directory, name), content)
}

test('gives keys and values with their lines and columns', async () => {
  write('# of the league\nsnapshot: app.db\ninclude:\n  - a\n  - b\njobs:   3\nout:\n')
  const { path, entries, mistakes } = await readSettingsFile(null, directory)
  expect([path, mistakes]).toEqual(['rehearsal.yml', []])
  expect(entries.map(({ key, value, placeOf }) => [key, value, placeOf([])])).toEqual([
    ['snapshot', 'app.db', 'rehearsal.yml:2:11'],
    ['include', ['a', 'b'], 'rehearsal.yml:4:3'],
    ['jobs', 3, 'rehearsal.yml:6:9'],
    ['out', null, 'rehearsal.yml:7:5'],
  ])
})

test('gives the place of what is inside of a value, or of what should hold it', async () => {
  write('x: &x { issue: a, do: 7 }\nremedies:\n  - issue: b\n    do: skip\n  - *x\n')
  const { entries } = await readSettingsFile(null, directory)
  const places = [[1], [0, 'do'], [0, 'from'], [7], ['a'], [1, 'do']].map((path) => entries[1]?.placeOf(path))
  expect(places.map((place) => place?.replace('rehearsal.yml:', ''))).toEqual([
    '5:5',
    '4:9',
    '3:5',
    '3:3',
    '3:3',
    '1:23',
  ])
})

test.each(SETTINGS_FILES)('finds %s', async (name) => {
  write('jobs: 2', name)
  const { path, entries } = await readSettingsFile(null, directory)
  expect([path, entries[0]?.placeOf([])]).toEqual([name, `${name}:1:7`])
})

test('refuses to choose between two settings files, unless one is named', async () => {
  write('jobs: 1')
  write('jobs: 2', '.github/rehearsal.yaml')
  await expect(readSettingsFile(null, directory)).rejects.toMatchObject({
    code: 'settings-unreadable',
    exitCode: 2,
    message: expect.stringContaining('rehearsal.yml, .github/rehearsal.yaml'),
    hint: expect.stringContaining('config'),
  })
  expect((await readSettingsFile('.github/rehearsal.yaml', directory)).path).toBe('.github/rehearsal.yaml')
})

test.each([
  ['no file', null],
  ['an empty file', ''],
  ['a file of comments', '# jobs: 2\n'],
  ['an empty document', '---\n...\n'],
])('takes %s for no settings', async (_, content) => {
  if (content !== null) write(content)
  expect(await readSettingsFile(null, directory)).toMatchObject({ entries: [], mistakes: [] })
})

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'].map((letter, index) => {
  if (index === 0) return letter
  const previous = String.fromCharCode(letter.charCodeAt(0) - 1)
  return `${letter}: &${letter} [${Array(9).fill(`*${previous}`).join(',')}]`
})

test.each([
  ['a list', '- jobs: 2\n', 'rehearsal.yml:1:1', /expected keys with values/],
  ['a text', 'hello\n', 'rehearsal.yml:1:1', /expected keys with values/],
  ['an open quote', 'jobs: 2\nsnapshot: "app.db\n', 'rehearsal.yml:3:1', /closing "quote/],
  ['a key that comes twice', 'jobs: 2\njobs: 3\n', 'rehearsal.yml:2:1', /unique/],
  ['two documents', 'jobs: 2\n---\njobs: 3\n', 'rehearsal.yml:2:1', /a second document begins here/],
  ['an unknown tag', 'jobs: !secret 2\n', 'rehearsal.yml:1:7', /tag/],
  ['an alias without anchor', 'jobs: *x\n', 'rehearsal.yml', /alias/],
  ['Latin-1', Buffer.from('out: Ergebni\xdf', 'latin1'), 'rehearsal.yml', /not UTF-8/],
  ['a bomb of aliases', bomb.join('\n'), 'rehearsal.yml', /alias/],
  ['a huge file', `# ${'x'.repeat(2_000_000)}`, 'rehearsal.yml', /larger than 1 MiB/],
])('reports %s as a mistake with its place', async (_, content, where, message) => {
  write(content)
  const { entries, mistakes } = await readSettingsFile(null, directory)
  expect(entries).toEqual([])
  expect(mistakes[0]).toEqual({ where, message: expect.stringMatching(message) })
})

test.each([100, 300, 1000, 3000, 10_000, 100_000])(
  'survives lists that are nested %i deep',
  async (depth) => {
    write(`include: ${'['.repeat(depth)}${']'.repeat(depth)}`)
    const { entries, mistakes } = await readSettingsFile(null, directory)
    expect(entries.length + mistakes.length).toBe(1)
    const tooDeep = { where: 'rehearsal.yml', message: 'is nested too deeply' }
    // how deep is too deep depends on the stack that is left
    if (depth <= 300) expect(mistakes).toEqual([])
    if (depth >= 10_000 || mistakes.length > 0) expect(mistakes).toEqual([tooDeep])
  },
)

test.each([
  'postgres-url: "postgres://u:hunter2@h/d',
  'postgres-url: "x"\n} hunter2',
  'postgres-url: !hunter2 x',
  'postgres-url: |x hunter2',
])('does not repeat a password from the broken line %j', async (content) => {
  write(content)
  const { mistakes } = await readSettingsFile(null, directory)
  expect(mistakes.length).toBeGreaterThan(0)
  expect(JSON.stringify(mistakes)).not.toContain('hunter2')
})

test('looks no further where .github is a file', async () => {
  write('', '.github')
  expect(await readSettingsFile(null, directory)).toMatchObject({ entries: [], mistakes: [] })
})

test.each([
  ['a missing file', 'nowhere.yml', 'ENOENT'],
  ['a folder', '.', 'EISDIR'],
])('refuses %s that was named', async (_, name, code) => {
  await expect(readSettingsFile(name, directory)).rejects.toMatchObject({
    code: 'settings-unreadable',
    message: expect.stringContaining(code),
  })
})

test('keeps integers that no double holds, and refuses decimals that it would round', async () => {
  write(
    'queries:\n  - parameters: [175928847299117063, -9223372036854775808, 0x7FFFFFFFFFFFFFFF, 12, 0.1, 1.50, 2e3]\n',
  )
  const [entry] = (await readSettingsFile(null, directory)).entries
  const values = [175928847299117063n, -(2n ** 63n), 2n ** 63n - 1n, 12, 0.1, 1.5, 2000]
  expect(entry?.value).toEqual([{ parameters: values }])
  write('queries:\n  - parameters: [0.12345678901234567890]\n')
  expect(await readSettingsFile(null, directory)).toMatchObject({
    entries: [],
    mistakes: [{ where: 'rehearsal.yml:2:18', message: expect.stringContaining('as a text, in quotes') }],
  })
})
