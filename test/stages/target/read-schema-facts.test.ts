import { expect, test } from 'vitest'
import { readSchemaFacts } from '../../../src/stages/target/read-schema-facts.ts'
import { withTestConnection } from '../../support/postgres.ts'

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
  create function nothing() returns trigger language plpgsql as 'begin return null; end';
  create trigger watch after insert on "Child" for each row execute function nothing();
  create table app.seeded (n int); insert into app.seeded values (1);`

test('reads tables, columns, rules, indexes and triggers in the spelling of PostgreSQL', async () => {
  const { tables } = await withTestConnection(async (connection) => {
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
        notNull: true,
      },
      { name: 'price', type: 'numeric(10,2)' },
      { name: 'code', type: 'text', notNull: true, collation: 'C' },
      { name: 'pa', type: 'integer' },
      { name: 'pb', type: 'integer' },
      { name: 'doubled', type: 'integer', generated: '(pa * 2)' },
    ].map((column) => ({
      domain: null,
      enumLabels: null,
      notNull: false,
      default: null,
      generated: null,
      identity: null,
      sequence: null,
      collation: null,
      ...column,
    })),
  )
  expect(child?.constraints).toMatchObject([
    { kind: 'unique', name: 'Child_code_key', columns: ['code'], parent: null },
    { kind: 'primary-key', name: 'Child_pkey', definition: 'PRIMARY KEY (id)', columns: ['id'] },
    { kind: 'check', name: 'Child_price_check', columns: ['price'], expression: '(price > (0)::numeric)' },
    {
      kind: 'foreign-key',
      name: 'child_parent',
      columns: ['pb', 'pa'],
      parent: { schema: 'public', name: 'parent', columns: ['b', 'a'] },
      definition: 'FOREIGN KEY (pb, pa) REFERENCES parent(b, a) ON DELETE CASCADE DEFERRABLE',
      validated: true,
    },
  ])
  expect(child?.indexes).toMatchObject([
    { name: 'child_lower', unique: true, parts: ['lower(code)', 'price'], where: '(price > (1)::numeric)' },
  ])
  expect(child?.triggers).toEqual([
    {
      name: 'watch',
      definition:
        'CREATE TRIGGER watch AFTER INSERT ON public."Child" FOR EACH ROW EXECUTE FUNCTION nothing()',
      enabled: 'O',
    },
  ])
})
