import { describe, expect, it } from 'vitest'
import { issueId } from '../../../src/issues/issue.ts'
import type { Catalog } from '../../../src/stages/catalog/catalog.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import type { LedgerEntry } from '../../../src/stages/target/ledger-entry.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import type { TargetSchema } from '../../../src/stages/target/target-schema.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf } from '../catalog/read-from.ts'

/** One database a line of thought; each must give DDL that PostgreSQL takes, and a ledger that is complete. */
const DATABASES: Readonly<Record<string, string>> = {
  'a bit of everything': `
    create table team (id integer primary key autoincrement, name text not null unique collate nocase,
                       founded date default '2000-01-01', active boolean not null default 1 check (active in (0, 1)));
    create table player (id integer primary key, team_id integer not null references team on delete cascade,
                         nickname varchar(20) default 'x', average real check (average between 0 and 1),
                         label text generated always as ('p' || id) stored,
                         double_id integer generated always as (id * 2) virtual,
                         unique (team_id, nickname) on conflict ignore);
    create index player_lower on player (lower(nickname), average desc);
    create unique index player_active on player (team_id) where average > 0.5;
    create table "a table" (k text primary key, v any, check (typeof(v) = 'integer'), check (v glob v)) without rowid;
    create view roster as select * from player;
    create trigger touch after insert on player begin select 1; end;
    create virtual table search using fts5(body);`,
  'names that PostgreSQL cannot have': `
    create table "" ("" integer, ctid text, xmin text, xmin_ text);
    create table "${'t'.repeat(70)}x" ("${'é'.repeat(40)}a" int primary key, "${'é'.repeat(40)}b" int unique);
    create table "${'t'.repeat(70)}y" (id integer primary key);
    create index "${'i'.repeat(80)}" on "" (ctid);`,
  'names that PostgreSQL must quote': `
    create table "x""; DROP TABLE users; --" (id integer primary key, "semi;colon" text default ';--',
      'single''quote' text, "new
line" text check ("new
line" <> '
'), "user" int references "User"(id), "$1" text, "😀" text);
    create table "User" (id integer primary key);
    create table users (id integer primary key);
    create view "a
b" as select 1;`,
  'names that two objects want': `
    create table a (id integer primary key, b int);
    create table a_id_seq (id integer primary key);
    create table a_pkey (id integer primary key, x int constraint a_pkey unique);
    create table b (id int, constraint c check (id > 0), constraint c check (id < 9), constraint c foreign key (id) references a);
    create index b_id_key on a (b);
    create table c (id int unique, id_ int);`,
  'keys with NULL, keys in other orders, keys without rows': `
    create table i1 (id int primary key, v text);
    insert into i1 values (null, 'a'), (1, 'b');
    create table wiki (title text, revision int, primary key (revision desc, title)) without rowid;
    create table part (u text primary key collate rtrim, n text collate nocase unique);
    create table two (a int, b int, unique (a, a), unique (b, a));
    create table child (b int, a int, foreign key (a, b) references two (a, b) deferrable initially deferred);`,
  'foreign keys that cannot be': `
    create table parent (id int, code text collate nocase unique, day date unique);
    create table child (a int references nowhere, b int references parent(id), c int references parent(missing),
                        d int references parent(code), e int references parent(code), f text references parent(day));
    insert into parent values (1, 'x', '2024-01-01');
    insert into child (d, f) values (7, 'never');`,
  'more columns than a table can have': `
    create table wide (id integer primary key, ${range(1600)
      .map((n) => `c${n} int not null default 0`)
      .join(', ')}, unique (c1));
    create index wide_index on wide (c2);
    create table child (id int references wide);`,
  'nothing at all': '',
}

