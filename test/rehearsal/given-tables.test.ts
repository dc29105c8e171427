import { expect, test } from 'vitest'
import type { Remedy } from '../../src/issues/remedy.ts'
import { found, withRehearsed } from '../support/given.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const without = (start: string) => (line: string) => !line.startsWith(start)

test('a partitioned table is filled, compared, and has its indexes again, those of the partitions too', async () => {
  const source = `
    create table team (id integer primary key); create table event (id integer primary key, team integer, kind text);
    insert into team values (1), (2); insert into event values (1, 1, 'a'), (2, 2, 'b'), (3, 1, 'c');`
  const schema = `
    create table team (id int primary key);
    create table event (id int primary key, team int references team, kind text) partition by hash (id);
    create table event_0 partition of event for values with (modulus 2, remainder 0);
    create table event_1 partition of event for values with (modulus 2, remainder 1);
    create index event_by_kind on event (kind);`
  await withRehearsed(source, schema, async ({ record, query }) => {
    expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
    expect(await query('select id, team, kind from event order by id')).toEqual([
      ['1', '1', 'a'],
      ['2', '2', 'b'],
      ['3', '1', 'c'],
    ])
    expect(
      await query(`
        select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relname like 'event%' order by 1, 2`),
    ).toEqual(['event', 'event', 'event_0', 'event_0', 'event_1', 'event_1'].map((name) => [name, 't']))
    expect(
      await query(`select count(*) from pg_constraint where contype = 'f' and convalidated`),
    ).not.toEqual([['0']])
  })
})

test('a table that inherits from another keeps its own rows when that one is emptied', async () => {
  const source = `
    create table a_child (id integer primary key, v text, x text); create table b_parent (id integer primary key, v text);
    insert into a_child values (1, 'child', 'x'); insert into b_parent values (2, 'parent');`
  const schema = `
    create table b_parent (id int primary key, v text); create table a_child (x text, primary key (id)) inherits (b_parent);
    create table archive () inherits (b_parent); insert into archive values (3, 'old');`
  await withRehearsed(source, schema, async ({ record, query }) => {
    expect(record.mismatches).toEqual([])
    expect(await query('select id, v, x from a_child')).toEqual([['1', 'child', 'x']])
    expect(await query('select id, v from only b_parent')).toEqual([['2', 'parent']])
    expect(await query('select id, v from archive')).toEqual([['3', 'old']])
  })
})

test('two tables that share a sequence get the next key behind the highest of both', async () => {
  const source = `
    create table a (id integer primary key); create table b (id integer primary key);
    insert into a values (50); insert into b values (7);`
  const schema = `
    create sequence ids minvalue 10; create table a (id int primary key default nextval('ids'));
    create table b (id int primary key default nextval('ids'));`
  await withRehearsed(source, schema, async ({ record, query }) => {
    expect(found(record).filter(without('schema/'))).toEqual([])
    expect(await query(`select nextval('ids')`)).toEqual([['51']])
  })
})

test.each([
  [
    'hibernate_sequence',
    'create sequence hibernate_sequence',
    'begins with 1 until it is set',
    `'hibernate_sequence'`,
  ],
  [
    'Person_seq',
    'create sequence person_seq increment by 50 start 51',
    'begins with 51 until it is set',
    `'person_seq'`,
  ],
  [
    'ids',
    `create schema app; create sequence app."Ids"; select setval('app."Ids"', 7)`,
    'in the place of this table: no',
    `'app."Ids"'`,
  ],
])(
  'a sequence in the place of the table %s is named, and how it is set',
  async (table, schema, begins, name) => {
    const source = `
    create table "${table}" (next_val bigint); insert into "${table}" values (51);
    create table p (id bigint not null primary key); insert into p values (1)`
    await withRehearsed(
      source,
      `${schema}; create table p (id bigint not null primary key)`,
      ({ record }) => {
        const told = record.issues.filter(({ code }) => code === 'target-table-missing')
        expect(told).toMatchObject([
          { priority: 'HIGH', table, rows: 1, message: expect.stringContaining(begins) },
        ])
        expect(told[0]?.remedy).toContain(`SELECT setval(${name}, …, false)\` with the value of next_val`)
      },
    )
  },
)

test('a key that another DEFAULT fills needs no sequence', async () => {
  const source = `create table t (id integer primary key, v text); insert into t values (1, 'a')`
  const schema = `create table t (id int primary key default (random() * 1000000)::int, v text)`
  await withRehearsed(source, schema, async ({ record }) => {
    expect(found(record).filter(without('schema/'))).toEqual([])
  })
})

test('a key with a DEFAULT that is the same for each row has no next one', async () => {
  const source = `create table t (id integer primary key, v text); insert into t values (1, 'a')`
  const schema = 'create table t (id int primary key default 7, v text)'
  await withRehearsed(source, schema, async ({ record }) => {
    expect(found(record).filter(without('schema/'))).toEqual(['integrity/insert-probe-failed:t.id 0'])
  })
})

test('rows that PostgreSQL refuses take the parent from others, which are told apart from orphans', async () => {
  const source = `
    create table p (id integer primary key, host text); create table c (id integer primary key, p integer, host text);
    insert into p values (1, '10.0.0.1'), (2, 'nowhere'); 
    insert into c values (1, 1, '10.0.0.1'), (2, 2, '10.0.0.1'), (3, 9, '10.0.0.1'), (4, 2, 'nowhere');`
  const schema = `
    create table p (id serial primary key, host inet);
    create table c (id serial primary key, p int references p, host inet);`
  await withRehearsed(source, schema, ({ record }) => {
    expect(found(record).filter(without('schema/'))).toEqual([
      'integrity/foreign-key-orphans:c.p[c_p_fkey] 1 3',
      'quality/row-refused:c.host 1 4',
      'quality/row-refused:p.host 1 2',
      'integrity/foreign-key-parent-rejected:c.p[c_p_fkey] 1 2',
    ])
  })
})

