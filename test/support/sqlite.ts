import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { runScript } from '../../src/engines/sqlite/run-script.ts'

/** Makes a SQLite file of a script, as the sqlite3 shell would, and gives its path; the test's end removes it. */
export async function sqliteFromSql(sql: string): Promise<string> {
  return createDatabase(sql, await temporaryDirectory())
}

/** The same for the time of `use`, for hooks and programs that are no test. */
export async function withSqliteFile<T>(sql: string, use: (path: string) => Promise<T> | T): Promise<T> {
  const directory = await makeDirectory()
  try {
    return await use(await createDatabase(sql, directory))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The same for all tests of a file; the end of the file removes it. */
export function sqliteForFile(sql: string): () => string {
  let path = ''
  beforeAll(async () => {
    path = await createDatabase(sql, await makeDirectory())
  })
  afterAll(() => rm(dirname(path), { recursive: true, force: true }))
  return () => path
}

/** An empty directory; the test's end removes it. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await makeDirectory()
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'pg-rehearsal-test-'))
}

async function createDatabase(sql: string, directory: string): Promise<string> {
  const path = join(directory, 'source.sqlite')
  await runScript([Buffer.from(sql)], path, { maxBytes: 2 ** 33, signal: new AbortController().signal })
  return path
}