describe('deriveSchema', () => {
  it.each(Object.entries(DATABASES))('gives DDL that PostgreSQL takes: %s', async (_, sql) => {
    const schema = deriveSchema(await catalogOf(sql))
    await withTestConnection(async (postgres) => {
      await postgres.query(renderDdl(schema))
      const { rows } = await postgres.query(`
        select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)
      expect(rows.map(({ relname }) => relname).sort()).toEqual(schema.tables.map(({ name }) => name).sort())
    })
  })

  it.each(Object.entries(DATABASES))('tells the fate of each object once: %s', async (_, sql) => {
    const catalog = await catalogOf(sql)
    const schema = deriveSchema(catalog)
    const entries = entriesOf(schema).filter(({ type }) => type !== 'collation')
    expect(counted(entries.map(({ type }) => type))).toEqual(counted(objectsOf(catalog)))
    const keys = entries.map(({ type, table, name }) => JSON.stringify([type, table, name]))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(Object.entries(DATABASES))('says why for all that is not kept as it was: %s', async (_, sql) => {
    const entries = entriesOf(deriveSchema(await catalogOf(sql)))
    const silent = entries.filter(({ status, reason }) => ['changed', 'dropped'].includes(status) && !reason)
    expect(silent).toEqual([])
  })

  it.each(Object.entries(DATABASES))(
    'gives each issue one id, and the same schema again: %s',
    async (_, sql) => {
      const catalog = await catalogOf(sql)
      const { issues } = deriveSchema(catalog)
      const ids = issues.map(({ issue }) => issueId(issue))
      expect(new Set(ids).size).toBe(ids.length)
      expect(worded(deriveSchema(catalog))).toEqual(worded(deriveSchema(catalog)))
    },
  )

  it('spells tables as pg_dump does', async () => {
    const schema = deriveSchema(
      await catalogOf(`
        create table "Order" (id integer primary key, total decimal(10,2) not null default 0, note varchar(5))`),
    )
    expect(schema.tables[0]?.createSql).toBe(
      [
        'CREATE TABLE public."Order" (',
        '    id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,',
        '    total numeric(10,2) DEFAULT 0 NOT NULL,',
        '    note character varying(5)',
        ')',
      ].join('\n'),
    )
  })

  it('goes on with the highest key that the table ever had', async () => {
    const schema = deriveSchema(
      await catalogOf(`
        create table used (id integer primary key autoincrement); insert into used values (1000); delete from used;
        create table plain (id integer primary key); insert into plain values (7);
        create table fresh (id integer primary key)`),
    )
    expect(schema.sequences.map(({ highest }) => highest)).toEqual([1000n, 7n, null])
  })

  it('keeps a rule without regard to case as a unique index beside the key', async () => {
    const schema = deriveSchema(
      await catalogOf('create table country (code text primary key collate nocase)'),
    )
    expect(schema.postData.map(({ kind, columns, entry }) => [kind, columns, entry.type])).toEqual([
      ['primary-key', ['"code"'], 'primary-key'],
      ['unique-index', ['lower(code COLLATE "C")'], 'collation'],
    ])
  })

  it('gives a child the type of its parent where its values allow it', async () => {
    const schema = deriveSchema(
      await catalogOf(`
        create table parent (id uuid primary key);
        insert into parent values ('0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f');
        create table child (id text primary key references parent);
        insert into child values ('0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f');
        create table grandchild (id int references child)`),
    )
    expect(schema.tables.map(({ columns }) => columns[0]?.type.kind)).toEqual(['uuid', 'uuid', 'uuid'])
    expect(schema.postData.filter(({ kind }) => kind === 'foreign-key')).toHaveLength(2)
    expect(
      schema.issues.flatMap(({ issue }) =>
        issue.code === 'declared-type-not-followed' ? [`${issue.table}: ${issue.message}`] : [],
      ),
    ).toEqual([
      'child: Its foreign key refers to uuid, with which text cannot be compared; the target is uuid, which holds all of its values',
      'grandchild: Its foreign key refers to uuid, with which bigint cannot be compared; the target is uuid, which holds all of its values',
    ])
  })

  it('knows the largest key of a row from one that AUTOINCREMENT alone remembers', async () => {
    const told = async (sql: string) => {
      const { issues } = deriveSchema(
        await catalogOf(`create table t (id integer primary key autoincrement); ${sql}`),
      )
      return issues.flatMap(({ issue: { code, message } }) =>
        code === 'sequence-exhausted' ? [message] : [],
      )
    }
    const insert = 'insert into t values (9223372036854775807), (5);'
    expect(await told(insert)).toEqual([expect.stringMatching(/^The highest key is 9223372036854775807,/)])
    expect(await told(`${insert} delete from t where id > 5`)).toEqual([
      expect.stringMatching(/^AUTOINCREMENT remembers the key 9223372036854775807,/),
    ])
  })

  it('says of constraints which name they have, where it is another', async () => {
    const long = (name: string) => name.padEnd(64, '_')
    const { issues, postData } = deriveSchema(
      await catalogOf(`
        create table a (
          id integer primary key, x int constraint taken unique, up int,
          constraint ${long('u')} unique (up), constraint ${long('c')} check (x > 0),
          constraint ${long('f')} foreign key (up) references a (id)
        );
        create table b (id integer constraint ${long('k')} primary key, x int constraint taken unique)`),
    )
    const told = issues.filter(({ issue }) => issue.code === 'identifier-too-long')
    expect(told.map(({ issue }) => [issue.table, issue.object, issue.priority]).toSorted()).toEqual([
      ['a', long('c'), 'LOW'],
      ['a', long('f'), 'LOW'],
      ['a', long('u'), 'LOW'],
      ['b', long('k'), 'LOW'],
    ])
    expect(postData.find(({ name }) => name === 'taken_1')?.entry).toMatchObject({
      status: 'changed',
      reason: 'its name is taken_1 here',
    })
  })

  it.each([
    ['a', 'foreign-key-parent-missing'],
    ['b', 'foreign-key-parent-not-unique'],
    ['c', 'foreign-key-parent-missing'],
    ['d', 'foreign-key-type-mismatch'],
    ['f', 'foreign-key-type-mismatch'],
  ])('names the reason why foreign key %s cannot be', async (column, code) => {
    const { issues } = deriveSchema(await catalogOf(DATABASES['foreign keys that cannot be'] ?? ''))
    expect(issues.filter(({ issue }) => issue.column === column).map(({ issue }) => issue.code)).toContain(
      code,
    )
  })
})

function entriesOf(schema: TargetSchema): readonly LedgerEntry[] {
  return [
    ...schema.ledger,
    ...schema.postData.map(({ entry }) => entry),
    ...schema.sequences.map(({ entry }) => entry),
  ]
}

/** The type of each object of the source, counted by another way than the derivation goes. */
function objectsOf(catalog: Catalog): readonly string[] {
  const inTables = catalog.tables.flatMap((table) => [
    ...table.columns.flatMap(({ notNull, defaultText, generated }) => [
      ...(notNull ? ['not-null'] : []),
      ...(defaultText === null ? [] : ['default']),
      ...(generated === null ? [] : ['generated']),
    ]),
    ...(table.primaryKey === null ? [] : ['primary-key']),
    ...(table.rowidAlias === null ? [] : ['sequence']),
    ...table.uniques.map(() => 'unique'),
    ...table.indexes.map(() => 'index'),
    ...table.checks.map(() => 'check'),
    ...table.foreignKeys.map(() => 'foreign-key'),
  ])
  return [
    ...inTables,
    ...catalog.views.map(() => 'view'),
    ...catalog.triggers.map(() => 'trigger'),
    ...catalog.virtualTables.map(() => 'virtual-table'),
  ]
}

function counted(items: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...new Set(items)].map((item) => [item, items.filter((other) => other === item).length]),
  )
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index)
}

/** Functions are compared by what they say. */
function worded(schema: ReturnType<typeof deriveSchema>) {
  return {
    ...schema,
    issues: schema.issues.map(({ counted, ...planned }) => ({ ...planned, said: counted?.message(3, 2) })),
  }
}
