import { expect, test } from 'vitest'
import { unzip } from '../../src/action/artifacts/unzip.ts'
import { zipOf } from '../support/zip.ts'

const LIMITS = { wants: (name: string) => name === 'record.json', maxEntries: 3, maxBytes: 1000 }

test('gives the wanted files and passes over the others', async () => {
  const { zip } = zipOf({ 'record.json': '{}', 'rejects/a.ndjson': 'x'.repeat(5000) })
  expect(await unzip(zip, LIMITS)).toEqual(new Map([['record.json', Buffer.from('{}')]]))
})

test.each([
  ['leads out of it', { '../record.json': '{}' }, /invalid relative path/],
  ['leads out of it further down', { 'a/../../record.json': '{}' }, /invalid relative path/],
  ['begins at the root', { '/etc/passwd': 'x' }, /absolute path/],
  ['begins at a drive', { 'C:/record.json': 'x' }, /absolute path/],
  ['has a backslash', { '..\\record.json': 'x' }, /invalid characters/],
  ['is one of too many', { a: '', b: '', c: '', d: '' }, /more than 3 files/],
])('refuses an archive with a name that %s', async (_, files, reason) => {
  await expect(unzip(zipOf(files).zip, LIMITS)).rejects.toMatchObject({
    name: 'ArchiveRefused',
    message: expect.stringMatching(reason),
  })
})

test('refuses what unpacks to more than is allowed, however small it is packed', async () => {
  const { zip } = zipOf({ 'record.json': new Uint8Array(50_000_000) })
  expect(zip.length).toBeLessThan(100_000)
  await expect(unzip(zip, LIMITS)).rejects.toThrow('unpacks to more')
})

test('does not believe a size that is too small', async () => {
  const { zip } = zipOf({ 'record.json': new Uint8Array(5000) })
  const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  zip.writeUInt32LE(10, central + 24)
  await expect(unzip(zip, LIMITS)).rejects.toMatchObject({ name: 'ArchiveRefused' })
})

test.each([
  ['a text', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['the half of an archive', zipOf({ 'record.json': '{}' }).zip.subarray(0, 40)],
])('refuses %s', async (_, bytes) => {
  await expect(unzip(bytes, LIMITS)).rejects.toMatchObject({ name: 'ArchiveRefused' })
})
