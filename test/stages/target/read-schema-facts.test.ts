import { expect, test } from 'vitest'
import { readSchemaFacts } from '../../../src/stages/target/read-schema-facts.ts'
import { testServer, withTestConnection } from '../../support/postgres.ts'

const SCHEMA = `
  create schema app;
  create type mood as enum ('sad', 'ok');
  create domain email as varchar(40) not null check (value like '%@%');
  create sequence own_seq;
  create table parent (a int, b int, primary key (b, a));
  create table "Child" (
    id       serial primary key,
    ident    int generated always as identity,
    numbered int default nextval('own_seq'),
    feeling  mood default 'ok',
    contact  email,
    price    numeric(10,2) check (price > 0),
    code     text collate "C" not null unique,
    pa int, pb int,
    doubled  int generated always as (pa * 2) stored,
    constraint child_parent foreign key (pb, pa) references parent on delete cascade deferrable);
  create unique index child_lower on "Child" (lower(code), price desc) where price > 1;
  create index child_sorted on "Child" (contact collate "C" text_pattern_ops desc nulls last, code, pa nulls first);
  create index child_hashed on "Child" using hash (pa);
  create view adults as select id from "Child"; create materialized view app.counted as select 1 as n;
  create function nothing() returns trigger language plpgsql as 'begin return null; end';
  create trigger watch after insert on "Child" for each row execute function nothing();
  create table app.seeded (n int); insert into app.seeded values (1);`

test('reads tables, columns, rules, indexes and triggers in the spelling of PostgreSQL', async () => {
  const { tables, views } = await withTestConnection(async (connection) => {
    await connection.query(SCHEMA)
    return await readSchemaFacts(connection)
  })
  expect(tables.map(({ schema, name, hasRows }) => [schema, name, hasRows])).toEqual([
    ['public', 'Child', false],
    ['public', 'parent', false],
    ['app', 'seeded', true],
  ])
  const [child] = tables
  expect(child?.columns).toEqual(
    [
      {
        name: 'id',
        type: 'integer',
        notNull: true,
        default: `nextval('"Child_id_seq"'::regclass)`,
        sequence: { schema: 'public', name: 'Child_id_seq' },
      },
      {
        name: 'ident',
        type: 'integer',
        notNull: true,
        identity: 'always',
        sequence: { schema: 'public', name: 'Child_ident_seq' },
      },
      {
        name: 'numbered',
        type: 'integer',
        default: `nextval('own_seq'::regclass)`,
        sequence: { schema: 'public', name: 'own_seq' },
      },
      { name: 'feeling', type: 'mood', enumLabels: ['sad', 'ok'], default: `'ok'::mood` },
      {
        name: 'contact',
        type: 'character varying(40)',
        domain: { schema: 'public', name: 'email' },
        domainChecks: ["CHECK (((VALUE)::text ~~ '%@%'::text))"],
        notNull: true,
      },
      { name: 'price', type: 'numeric(10,2)' },
      { name: 'code', type: 'text', notNull: true, collation: 'C' },
      { name: 'pa', type: 'integer' },
      { name: 'pb', type: 'integer' },
      { name: 'doubled', type: 'integer', generated: '(pa * 2)' },
    ].map((column) => ({
      domain: null,
      domainChecks: [],
      enumLabels: null,
      notNull: false,
      notNullUnproved: false,
      default: null,
      generated: null,
      identity: null,
      sequence: null,
      collation: null,
      folds: false,
      ...column,
    })),
  )
  expect(child?.constraints).toMatchObject([
    { kind: 'unique', name: 'Child_code_key', columns: ['code'] },
    { kind: 'primary-key', name: 'Child_pkey', definition: 'PRIMARY KEY (id)', columns: ['id'] },
    { kind: 'check', name: 'Child_price_check', columns: ['price'], expression: '(price > (0)::numeric)' },
    {
      kind: 'foreign-key',
      name: 'child_parent',
      columns: ['pb', 'pa'],
      parent: {
        schema: 'public',
        name: 'parent',
        columns: ['b', 'a'],
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
        matchFull: false,
      },
      definition: 'FOREIGN KEY (pb, pa) REFERENCES parent(b, a) ON DELETE CASCADE DEFERRABLE',
      validated: true,
      enforced: true,
      deferrable: true,
      deferred: false,
    },
  ])
  expect(child?.indexes).toMatchObject([
    { name: 'child_hashed', method: 'hash', unique: false, parts: ['pa'], options: [''], where: null },
    {
      name: 'child_lower',
      method: 'btree',
      unique: true,
      parts: ['lower(code)', 'price'],
      options: ['COLLATE "C"', 'DESC'],
      where: '(price > (1)::numeric)',
    },
    {
      name: 'child_sorted',
      parts: ['contact', 'code', 'pa'],
      options: ['COLLATE "C" text_pattern_ops DESC NULLS LAST', '', 'NULLS FIRST'],
    },
  ])
  expect(views).toEqual([
    { schema: 'public', name: 'adults' },
    { schema: 'app', name: 'counted' },
  ])
  expect(child?.triggers).toEqual([
    {
      name: 'watch',
      partition: null,
      definition:
        'CREATE TRIGGER watch AFTER INSERT ON public."Child" FOR EACH ROW EXECUTE FUNCTION nothing()',
      enabled: 'O',
    },
  ])
})

