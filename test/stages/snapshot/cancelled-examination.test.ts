import { mkdir, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { copyFileTo } from '../../../src/stages/snapshot/private-copy.ts'
import type { Snapshot } from '../../../src/stages/snapshot/snapshot.ts'
import { withSnapshot } from '../../../src/stages/snapshot/with-snapshot.ts'
import { childrenOf } from '../../support/processes.ts'
import { DEFAULT_SNAPSHOT_OPTIONS } from '../../support/snapshot-options.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const OPTIONS = { ...DEFAULT_SNAPSHOT_OPTIONS, hugeFrom: 8 << 20 }

/** To read it takes half a minute at 2 GB/s; it takes no room on the disk. */
const ENDLESS = 64 * 2 ** 30

async function endless(): Promise<string> {
  const path = await sqliteFromSql('create table t (a)')
  await truncate(path, ENDLESS)
  return path
}

/** Its integrity check is one call of SQLite, which computes the key of an index again for each row: 30 ms a row. */
async function endlesslyChecked(): Promise<string> {
  const path = await sqliteFromSql(`
    create table t (id integer primary key, a integer, filler);
    create index i on t (a);
    with n (i) as (values (1) union all select i + 1 from n where i < 5000)
    insert into t select i, i, zeroblob(2000) from n`)
  const database = new Database(path)
  database.unsafeMode()
  database.pragma('writable_schema = on')
  database
    .prepare(`update sqlite_schema set sql = ? where name = 'i'`)
    .run('create index i on t (a + 0 * length(hex(zeroblob(20000000 + a % 2))))')
  database.close()
  return path
}

async function cancelWhile(path: string, use: (snapshot: Snapshot) => Promise<unknown>): Promise<unknown> {
  const cancel = new AbortController()
  const context = { emit: () => {}, signal: cancel.signal }
  const running = withSnapshot({ ...OPTIONS, snapshot: path }, context, async (snapshot) => {
    void setTimeout(500).then(() => cancel.abort(new Error('cancelled')))
    return await use(snapshot)
  })
  return await running.catch((error: Error) => error.message)
}

test.each([
  ['hashed', endless],
  ['checked', endlesslyChecked],
])(
  'a run that is cancelled while its source is %s ends at once, and nothing goes on',
  async (_, make) => {
    const path = await make()
    const before = childrenOf(process.pid)
    expect(await cancelWhile(path, (snapshot) => snapshot.examine())).toBe('cancelled')
    await expect.poll(() => childrenOf(process.pid).filter((pid) => !before.includes(pid))).toEqual([])
  },
  10_000,
)

test('a check whose process dies is named as one that was not made', async () => {
  const path = await endlesslyChecked()
  const before = childrenOf(process.pid)
  const context = { emit: () => {}, signal: new AbortController().signal }
  const options = { ...OPTIONS, snapshot: path }
  const { issues } = await withSnapshot(options, context, async (snapshot) => {
    const examination = snapshot.examine()
    const started = () => childrenOf(process.pid).filter((pid) => !before.includes(pid))
    await expect.poll(started, { timeout: 20_000 }).toHaveLength(1)
    for (const pid of started()) process.kill(pid, 'SIGKILL')
    return await examination
  })
  expect(issues).toMatchObject([
    {
      code: 'integrity-not-checked',
      message: 'SQLite could not check the database: its process has ended (SIGKILL)',
    },
  ])
}, 40_000)

test('it does not wait for the examination once the work beside it has ended', async () => {
  const path = await endless()
  const beside = cancelWhile(path, async (snapshot) => void snapshot.examine().catch(() => {}))
  expect(await beside).toBe('cancelled')
}, 10_000)

test('a copy of the source can be cancelled', async () => {
  const path = await endless()
  await mkdir(join(dirname(path), 'copies'))
  const cancel = new AbortController()
  const copying = copyFileTo(path, join(dirname(path), 'copies', 'database'), cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(copying).rejects.toThrow(/cancelled|abort/)
}, 10_000)
