import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { RehearsalError } from '../../src/errors/rehearsal-error.ts'
import type { ProgressEvent } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import { parseRunRecord } from '../../src/stages/record/parse-run-record.ts'
import { testServer, withTestDatabase } from '../support/postgres.ts'
import { quietContext, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

const REASON = new RehearsalError('cancelled-sigint', 'Cancelled by SIGINT.', { hint: 'Run again.' })

test.each([
  ['rehearsal', rehearse],
  ['validation', validate],
] as const)(
  'a %s that is cancelled before it reads the source leaves a record and its reports',
  async (_, run) => {
    const settings = await testSettings(await sqliteFromSql('create table notes (id integer primary key)'))
    const record = await run(settings, quietContext(AbortSignal.abort(REASON)), { commit: 'c0ffee' })
    expectValidRecord(record)
    expect(record).toMatchObject({
      run: { number: 1, status: 'cancelled', commit: 'c0ffee', error: { code: 'cancelled-sigint' } },
      result: 'error',
      source: { path: settings.source.snapshot, sha256: null },
      tables: [],
    })
    const read = (name: string) => readFile(join(settings.output.directory, name), 'utf8')
    expect(parseRunRecord(await read('record.json'))).toEqual(record)
    expect(await read('report.md')).toContain('cancelled')
    expect(await read('report.html')).toContain('cancelled')
    expect((await read('history.jsonl')).split('\n')).toHaveLength(2)
  },
)

test('a run of which nothing was read resolves nothing', async () => {
  const broken = "create table t (id integer primary key, n integer); insert into t values (1, 'x')"
  const settings = await testSettings(await sqliteFromSql(broken))
  const first = await rehearse(settings, quietContext(), { commit: null })
  await rehearse(settings, quietContext(AbortSignal.abort(REASON)), { commit: null })
  const third = await rehearse(settings, quietContext(), { commit: null })
  expect(first.summary.issues.new).toBeGreaterThan(0)
  expect(third.run.number).toBe(3)
  expect(third.summary.issues).toEqual({
    ...first.summary.issues,
    new: 0,
    remaining: first.summary.issues.new,
  })
})

test('a stage that is cancelled has a duration, and no end', async () => {
  const settings = await testSettings('', {
    source: { snapshot: null, snapshotCommand: 'sleep 60', maxBytes: 2 ** 33 },
  })
  const cancel = new AbortController()
  const events: ProgressEvent[] = []
  const context = { emit: (event: ProgressEvent) => void events.push(event), signal: cancel.signal }
  const run = rehearse(settings, context, { commit: null })
  await delay(300)
  cancel.abort(REASON)
  const record = await run
  expect(record.run.status).toBe('cancelled')
  expect(record.timings.snapshot).toBeGreaterThan(0)
  expect(events.map(({ type }) => type)).toEqual(['stage-started'])
})

/** Milliseconds: a validation that hears the signal is over long before. */
const SOON = 15_000

test('a validation that waits for the lock of another session is cancelled, and leaves a record', async () => {
  const table = 'create table t (id integer primary key, n integer); insert into t values (1, 1)'
  const snapshot = await sqliteFromSql(table)
  await withTestDatabase(async ({ name, connect }) => {
    const [other, observer] = [await connect(), await connect()]
    await other.query(table)
    await other.query('begin; lock table t in access exclusive mode')
    const cancel = new AbortController()
    const settings = await testSettings(snapshot, {
      postgres: { url: serverUrl(testServer(), name), version: null },
    })
    const run = validate(settings, quietContext(cancel.signal), { commit: null })
    await expect.poll(() => waiting(observer), { timeout: SOON }).toBe('1')
    cancel.abort(REASON)
    const record = await Promise.race([run, delay(SOON, null)])
    await expect.poll(() => waiting(observer)).toBe('0')
    await Promise.all([other.close(), observer.close()])
    if (record === null) throw new Error('the signal was not heard')
    expectValidRecord(record)
    expect(record).toMatchObject({
      run: { status: 'cancelled', error: { code: 'cancelled-sigint' } },
      result: 'error',
      source: { path: snapshot },
    })
    expect(record.timings.postgres).toBeGreaterThan(0)
  })
})

/** Sessions that wait for a lock in the database. */
async function waiting(observer: PostgresConnection): Promise<string | null | undefined> {
  const { rows } = await observer.query(
    `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows[0]?.n
}
