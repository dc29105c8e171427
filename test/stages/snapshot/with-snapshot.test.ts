import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { query, quiet, take } from './sources.ts'

describe('A snapshot', () => {
  it('tells the path as given, the size, the hash and the version of SQLite', async () => {
    const path = await sqliteFromSql('create table t (a)')
    const given = relative(process.cwd(), path)
    await take(given, async (snapshot) => {
      expect(snapshot).toMatchObject({
        sourcePath: given,
        path,
        sizeBytes: (await stat(path)).size,
        sha256: createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
        sqliteVersion: expect.stringMatching(/^3\.\d+\.\d+$/),
        encoding: 'UTF-8',
        issues: [],
      })
    })
  })

  it('hands on what the work returns', async () => {
    expect(await take(await sqliteFromSql('create table t (a)'), () => 42)).toBe(42)
  })

  for (const encoding of ['UTF-8', 'UTF-16le', 'UTF-16be']) {
    it(`reads a database in ${encoding}`, async () => {
      const path = await sqliteFromSql(
        `pragma encoding = '${encoding}'; create table "tåg" (a); insert into "tåg" values ('日本 𝄞')`,
      )
      await take(path, (snapshot) => {
        expect(snapshot.encoding).toBe(encoding)
        expect(snapshot.issues).toEqual([])
        expect(query(snapshot, 'select a from "tåg"')).toEqual([['日本 𝄞']])
      })
    })
  }

  it('is not begun when the run is already cancelled', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    const path = await sqliteFromSql('create table t (a)')
    await expect(take(path, () => 'used', { ...quiet, signal })).rejects.toThrow('cancelled')
  })
})

describe('The integrity checks', () => {
  it('name damaged pages, in short', async () => {
    const path = await sqliteFromSql(`
      create table t (a);
      with n (i) as (values (1) union all select i + 1 from n where i < 5000) insert into t select hex(i) from n`)
    const database = new Database(path)
    database.unsafeMode()
    const pages = database
      .prepare("select pageno from dbstat where name = 't' and pagetype = 'leaf'")
      .pluck()
      .all()
    database.close()
    await overwrite(path, (pages[3] as number) * 4096 - 4096, Buffer.alloc(4096, 0xff))
    const [found, ...others] = await take(path, ({ issues }) => issues)
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'source-corrupt', priority: 'HIGH', table: null })
    expect(found?.message).toMatch(/^SQLite found damage: Tree \d+ page \d+/)
    expect(found?.message.length).toBeLessThan(500)
  })

  it('leave rows that break a rule to the profile, which counts them', async () => {
    const path = await sqliteFromSql(`
      create table t (a, b);
      insert into t values (null, -1);
      ${MAKE_RULES}`)
    expect(await take(path, ({ issues }) => issues)).toEqual([])
  })

  it('look on behind more such rows than SQLite lists by itself', async () => {
    const path = await sqliteFromSql(`
      create table t (a, b);
      with n (i) as (values (1) union all select i + 1 from n where i < 500) insert into t select null, i from n;
      ${MAKE_RULES};
      pragma writable_schema = off;
      create virtual table search using fts5(body);
      insert into search values ('a word');
      update search_content set c0 = 'another'`)
    expect(await take(path, ({ issues }) => issues)).toMatchObject([{ code: 'source-corrupt' }])
  })

  it('survive a foreign key that SQLite cannot check, and name its table', async () => {
    const path = await sqliteFromSql(`
      create table parent (id integer primary key, "a;b" text);
      create table "the ""child""" (x references parent ("a;b"), y references missing);
      insert into "the ""child""" values (1, 2)`)
    const issues = await take(path, (snapshot) => snapshot.issues)
    expect(issues).toMatchObject([{ code: 'foreign-key-mismatch', priority: 'MED', table: 'the "child"' }])
  })

  it('do not report orphans, which the load counts exactly', async () => {
    const path = await sqliteFromSql(
      'create table p (id integer primary key); create table c (p references p); insert into c values (9)',
    )
    expect(await take(path, ({ issues }) => issues)).toEqual([])
  })

  it('call a damaged full-text index LOW, because it is not migrated', async () => {
    const path = await sqliteFromSql(`
      create virtual table search using fts5(body);
      insert into search values ('a word');
      update search_content set c0 = 'another'`)
    const issues = await take(path, (snapshot) => snapshot.issues)
    expect(issues).toMatchObject([{ code: 'source-corrupt', priority: 'LOW', object: 'full-text index' }])
  })

  it('say which tables they could not check: collations, functions and modules of the application', async () => {
    const path = await sqliteFromSql('create table plain (a); insert into plain values (1)')
    const database = new Database(path)
    database.unsafeMode()
    database.function('double', { deterministic: true }, (value) => value)
    database.exec(`
      create table computed (a, b as (double(a)) stored, check (double(a) = a));
      create index computed_index on computed (double(a));
      insert into computed values (7);
      create table sorted (a);
      create index sorted_index on sorted (a);
      pragma writable_schema = on;
      update sqlite_schema set sql = 'create table sorted (a collate by_locale)' where name = 'sorted';
      insert into sqlite_schema values ('table', 'special', 'special', 0, 'create virtual table special using nowhere(a)')`)
    database.close()
    await take(path, (snapshot) => {
      expect(query(snapshot, 'select a, b from computed')).toEqual([[7n, 7]])
      expect(snapshot.issues).toMatchObject([
        { code: 'integrity-not-checked', table: 'computed', message: expect.stringContaining('double()') },
        { code: 'integrity-not-checked', table: 'sorted', message: expect.stringContaining('by_locale') },
      ])
    })
  })
})

const MAKE_RULES = `
  pragma writable_schema = on;
  update sqlite_schema set sql = 'create table t (a not null, b check (b > 0))' where name = 't'`

async function overwrite(path: string, at: number, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, at)
  await file.close()
}
