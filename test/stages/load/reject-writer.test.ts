import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { RejectWriter, rejectFileName } from '../../../src/stages/load/reject-writer.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

const NAMES = [
  'players',
  'Players ',
  '',
  '.',
  '..',
  '../up',
  'a/b',
  'a\\b',
  'a%2Fb',
  'c:d',
  '*',
  'x\ny',
  '🦦',
  '-',
  '\0',
]

test.each([...NAMES, 'ü'.repeat(300), 'x'.repeat(300)])(
  'the file of table %j is a plain file in the folder',
  (table) => {
    const file = rejectFileName(table)
    expect(basename(join('/rejects', file))).toBe(file)
    expect(file).toMatch(/^[^./\\:*?"<>|][^/\\:*?"<>|\s]*\.ndjson$/)
    expect(Buffer.byteLength(file)).toBeLessThan(255)
  },
)

test('different tables have different files', () => {
  const long = ['x', 'y'].map((end) => `${'x'.repeat(300)}${end}`)
  const files = [...NAMES, ...long].map(rejectFileName)
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length)
})

test('every reject is a line, the tallies hold the counts and the first ten keys', async () => {
  const folder = await temporaryDirectory()
  const writer = new RejectWriter(folder, 't')
  for (let id = 1; id <= 5000; id += 1) {
    await writer.write({
      key: { id },
      column: 'a',
      storageClass: 'text',
      length: 3,
      sqlstate: '22P02',
      issue: 'i',
    })
  }
  await writer.close()
  expect(writer.rows).toBe(5000)
  expect(writer.tallies.get('i')?.rows).toBe(5000)
  expect(writer.tallies.get('i')?.examples).toEqual(
    Array.from({ length: 10 }, (_, index) => ({ id: index + 1 })),
  )
  const lines = (await readFile(join(folder, 't.ndjson'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).key.id)).toEqual(
    Array.from({ length: 5000 }, (_, index) => index + 1),
  )
})
