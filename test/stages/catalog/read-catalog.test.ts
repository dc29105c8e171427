import { describe, expect, it } from 'vitest'
import type { Column } from '../../../src/stages/catalog/catalog.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { catalogOf, first, only, snapshotOf, tableOf } from './read-from.ts'

function part(column: string | null, changes: object = {}) {
  return { column, expression: null, descending: false, collation: 'BINARY', ...changes }
}

describe('columns', () => {
  it('have types without quotes, as scripts for SQL Server write them, and the affinity that SQLite gives them', async () => {
    const { columns } = await tableOf(
      'create table t ([Name] [nvarchar](40), [Price] [decimal](19, 4), n [numeric] (5,2), b [varbinary](16), v "varchar"(10), i [int], u unsigned "int")',
    )
    expect(columns.map(({ declaredType, affinity }) => [declaredType, affinity])).toEqual([
      ['nvarchar(40)', 'TEXT'],
      ['decimal(19, 4)', 'NUMERIC'],
      ['numeric(5,2)', 'NUMERIC'],
      ['varbinary(16)', 'NUMERIC'],
      ['varchar(10)', 'TEXT'],
      ['INT', 'INTEGER'],
      ['unsigned int', 'INTEGER'],
    ])
  })

  it('come with type, affinity, default, NOT NULL, collation and generation', async () => {
    const table = await tableOf(`create table t (
      a varchar(20) not null on conflict ignore default 'x' collate nocase,
      b, "c ""d" decimal(10,2) default (1 + 1),
      e int generated always as (b + 1) stored,
      f as (b || ')') virtual)`)
    const shape = ({ profile, momentSpelling, constantDefault, ...column }: Column) => column
    const plain = {
      notNull: false,
      notNullOnConflict: null,
      defaultText: null,
      generated: null,
      collation: 'BINARY',
    }
    expect(table.columns.map(shape)).toEqual([
      {
        ...plain,
        name: 'a',
        declaredType: 'varchar(20)',
        affinity: 'TEXT',
        notNull: true,
        notNullOnConflict: 'IGNORE',
        defaultText: "'x'",
        collation: 'NOCASE',
      },
      { ...plain, name: 'b', declaredType: '', affinity: 'BLOB' },
      { ...plain, name: 'c "d', declaredType: 'decimal(10,2)', affinity: 'NUMERIC', defaultText: '1 + 1' },
      {
        ...plain,
        name: 'e',
        declaredType: 'INT',
        affinity: 'INTEGER',
        generated: { expression: 'b + 1', stored: true },
      },
      {
        ...plain,
        name: 'f',
        declaredType: '',
        affinity: 'BLOB',
        generated: { expression: "b || ')'", stored: false },
      },
    ])
  })

  it('may be more than one query can measure', async () => {
    const names = Array.from({ length: 1700 }, (_, index) => `c${index}`)
    const table = await tableOf(
      `create table t (${names.join(', ')}); insert into t (c0, c1699) values (1, 'x')`,
    )
    expect(table.columns).toHaveLength(1700)
    expect(table.columns[0]?.profile.integers).toBe(1)
    expect(table.columns[1]?.profile.nulls).toBe(1)
    expect(table.columns[1699]?.profile.texts).toBe(1)
  })

  it.each([
    '',
    ' ',
    'select',
    'a"b',
    "it's",
    '[x]',
    'new\nline',
    '$1 ? :a',
    '::',
    'x'.repeat(100),
    'ключ 🔑',
  ])('and tables may be named %j', async (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`
    const catalog = await catalogOf(`create table ${quoted} (${quoted} text check (length(${quoted}) > 0));
        create index "i" on ${quoted} (${quoted}); insert into ${quoted} values ('x')`)
    const table = only(catalog.tables)
    expect(catalog.issues).toEqual([])
    expect(table.name).toBe(name)
    expect(first(table.columns)).toMatchObject({ name, profile: { texts: 1 } })
    expect(first(first(table.indexes).parts).column).toBe(name)
    expect(table.checks).toHaveLength(1)
  })
})

describe('the rowid', () => {
  it.each([
    ['create table t (id integer primary key)', 'id', 'rowid'],
    ['create table t (id "INTEGER" primary key asc)', 'id', 'rowid'],
    ['create table t (id integer, primary key (id desc))', 'id', 'rowid'],
    ['create table t (id integer primary key desc)', null, 'rowid'],
    ['create table t (id int primary key)', null, 'rowid'],
    ['create table t (id bigint primary key)', null, 'rowid'],
    ['create table t (id integer, b, primary key (id, b))', null, 'rowid'],
    ['create table t (id integer primary key) without rowid', null, null],
    ['create table t (RowId text)', null, '_rowid_'],
    ['create table t (rowid text, _rowid_ text)', null, 'oid'],
    ['create table t (rowid integer primary key, _rowid_, oid)', 'rowid', null],
  ])('of %s has the alias %s and the name %s', async (sql, alias, name) => {
    const table = await tableOf(sql)
    expect([table.rowidAlias, table.rowidName]).toEqual([alias, name])
  })

  it('has a high-water mark that survives deleted rows and odd values', async () => {
    const { tables } = await catalogOf(`
      create table a (id integer primary key autoincrement);
      create table b (id integer primary key autoincrement);
      create table c (id integer primary key autoincrement);
      create table d (id integer primary key);
      insert into a values (9223372036854775806); delete from a;
      insert into b values (1); update sqlite_sequence set seq = '77' where name = 'b';
      insert into c values (1); update sqlite_sequence set seq = null where name = 'c';
      insert into sqlite_sequence values ('B', 78), ('d', 5)`)
    expect(tables.map(({ highWaterMark }) => highWaterMark)).toEqual([9223372036854775806n, 78n, null, null])
    expect(tables.map(({ autoincrement }) => autoincrement)).toEqual([true, true, true, false])
  })
})

describe('keys and indexes', () => {
  it('come in key order, with direction, collation, name and conflict action', async () => {
    const table = await tableOf(`create table t (a text collate nocase, b, c unique on conflict replace,
      constraint pk primary key (b desc, a) on conflict ignore, constraint u unique (A collate rtrim, b))`)
    expect(table.primaryKey).toEqual({
      name: 'pk',
      onConflict: 'IGNORE',
      parts: [part('b', { descending: true }), part('a', { collation: 'NOCASE' })],
    })
    expect(table.uniques).toEqual([
      { name: null, onConflict: 'REPLACE', parts: [part('c')] },
      { name: 'u', onConflict: null, parts: [part('a', { collation: 'RTRIM' }), part('b')] },
    ])
  })

  it('has the name of the key of a rowid alias', async () => {
    const table = await tableOf('create table t (id integer constraint "my pk" primary key)')
    expect(table.primaryKey).toEqual({ name: 'my pk', onConflict: null, parts: [part('id')] })
  })

  it('knows STRICT, WITHOUT ROWID and tables without a key', async () => {
    const { tables } = await catalogOf(
      `create table a (x any primary key) strict, without rowid; create table b (y)`,
    )
    expect(tables).toMatchObject([
      {
        strict: true,
        withoutRowid: true,
        primaryKey: { parts: [part('x')] },
        columns: [{ affinity: 'BLOB' }],
      },
      { strict: false, withoutRowid: false, primaryKey: null, uniques: [] },
    ])
  })

  it('reads expressions and partial indexes from the text', async () => {
    const { indexes } = await tableOf(`create table t (a, b);
      create unique index i on t (lower(a) collate nocase desc, b) where a is not null;
      create index j on t (b)`)
    expect(indexes).toMatchObject([
      {
        name: 'i',
        unique: true,
        where: 'a is not null',
        parts: [part(null, { expression: 'lower(a)', descending: true, collation: 'NOCASE' }), part('b')],
      },
      { name: 'j', unique: false, where: null, parts: [part('b')] },
    ])
  })
})

describe('foreign keys', () => {
  it('come in the order of the text with names, actions and resolved parents', async () => {
    const { tables } = await catalogOf(`
      create table p (x, y, primary key (y, x));
      create table c (
        a constraint one references P on delete cascade,
        b references "p" (x) on update set null deferrable initially deferred,
        d references nowhere,
        foreign key (a, b) references p on delete set default on update restrict)`)
    const parent = { onUpdate: 'NO ACTION', onDelete: 'NO ACTION', name: null, deferrable: false }
    expect(tables[1]?.foreignKeys).toEqual([
      { ...parent, name: 'one', columns: ['a'], parentTable: 'P', parentColumns: null, onDelete: 'CASCADE' },
      {
        ...parent,
        columns: ['b'],
        parentTable: 'p',
        parentColumns: ['x'],
        onUpdate: 'SET NULL',
        deferrable: true,
      },
      { ...parent, columns: ['d'], parentTable: 'nowhere', parentColumns: null },
      {
        ...parent,
        columns: ['a', 'b'],
        parentTable: 'p',
        parentColumns: ['y', 'x'],
        onDelete: 'SET DEFAULT',
        onUpdate: 'RESTRICT',
      },
    ])
  })
})

describe('views, triggers and tables', () => {
  it('come in the order of the schema without the tables of SQLite', async () => {
    const catalog = await catalogOf(`
      create table b (id integer primary key autoincrement); create table a (x); create index i on a (x);
      create view v as select * from a; create view broken as select * from nowhere;
      create trigger g instead of insert on v begin select 1; end; analyze;`)
    expect(catalog.tables.map(({ name }) => name)).toEqual(['b', 'a'])
    expect(catalog.views.map(({ name }) => name)).toEqual(['v', 'broken'])
    expect(catalog.triggers).toMatchObject([{ name: 'g', table: 'v' }])
    expect(catalog.issues).toEqual([])
  })

  it('stops when it is asked to, and closes its connection', async () => {
    const path = await sqliteFromSql('create table t (a); insert into t values (1)')
    const snapshot = snapshotOf(path)
    const connections: { readonly open: boolean }[] = []
    const open = () => {
      const database = snapshot.open()
      connections.push(database)
      return database
    }
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(readCatalog({ ...snapshot, open }, { emit: () => {}, signal })).rejects.toThrow('enough')
    expect(connections.map((connection) => connection.open)).toEqual([false])
  })

  it('tells how many rows it has measured', async () => {
    const path = await sqliteFromSql(`create table t (a);
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 30000)
      insert into t select i from n`)
    const rows: number[] = []
    await readCatalog(snapshotOf(path), {
      emit: (event) => {
        if (event.type === 'rows-done') rows.push(event.rows)
      },
      signal: new AbortController().signal,
    })
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(30000)
  })
})