test('a rule that the settings skip is not in the way of the rows, nor put back', async () => {
  const source = `
    create table p (id integer primary key); create table c (id integer primary key, p integer references p);
    insert into c values (1, 7);`
  const schema = `
    create table p (id serial primary key); create table c (id serial primary key, p int references p);`
  const remedies: readonly Remedy[] = [{ issue: 'integrity/foreign-key-orphans:c.p*', do: 'skip' }]
  const resolution = { prepare: [], remedies, waivers: [], phase: null }
  await withRehearsed(
    source,
    schema,
    async ({ record, query }) => {
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0 })
      expect(found(record).filter(without('schema/target-rule-extra'))).toEqual([])
      expect(await query(`select count(*) from pg_constraint where contype = 'f'`)).toEqual([['0']])
    },
    { resolution },
  )
})

test('a remedy for what is found only when the rows are there says so', async () => {
  const source = await sqliteFromSql(`
    create table t (id integer primary key, v text); insert into t values (1, 'a');
    create table wide (id integer primary key, v text unique); insert into wide values (1, hex(randomblob(5000)))`)
  const remedies: readonly Remedy[] = [{ issue: 'schema/index-refused:*', do: 'skip' }]
  const late = await rehearseFile(source, {
    resolution: {
      prepare: [],
      remedies: [...remedies, { issue: '*/constraint-refused:*', do: 'skip' }],
      waivers: [],
      phase: null,
    },
  })
  const codes = late.issues.map(({ code }) => code)
  expect(codes.filter((code) => code === 'remedy-failed' || code === 'remedy-unused').toSorted()).toEqual([
    'remedy-failed',
    'remedy-unused',
  ])
})

test('a column may have the name that we would give to a column of our own', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table p (id integer primary key);
      create table crimes (id integer primary key, offence text, sharing text unique collate nocase, p integer references p);
      insert into crimes values (1, 'theft', x'61', 9), (2, 'fraud', 'A', null)`),
  )
  expect(record.run.error).toBeNull()
  expect(record.issues.map(({ code }) => code)).toContain('foreign-key-orphans')
})

test('a key that is that of a parent needs no sequence, and what the schema has is not said to be missing', async () => {
  const source = `
    create table u (id integer primary key autoincrement, name text);
    create table p (user_id integer not null primary key references u (id), bio text);
    create view named as select name from u;
    create trigger told after insert on u begin select 1; end;
    insert into u values (1, 'a'), (2, 'b'); insert into p values (2, 'x')`
  const schema = `
    create table u (id serial primary key, name text);
    create table p (user_id integer not null primary key references u (id), bio text);
    create view named as select name from u;
    create function told() returns trigger language plpgsql as 'begin return new; end';
    create trigger told after insert on u for each row execute function told();`
  await withRehearsed(source, schema, ({ record }) => {
    expect(found(record)).toEqual([
      'schema/target-rule-not-compared:named[named] 0',
      'schema/target-rule-not-compared:u[told] 0',
      'logic/target-trigger-present:u[told] 0',
    ])
    expect(record.objects.filter(({ type }) => type === 'view' || type === 'trigger')).toMatchObject([
      { name: 'named', status: 'unverified' },
      { name: 'told', status: 'unverified' },
    ])
    expect(record.result).toBe('complete')
  })
})

test('a table of which the target has no column fails, and the file is not taken for damaged', async () => {
  const source = `
    create table posts (id integer primary key); insert into posts values (1);
    create table postTags (postId integer not null, tagId integer not null, primary key (postId, tagId));
    insert into postTags values (1, 5), (1, 6);`
  const schema = `
    create table posts (id bigint generated by default as identity primary key);
    create table "postTags" (post_id bigint, tag_id bigint, primary key (post_id, tag_id));`
  await withRehearsed(source, schema, async ({ record }) => {
    expect(record.tables).toMatchObject([
      { name: 'posts', status: 'migrated' },
      { name: 'postTags', status: 'failed', reason: expect.stringContaining('none of its columns') },
    ])
    expect(record.result).toBe('failure')
    expect(record.issues.filter(({ priority }) => priority === 'HIGH').map(({ id }) => id)).toEqual([
      'schema/target-column-missing:postTags.postId',
      'schema/target-column-missing:postTags.tagId',
      'schema/target-column-required:postTags[post_id]',
      'schema/target-column-required:postTags[tag_id]',
    ])
  })
})

test('a trigger that a partition has of its own does not fire either, and is switched on again', async () => {
  const source = `create table tag (id integer not null, v text not null, primary key (id, v));
    insert into tag values (1, 'x'), (1, 'y');`
  const schema = `
    create table tag (id bigint not null, v text not null, primary key (id, v)) partition by list (v);
    create table tag_x partition of tag for values in ('x'); create table tag_y partition of tag for values in ('y');
    create function nothing() returns trigger language plpgsql as 'begin return null; end';
    create trigger swallow before insert on tag_x for each row execute function nothing();
    create trigger watch after insert on tag for each row execute function nothing();`
  await withRehearsed(source, schema, async ({ record, query }) => {
    expect(record.result).toBe('complete')
    expect(await query('select id, v from tag order by v')).toEqual([
      ['1', 'x'],
      ['1', 'y'],
    ])
    expect(found(record).filter((id) => id.includes('trigger'))).toEqual([
      'logic/target-trigger-present:tag[swallow] 0',
      'logic/target-trigger-present:tag[watch] 0',
    ])
    expect(
      await query(`select distinct tgenabled from pg_trigger where tgname in ('swallow', 'watch')`),
    ).toEqual([['O']])
  })
})
