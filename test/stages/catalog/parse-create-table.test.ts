import { describe, expect, it } from 'vitest'
import { parseCreateTable } from '../../../src/stages/catalog/parse-create-table.ts'

describe('parseCreateTable', () => {
  it.each([
    ['a column without a type', 'create table t (a)', ['a']],
    [
      'types of many words',
      'create table t (a unsigned big int (10, -2) not null, b long varchar)',
      ['a', 'b'],
    ],
    [
      'all four quotes',
      `create table t ("a ""x""" int, 'b''s' int, [c,(d] int, \`e\`\`f\` int)`,
      ['a "x"', "b's", 'c,(d', 'e`f'],
    ],
    ['comments anywhere', 'create /* t ( */ table t -- (x,\n(a /* , b */ int -- c int,\n, d)', ['a', 'd']],
    ['a quoted type', 'create table t (a "my type" check (a > 0), b \'other, type\')', ['a', 'b']],
    [
      'names that are keywords elsewhere',
      'create table t (key int, "check" int, replace text, desc, generated)',
      ['key', 'check', 'replace', 'desc', 'generated'],
    ],
    ['the stored form of CREATE TABLE AS', 'CREATE TABLE x(a TEXT,b INT,"c d")', ['a', 'b', 'c d']],
    [
      'a schema name and options',
      'create temp table if not exists main . "t" (a primary key) without rowid, strict;',
      ['a'],
    ],
    [
      'table constraints without commas',
      'create table t (a, b, unique (a) check (b > 0) primary key (a, b))',
      ['a', 'b'],
    ],
    [
      'defaults of every kind',
      `create table t (a default (1, 2), b default -5, c default +1.5e3, d default 'x, y', e default x'ab', f default current_timestamp, g default "q" not null)`,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ],
    ['letters beyond ASCII', 'create table größe (naïve int, 列 text, 🙂 blob)', ['naïve', '列', '🙂']],
  ])('places everything in a table with %s', (_, sql, names) => {
    const definition = parseCreateTable(sql)
    expect(definition.columns.map(({ name }) => name)).toEqual(names)
    expect(definition.unplaced).toEqual([])
  })

  it.each([
    ['[nvarchar](40)', 'nvarchar(40)'],
    ['[decimal](19, 4) not null', 'decimal(19, 4)'],
    ['"varchar"(10) default 1', 'varchar(10)'],
    ["'char' (5)", 'char(5)'],
    ['`double` [precision]', 'double precision'],
    ['[int] identity(1, 1)', 'int identity(1, 1)'],
    ['unsigned "int"', 'unsigned int'],
    ['[my type]', null],
    ['byte[]', null],
    ['varchar(20)[]', null],
    ['[text][]', 'text[]'],
    ['decimal(19, 4)', null],
    ['"a""b"(1)', 'a"b(1)'],
    ['', null],
  ])('reads the type of %s, if a part of it is in quotes, as %s', (type, read) => {
    const { columns, unplaced } = parseCreateTable(`create table t (a ${type}, b int)`)
    expect(columns.map(({ quotedType }) => quotedType)).toEqual([read, null])
    expect(unplaced).toEqual([])
  })

  it('reads CHECKs with their names, columns and text', () => {
    const { checks } = parseCreateTable(`create table t (
      a int constraint positive check (a > 0 /* ) */ and a < ')') check(a<>5),
      b text default 'check (1)' -- check (false)
        constraint "is ok" check (length(b) in (1, 2)),
      constraint whole check ((a) > (b)) on conflict ignore,
      check (true)
    )`)
    expect(checks).toEqual([
      { name: 'positive', expression: `a > 0 /* ) */ and a < ')'`, column: 'a' },
      { name: null, expression: 'a<>5', column: 'a' },
      { name: 'is ok', expression: 'length(b) in (1, 2)', column: 'b' },
      { name: 'whole', expression: '(a) > (b)', column: null },
      { name: null, expression: 'true', column: null },
    ])
  })

  it('reads keys with their names and conflict actions', () => {
    const definition = parseCreateTable(`create table t (
      a integer constraint pk primary key desc on conflict replace autoincrement,
      b unique on conflict ignore not null on conflict fail,
      c null on conflict abort,
      constraint u unique ("b" collate nocase desc, [c]) on conflict rollback
    )`)
    expect(definition.primaryKey).toEqual({ name: 'pk', columns: ['a'], onConflict: 'REPLACE' })
    expect(definition.autoincrement).toBe(true)
    expect(definition.columns.map(({ notNullOnConflict }) => notNullOnConflict)).toEqual([null, 'FAIL', null])
    expect(definition.uniques).toEqual([
      { name: null, columns: ['b'], onConflict: 'IGNORE' },
      { name: 'u', columns: ['b', 'c'], onConflict: 'ROLLBACK' },
    ])
  })

  it('finds AUTOINCREMENT inside of a key of the table', () => {
    expect(parseCreateTable('create table t (a integer, primary key (a autoincrement))').autoincrement).toBe(
      true,
    )
    expect(parseCreateTable(`create table t (a integer primary key, autoincrement text)`).autoincrement).toBe(
      false,
    )
  })

  it('takes only INITIALLY DEFERRED as deferred', () => {
    const { foreignKeys, unplaced } = parseCreateTable(`create table t (
      a references p on delete set null on update no action match full deferrable initially deferred,
      b references p (x) not deferrable initially deferred,
      c constraint fk references "p" deferrable initially immediate check (c > 0),
      d references p deferrable,
      constraint last foreign key (a, b) references p (x, y) on delete cascade deferrable initially deferred
    )`)
    expect(unplaced).toEqual([])
    expect(foreignKeys).toEqual([
      { name: null, deferrable: true },
      { name: null, deferrable: false },
      { name: 'fk', deferrable: false },
      { name: null, deferrable: false },
      { name: 'last', deferrable: true },
    ])
  })

  it('reads collations and generated columns', () => {
    const { columns } = parseCreateTable(`create table t (
      a text collate nocase, b text collate "my Coll",
      c int generated always as (a || ')') stored, d as (length(b)) virtual not null, e as (1)
    )`)
    expect(columns.map(({ collation }) => collation)).toEqual(['NOCASE', 'MY COLL', null, null, null])
    expect(columns.map(({ generatedExpression }) => generatedExpression)).toEqual([
      null,
      null,
      "a || ')'",
      'length(b)',
      '1',
    ])
  })

  it.each([
    ['words that fit no rule', 'create table t (a int check (a > 0) nonsense, b)', ['nonsense']],
    ['a group that never ends', 'create table t (a int check (a > 0', ['(', 'a', '>', '0']],
    ['another statement', 'select 1', ['select 1']],
    ['text behind the end', 'create table t (a) strict, sideways', ['sideways']],
    ['nothing', '', []],
  ])('gives back %s', (_, sql, unplaced) => {
    expect(parseCreateTable(sql).unplaced).toEqual(unplaced)
  })
})
