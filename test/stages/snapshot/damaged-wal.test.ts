import { copyFile, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../support/sqlite.ts'
import { folderState, query, take } from './sources.ts'

const PAGE = 512
const FRAME = PAGE + 24
/** Where a frame begins, counted from 1. */
const frame = (number: number) => 32 + (number - 1) * FRAME

interface Case {
  readonly title: string
  /** After 20 transactions of one frame each. */
  readonly more?: (database: Database.Database) => void
  readonly damage: (wal: Buffer) => Buffer
  /** In the message of the issue; null where there is none. */
  readonly says: readonly string[] | null
  readonly rows: bigint
}

const flipped = (at: number) => (wal: Buffer) => {
  wal[at] = (wal[at] ?? 0) ^ 1
  return wal
}
const cut = (size: number) => (wal: Buffer) => wal.subarray(0, size)
const untouched = (wal: Buffer) => wal

/** Sheds pages before its commit, which the file then ends without. */
const LARGE_TRANSACTION = (database: Database.Database) => {
  database.exec(`begin; create table large (a);
    with n (i) as (values (1) union all select i + 1 from n where i < 50)
    insert into large select zeroblob(400) from n; commit`)
}

const CASES: readonly Case[] = [
  { title: 'is whole', damage: untouched, says: null, rows: 20n },
  {
    title: 'has a wrong byte in a page',
    damage: flipped(frame(10) + 100),
    says: ['frame 10 of 20', '9 transactions', 'at least 11'],
    rows: 9n,
  },
  {
    title: 'has a wrong salt in a frame',
    damage: flipped(frame(10) + 8),
    says: ['frame 10 of 20', '9 transactions', 'at least 10'],
    rows: 9n,
  },
  {
    title: 'has a wrong byte in its last page',
    damage: flipped(frame(20) + 100),
    says: ['frame 20 of 20', '19 transactions', 'at least 1 '],
    rows: 19n,
  },
  {
    title: 'ends in the middle of a page',
    damage: cut(frame(8) + 24 + 77),
    says: ['in the middle of a frame', '7 transactions'],
    rows: 7n,
  },
  {
    title: 'ends in the middle of the header of a frame',
    damage: cut(frame(8) + 5),
    says: ['in the middle of a frame', '7 transactions'],
    rows: 7n,
  },
  {
    title: 'ends with the header of a frame, as after a crash',
    damage: cut(frame(8) + 24),
    says: null,
    rows: 7n,
  },
  { title: 'ends behind a frame', damage: cut(frame(8)), says: null, rows: 7n },
  {
    title: 'ends inside of the last transaction, as after a crash',
    more: LARGE_TRANSACTION,
    damage: cut(frame(35)),
    says: null,
    rows: 20n,
  },
  {
    title: 'has a wrong byte in the last transaction, which has no end, as after a crash',
    more: LARGE_TRANSACTION,
    damage: (wal) => flipped(frame(30) + 99)(cut(frame(35))(wal)),
    says: null,
    rows: 20n,
  },
  {
    title: 'has a header that does not hold',
    damage: flipped(25),
    says: ['its header', '0 transactions', 'at least 20'],
    rows: 0n,
  },
  {
    title: 'has a header with another size of a page',
    damage: flipped(9),
    says: ['its header', '0 transactions', 'at least 20'],
    rows: 0n,
  },
  {
    title: 'ends inside of its header',
    damage: cut(20),
    says: ['in the middle', '0 transactions'],
    rows: 0n,
  },
  { title: 'is nothing but a header', damage: cut(32), says: null, rows: 0n },
  { title: 'is empty', damage: cut(0), says: null, rows: 0n },
  {
    title: 'was begun anew, with frames behind that are in the database',
    more: (database) => {
      database.pragma('wal_checkpoint(restart)')
      database.exec('insert into t values (21)')
    },
    damage: untouched,
    says: null,
    rows: 21n,
  },
  {
    title: 'was begun anew, and ends in the middle of a frame that is in the database',
    more: (database) => {
      database.pragma('wal_checkpoint(restart)')
      database.exec('insert into t values (21)')
    },
    damage: cut(frame(8) + 200),
    says: null,
    rows: 21n,
  },
  {
    title: 'was begun anew, and has a wrong byte',
    more: (database) => {
      database.pragma('wal_checkpoint(restart)')
      database.exec('insert into t values (21); insert into t values (22)')
    },
    damage: flipped(frame(1) + 100),
    says: ['frame 1 of 20', '0 transactions', 'at least 2'],
    rows: 20n,
  },
]

describe('A -wal that', () => {
  for (const { title, more, damage, says, rows } of CASES) {
    it(`${title}: ${says === null ? 'is not reported' : 'is reported as damaged'}`, async () => {
      const path = await copyWithWal(more ?? (() => {}), damage)
      const before = await folderState(path)
      await take(path, (snapshot) => {
        expect(query(snapshot, 'select count(*) from t')).toEqual([[rows]])
        if (says === null) expect(snapshot.issues).toEqual([])
        else {
          const issue = { code: 'source-corrupt', priority: 'HIGH', table: null, object: '-wal' }
          expect(snapshot.issues).toMatchObject([issue])
          for (const part of says) expect(snapshot.issues[0]?.message).toContain(part)
        }
      })
      expect(await folderState(path)).toEqual(before)
    })
  }

  it('is longer than one piece is followed to its end', async () => {
    const path = await copyWithWal((database) => {
      for (let row = 21; row <= 3000; row += 1) database.exec(`insert into t values (${row})`)
    }, untouched)
    expect((await stat(`${path}-wal`)).size).toBeGreaterThan(1 << 20)
    const wal = await readFile(`${path}-wal`)
    await take(path, ({ issues }) => expect(issues).toEqual([]))
    await writeFile(`${path}-wal`, flipped(wal.length - 2 * FRAME - 7)(Buffer.from(wal)))
    await take(path, ({ issues }) => expect(issues).toMatchObject([{ object: '-wal' }]))
  })
})

/** A table with 20 rows, each of a transaction of its own; the files are copied while the database is open. */
async function copyWithWal(
  more: (database: Database.Database) => void,
  damage: (wal: Buffer) => Buffer,
): Promise<string> {
  const folder = await temporaryDirectory()
  const [live, path] = [join(folder, 'live.db'), join(await temporaryDirectory(), 'app.db')]
  const database = new Database(live)
  database.exec(`pragma page_size = ${PAGE}; create table t (a)`)
  database.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
  for (let row = 1; row <= 20; row += 1) database.exec(`insert into t values (${row})`)
  more(database)
  await copyFile(live, path)
  await writeFile(`${path}-wal`, damage(Buffer.from(await readFile(`${live}-wal`))))
  database.close()
  return path
}