test('reads what all levels of a domain say of a column', async () => {
  const { tables } = await withTestConnection(async (connection) => {
    await connection.query(`
      create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create domain amount as numeric(8,2) default 1 not null constraint positive check (value > 0);
      create domain price as amount constraint small check (value < 100);
      create domain late as text;
      create domain later as late;
      alter domain late set default 'x';
      create domain folded as text collate ci default 'a';
      create domain nothing as folded;
      create table t (
        p price, own price default 2, without price default null, l later, f nothing, c folded collate "C",
        g folded generated always as ('b') stored)`)
    return await readSchemaFacts(connection)
  })
  const checks = ['CHECK (((VALUE)::numeric < (100)::numeric))', 'CHECK ((VALUE > (0)::numeric))']
  const price = { type: 'numeric(8,2)', notNull: true, domainChecks: checks, domain: { name: 'price' } }
  expect(tables[0]?.columns).toMatchObject([
    { name: 'p', default: '1', ...price },
    { name: 'own', default: '2', ...price },
    { name: 'without', default: 'NULL::numeric', ...price },
    { name: 'l', default: null, type: 'text', notNull: false, domain: { name: 'later' }, folds: false },
    { name: 'f', default: `'a'::text`, collation: 'ci', folds: true, domain: { name: 'nothing' } },
    { name: 'c', default: `'a'::text`, collation: 'C', folds: false, domain: { name: 'folded' } },
    { name: 'g', default: null, folds: true },
  ])
})

test('tells the rules that are there and do not hold', async () => {
  const { tables } = await withTestConnection(async (connection) => {
    await connection.query(`
      create table parent (id int primary key);
      create table child (id int unique deferrable initially deferred, a int references parent, b int);
      alter table child add constraint unproved check (b > 0) not valid;
      alter table child disable trigger all;
      insert into child (b) values (1), (1)`)
    await connection.query('create unique index concurrently failed on child (b)').catch(() => {})
    return await readSchemaFacts(connection)
  })
  const child = tables.find(({ name }) => name === 'child')
  expect(child?.constraints.map(({ name, validated, enforced }) => [name, validated, enforced])).toEqual([
    ['child_a_fkey', true, false],
    ['child_id_key', true, false],
    ['unproved', false, true],
  ])
  expect(child?.constraints.find(({ kind }) => kind === 'unique')).toMatchObject({
    deferrable: true,
    deferred: true,
    nullsNotDistinct: false,
  })
  expect(child?.indexes).toEqual([])
  expect(child?.invalidIndexes.map(({ name }) => name)).toEqual(['failed'])
})

test.runIf(testServer().majorVersion >= 18)(
  'tells a NOT NULL that is not proved, and a rule that is not enforced',
  async () => {
    const { tables } = await withTestConnection(async (connection) => {
      await connection.query(`
      create table t (a int, b int, constraint later check (b > 0) not enforced, unique nulls not distinct (b));
      insert into t values (null, 1);
      alter table t add constraint filled not null a not valid`)
      return await readSchemaFacts(connection)
    })
    const [table] = tables
    expect(table?.columns.map(({ notNull, notNullUnproved }) => [notNull, notNullUnproved])).toEqual([
      [true, true],
      [false, false],
    ])
    expect(table?.constraints).toMatchObject([
      { name: 'later', enforced: false },
      { name: 't_b_key', nullsNotDistinct: true },
    ])
  },
)

test('tables that may not be read are told without their rows', async () => {
  const role = `reader_${process.pid}`
  const { tables } = await withTestConnection(async (connection) => {
    await connection.query(`create table secret (n int); insert into secret values (1); create role ${role}`)
    await connection.query(`set role ${role}`)
    const facts = await readSchemaFacts(connection)
    await connection.query(`reset role; drop role ${role}`)
    return facts
  })
  expect(tables).toMatchObject([{ name: 'secret', hasRows: false, columns: [{ name: 'n' }] }])
})
