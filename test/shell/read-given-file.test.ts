import { execFileSync, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readGivenFile, readRegularFile } from '../../src/shell/read-given-file.ts'
import { temporaryDirectory } from '../support/sqlite.ts'

let directory: string
let pipe: string

beforeEach(async () => {
  directory = await temporaryDirectory()
  pipe = join(directory, 'pipe')
  execFileSync('mkfifo', [pipe])
})

/** A process that holds the pipe open for writing. Both ends are opened at once, so neither waits for the other. */
function writer(script: string) {
  const child = spawn('sh', ['-c', `exec 3<>"$0"; echo open; ${script}`, pipe], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const opened = new Promise((resolve) => child.stdout.once('data', resolve))
  return { child, opened }
}

const READERS = [readGivenFile, readRegularFile] as const

test.each(READERS)('%o gives the bytes of a file', async (read) => {
  const path = join(directory, 'file')
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 256))
  await writeFile(path, bytes)
  expect((await read(path)).equals(bytes)).toBe(true)
})

test.each(READERS)('%o does not wait for the writer of a pipe', async (read) => {
  await expect(read(pipe)).rejects.toMatchObject({ code: 'not a regular file' })
})

test.each(READERS)('%o refuses a device without end', async (read) => {
  await expect(read('/dev/zero')).rejects.toMatchObject({ code: 'not a regular file' })
})

test.each(READERS)('%o leaves a folder and a missing file to the system', async (read) => {
  await expect(read(directory)).rejects.toMatchObject({ code: 'EISDIR' })
  await expect(read(join(directory, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('/dev/null is an empty file', async () => {
  expect(await readGivenFile('/dev/null')).toHaveLength(0)
  await expect(readRegularFile('/dev/null')).rejects.toMatchObject({ code: 'not a regular file' })
})

test('all is read that a slow writer writes into a pipe', async () => {
  const { opened } = writer('sleep 0.2; head -c 300000 /dev/zero >&3; sleep 0.2; echo end >&3')
  await opened
  expect(await readGivenFile(pipe)).toEqual(Buffer.concat([Buffer.alloc(300_000), Buffer.from('end\n')]))
})

test('the waiting for a writer ends with the signal', async () => {
  const { child, opened } = writer('exec sleep 60')
  try {
    await opened
    const cancellation = new AbortController()
    const reading = readGivenFile(pipe, cancellation.signal)
    cancellation.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  } finally {
    child.kill()
  }
})
