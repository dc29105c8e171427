import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import { withSnapshot } from '../../src/stages/snapshot/with-snapshot.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { DEFAULT_SNAPSHOT_OPTIONS } from '../support/snapshot-options.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/** A source beyond 8 MB is examined by threads, beside the stages: see src/stages/snapshot/examine-source.ts. */
const LARGE = `
  create table notes (id integer primary key, body text);
  with n (i) as (values (1) union all select i + 1 from n where i < 9000)
    insert into notes select i, printf('%.1000c', 'x') from n`

/** Nobody listens there. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/postgres'
const PAGE = 4096

/** One page in the middle of the table is overwritten. */
async function damagedSource(): Promise<string> {
  const path = await sqliteFromSql(LARGE)
  const database = new Database(path)
  database.unsafeMode()
  const leaves = database
    .prepare<[], number>("select pageno from dbstat where name = 'notes' and pagetype = 'leaf'")
    .pluck()
    .all()
  database.close()
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(PAGE, 0xff), 0, PAGE, ((leaves[1000] ?? 0) - 1) * PAGE)
  await file.close()
  return path
}

async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

test('its hash and its damage are in the record', async () => {
  const path = await damagedSource()
  const record = await rehearse(await testSettings(path), quietContext(), { commit: null })
  expect(record.source.sha256).toBe(await sha256Of(path))
  expect(record.issues.map(({ code }) => code)).toContain('source-corrupt')
})

test.each([
  ['rehearsal', rehearse],
  ['validation', validate],
] as const)('its hash and its damage are in the record of a %s that fails meanwhile', async (_, run) => {
  const path = await damagedSource()
  const settings = await testSettings(path, { postgres: { url: NOWHERE, version: null } })
  const record = await run(settings, quietContext(), { commit: null })
  expect(record.run).toMatchObject({ status: 'error', error: { code: 'postgres-unreachable' } })
  expect(record.source.sha256).toBe(await sha256Of(path))
  expect(record.issues.map(({ code }) => code)).toContain('source-corrupt')
})

test('an inspection tells of its damage', async () => {
  const { issues } = await inspect(await testSettings(await damagedSource()), quietContext())
  expect(issues.map(({ code }) => code)).toContain('source-corrupt')
})

test('nothing waits for the examination of a run that is cancelled', async () => {
  const path = await sqliteFromSql(LARGE)
  const controller = new AbortController()
  const reason = new RehearsalError('cancelled-sigint', 'Cancelled by SIGINT.', { hint: 'Run again.' })
  const taken = withSnapshot(
    { ...DEFAULT_SNAPSHOT_OPTIONS, snapshot: path, jobs: 1 },
    quietContext(controller.signal),
    async (snapshot) => {
      const examination = snapshot.examine()
      controller.abort(reason)
      await examination
    },
  )
  await expect(taken).rejects.toBe(reason)
})

test('a source that changes after it was examined is in use', async () => {
  const path = await sqliteFromSql(LARGE)
  const options = { ...DEFAULT_SNAPSHOT_OPTIONS, snapshot: path }
  const taken = withSnapshot(options, quietContext(), async (snapshot) => {
    await snapshot.examine()
    const file = await open(path, 'r+')
    await file.write(Buffer.from('changed'), 0, 7, 5000 * 20)
    await file.close()
  })
  await expect(taken).rejects.toMatchObject({ code: 'snapshot-in-use' })
})
