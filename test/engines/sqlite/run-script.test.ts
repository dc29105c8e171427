import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { runScript, ScriptError } from '../../../src/engines/sqlite/run-script.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

const never = new AbortController().signal

describe('runScript accepts', () => {
  it('double-quoted strings, which the sqlite3 shell takes for text', async () => {
    const path = await sqliteFromSql(
      'create table t (a text default "", check (a <> "no")); insert into t default values',
    )
    expect(rows(path, 'select a, typeof(a) from t')).toEqual([['', 'text']])
  })

  it('REGEXP, which the sqlite3 shell has, in a CHECK and in a query', async () => {
    const path = await sqliteFromSql(`
      create table t (a text check (a regexp '^[A-Z]+$'));
      insert into t values ('ABC'), (null);
      create table u as select a regexp 'b|C' as found, a from t;`)
    expect(rows(path, 'select found, a from u')).toEqual([
      [1n, 'ABC'],
      [null, null],
    ])
    await expect(
      sqliteFromSql(`create table t (a text check (a regexp '^[A-Z]+$')); insert into t values ('abc')`),
    ).rejects.toThrow('CHECK constraint failed')
  })

  it('what .dump writes: children before parents, sqlite_sequence, unistr and a shadowed virtual table', async () => {
    const path = await sqliteFromSql(`
      PRAGMA foreign_keys=OFF;
      BEGIN TRANSACTION;
      CREATE TABLE child (parent references parent (id));
      INSERT INTO child VALUES(7);
      CREATE TABLE parent (id integer primary key autoincrement);
      INSERT INTO parent VALUES(7);
      INSERT INTO parent VALUES(8);
      CREATE TABLE note (body);
      INSERT INTO note VALUES(unistr('a\\u0001b'));
      PRAGMA writable_schema=ON;
      INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts5(body)');
      CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
      PRAGMA writable_schema=OFF;
      DELETE FROM sqlite_sequence;
      INSERT INTO sqlite_sequence VALUES('parent',42);
      ANALYZE sqlite_schema;
      INSERT INTO sqlite_stat4 VALUES('parent','x','1','0','0',x'01');
      COMMIT;`)
    expect(rows(path, 'select seq from sqlite_sequence')).toEqual([[42n]])
    expect(rows(path, 'select hex(body) from note')).toEqual([['610162']])
    expect(rows(path, "select rootpage from sqlite_schema where name = 'search'")).toEqual([[0n]])
  })

  it('virtual tables, triggers, UTF-16, VACUUM and WAL mode, and leaves one file', async () => {
    const path = await sqliteFromSql(`
      pragma encoding = 'UTF-16';
      pragma journal_mode = wal;
      create virtual table search using fts5(body);
      create virtual table place using rtree(id, low, high);
      create table t (a);
      create trigger copy after insert on t begin insert into search values (new.a); end;
      insert into t values ('jalapeño');
      vacuum;`)
    expect(rows(path, 'select body from search')).toEqual([['jalapeño']])
    expect(rows(path, 'pragma encoding')).toEqual([['UTF-16le']])
    expect(await readdir(dirname(path))).toEqual(['source.sqlite'])
  })

  it('text that is not valid UTF-8, byte for byte', async () => {
    const directory = await temporaryDirectory()
    const path = join(directory, 'x.sqlite')
    const script = Buffer.from(
      "create table t (a); insert into t values ('it''s caf\xE9'), ('ok');",
      'latin1',
    )
    await runScript([script], path, { maxBytes: 1e9, signal: never })
    expect(rows(path, 'select hex(a), typeof(a) from t')).toEqual([
      ['6974277320636166E9', 'text'],
      ['6F6B', 'text'],
    ])
  })
})

const REFUSED: readonly {
  readonly title: string
  readonly script: string
  readonly error: Partial<ScriptError>
}[] = [
  {
    title: 'a syntax error, by its line and without the values around it',
    script: "create table t (a);\n\ninsert into t values ('O'Brien');",
    error: { line: 3, message: 'syntax error' },
  },
  {
    title: 'a command of the sqlite3 shell',
    script: 'create table t (a);\n.mode csv\n.import x t\n',
    error: { line: 2, message: '.mode is a command of the sqlite3 shell, not SQL' },
  },
  {
    title: 'a transaction that is never committed',
    script: 'begin;\ncreate table t (a);\n',
    error: { message: 'the script ends before its COMMIT; a part of it may be missing' },
  },
  {
    title: 'a constraint that fails',
    script: "create table t (a unique);\ninsert into t values ('secret');\ninsert into t values ('secret');",
    error: { line: 3, message: 'UNIQUE constraint failed: t.a' },
  },
  {
    title: 'a NUL byte',
    script: 'select 1;\nselect 2 \0;',
    error: { line: 2, message: 'the statement holds a NUL byte' },
  },
]

describe('runScript refuses', () => {
  for (const { title, script, error } of REFUSED) {
    it(title, async () => {
      await expect(sqliteFromSql(script)).rejects.toMatchObject({ name: 'ScriptError', ...error })
    })
  }

  const TOUCHING_FILES = [
    (file: string) => `attach '${file}' as other; create table other.t (a)`,
    (file: string) => `/* x */ \uFEFF ATTACH DATABASE 'file:${file}' AS other`,
    (file: string) => `attach '${file.slice(0, 5)}' || '${file.slice(5)}' as other`,
    (file: string) => `vacuum into '${file}'`,
    (file: string) => `vacuum "main" /* */ INTO '${file}'`,
    (file: string) => `select writefile('${file}', 'x')`,
    (file: string) => `select load_extension('${file}')`,
  ]
  for (const script of TOUCHING_FILES) {
    it(`to touch another file: ${script('FILE')}`, async () => {
      const file = join(await temporaryDirectory(), 'other.sqlite')
      await expect(sqliteFromSql(`create table t (a); ${script(file)}`)).rejects.toThrow(ScriptError)
      expect(existsSync(file)).toBe(false)
    })
  }

  it('to grow beyond the limit', async () => {
    const path = join(await temporaryDirectory(), 'x.sqlite')
    const script = [Buffer.from('create table t (a); insert into t values (zeroblob(10000000));')]
    await expect(runScript(script, path, { maxBytes: 1_000_000, signal: never })).rejects.toMatchObject({
      resultCode: 13,
    })
  })

  it('to go on after it was cancelled', async () => {
    const path = join(await temporaryDirectory(), 'x.sqlite')
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(runScript([Buffer.from('select 1;')], path, { maxBytes: 1e9, signal })).rejects.toThrow(
      'cancelled',
    )
  })
})

function rows(path: string, sql: string): unknown[] {
  const database = openSqlite(path)
  try {
    return database.prepare(sql).raw().all()
  } finally {
    database.close()
  }
}
