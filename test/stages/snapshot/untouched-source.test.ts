import {
  appendFile,
  copyFile,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../src/stages/snapshot/snapshot.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { crashedDatabase, folderState, query, refusal, take } from './sources.ts'

/** Enough changed pages to make SQLite write to the file before the commit. */
const UNFINISHED_UPDATE = `
  pragma cache_size = 5;
  create table t (id integer primary key, a);
  with n (i) as (values (1) union all select i + 1 from n where i < 2000)
  insert into t select i, 'before' || hex(zeroblob(40)) from n;
  begin;
  update t set a = 'after' || hex(zeroblob(40))`

const COUNT_BEFORE = "select count(*) from t where a like 'before%'"

const CASES: readonly {
  readonly title: string
  readonly make: () => Promise<string>
  readonly sidecars: readonly string[]
  readonly count: string
  readonly expected: bigint
  readonly copied: boolean
}[] = [
  {
    title: 'a plain database',
    make: () => sqliteFromSql('create table t (a); insert into t values (1), (2)'),
    sidecars: [],
    count: 'select count(*) from t',
    expected: 2n,
    copied: false,
  },
  {
    title: 'a database in WAL mode whose rows are all in its -wal',
    make: () =>
      crashedDatabase('pragma journal_mode = wal; create table t (a); insert into t values (1), (2), (3)'),
    sidecars: ['app.db-shm', 'app.db-wal'],
    count: 'select count(*) from t',
    expected: 3n,
    copied: true,
  },
  {
    title: 'a database in WAL mode without its -wal',
    make: walModeWithoutWal,
    sidecars: [],
    count: 'select count(*) from t',
    expected: 1n,
    copied: true,
  },
  {
    title: 'a database with a hot journal, whose unfinished transaction is rolled back',
    make: () => crashedDatabase(UNFINISHED_UPDATE),
    sidecars: ['app.db-journal'],
    count: COUNT_BEFORE,
    expected: 2000n,
    copied: true,
  },
  {
    title: 'a database with a journal whose header is zeroed: its transaction was committed',
    make: () =>
      crashedDatabase(`pragma journal_mode = persist; create table t (a); insert into t values (1), (2)`),
    sidecars: ['app.db-journal'],
    count: 'select count(*) from t',
    expected: 2n,
    copied: true,
  },
]

describe('withSnapshot leaves untouched', () => {
  for (const { title, make, sidecars, count, expected, copied } of CASES) {
    it(title, async () => {
      const path = await make()
      const before = await folderState(path)
      expect(before).toHaveLength(1 + sidecars.length)
      await take(path, async (snapshot) => {
        expect(query(snapshot, count)).toEqual([[expected]])
        expect(snapshot.path === path).toBe(!copied)
        expect(await folderState(path)).toEqual(before)
      })
      expect(await folderState(path)).toEqual(before)
    })
  }

  it('a super-journal, and still rolls back the journal that names it', async () => {
    const path = await crashedDatabase(UNFINISHED_UPDATE)
    const superJournal = `${path}-mj7678F39C1`
    await writeFile(superJournal, `${path}-journal\0`)
    await appendFile(`${path}-journal`, superJournalRecord(superJournal))
    const before = await folderState(path)
    await take(path, (snapshot) => expect(query(snapshot, COUNT_BEFORE)).toEqual([[2000n]]))
    expect(await folderState(path)).toEqual(before)
  })

  it('and takes for committed what a journal without its super-journal holds, as SQLite does', async () => {
    const path = await crashedDatabase(UNFINISHED_UPDATE)
    await appendFile(`${path}-journal`, superJournalRecord(`${path}-mj7678F39C1`))
    const before = await folderState(path)
    const [[count]] = (await take(path, (snapshot) => query(snapshot, COUNT_BEFORE))) as [[bigint]]
    expect(count).toBeLessThan(2000n)
    expect(await folderState(path)).toEqual(before)
  })

  it('a database behind a symbolic link, whose sidecars lie beside the file itself', async () => {
    const path = await crashedDatabase(
      'pragma journal_mode = wal; create table t (a); insert into t values (1)',
    )
    const link = join(await temporaryDirectory(), 'link')
    await symlink(path, link)
    const before = await folderState(path)
    await take(link, (snapshot) => {
      expect(snapshot.sourcePath).toBe(link)
      expect(query(snapshot, 'select count(*) from t')).toEqual([[1n]])
    })
    expect(await folderState(path)).toEqual(before)
  })

  it('a database whose name ends with a space, which the driver would cut off', async () => {
    const path = join(await temporaryDirectory(), 'app.db ')
    await copyFile(await sqliteFromSql('create table t (a)'), path)
    const before = await folderState(path)
    await take(path, (snapshot) => expect(query(snapshot, 'select count(*) from t')).toEqual([[0n]]))
    expect(await folderState(path)).toEqual(before)
  })
})

describe('withSnapshot notices', () => {
  it('that the database was written to while it was read', async () => {
    const path = await sqliteFromSql('create table t (a)')
    const written = take(path, () => appendFile(path, 'more'))
    await expect(written).rejects.toMatchObject({ code: 'snapshot-in-use', exitCode: 3 })
  })

  it.each([
    ['is gone when it is done', () => {}],
    ['was gone when it was opened again', (snapshot: Snapshot) => snapshot.open().close()],
  ])('that the database %s', async (_, after) => {
    const path = await sqliteFromSql('create table t (a)')
    const rotated = take(path, async (snapshot) => {
      await rm(path)
      after(snapshot)
    })
    await expect(rotated).rejects.toMatchObject({ code: 'snapshot-in-use', exitCode: 3 })
  })

  it('that a new time stamp alone changes nothing', async () => {
    const path = await sqliteFromSql('create table t (a)')
    await take(path, () => utimes(path, 1, 1))
    expect((await stat(path)).mtimeMs).toBe(1000)
  })

  it('the error of the work before its own', async () => {
    const path = await sqliteFromSql('create table t (a)')
    const failed = take(path, async () => {
      await appendFile(path, 'more')
      throw new Error('first')
    })
    await expect(failed).rejects.toThrow('first')
  })

  it('that another program holds the database locked', async () => {
    const path = await sqliteFromSql('create table t (a)')
    const Database = (await import('better-sqlite3')).default
    const writer = new Database(path)
    writer.exec('begin exclusive')
    expect(await refusal(path)).toMatchObject({ code: 'snapshot-in-use' })
    writer.close()
  }, 20_000)
})

async function walModeWithoutWal(): Promise<string> {
  const original = await crashedDatabase(
    'pragma journal_mode = wal; create table t (a); insert into t values (1); pragma wal_checkpoint(truncate)',
  )
  const path = join(await temporaryDirectory(), 'copied-without-wal')
  await copyFile(original, path)
  expect((await readFile(path)).subarray(18, 20)).toEqual(Buffer.from([2, 2]))
  expect(await readdir(join(path, '..'))).toEqual(['copied-without-wal'])
  return path
}

/** As writeSuperJournal() in SQLite's pager.c writes it: page number, name, length, checksum, magic. */
function superJournalRecord(name: string): Buffer {
  const bytes = Buffer.from(name)
  const tail = Buffer.alloc(8)
  tail.writeUInt32BE(bytes.length, 0)
  tail.writeUInt32BE(
    bytes.reduce((sum, byte) => sum + byte, 0),
    4,
  )
  const lockPage = Buffer.alloc(4)
  lockPage.writeUInt32BE(2 ** 30 / 4096 + 1)
  return Buffer.concat([lockPage, bytes, tail, Buffer.from('d9d505f920a163d7', 'hex')])
}
