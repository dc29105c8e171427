import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { found, type Rehearsed, withRehearsed } from '../support/given.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { quietContext, rehearseFile, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const CLUB = `
  create table team (id integer primary key autoincrement, name text not null, captain integer references player);
  create table player (id integer primary key autoincrement, team integer not null references team on delete cascade,
                       email text unique, rank integer check (rank > 0), joined datetime);
  insert into team values (1, 'Otters', 2), (5, 'Owls', null);
  insert into player values (1, 1, 'a@x', 1, '2024-01-02 03:04:05'), (2, 1, 'b@x', 2, null), (7, 5, null, null, null);`

const CLUB_SCHEMA = `
  create table player (joined timestamptz, rank int, email varchar(80) unique, team int not null,
                       id serial primary key, constraint rank_positive check (rank > 0));
  create table team (id int generated always as identity primary key, name varchar(40) not null,
                     captain int, shout text generated always as (upper(name)) stored);
  alter table team add constraint team_captain foreign key (captain) references player deferrable;
  alter table player add constraint player_team foreign key (team) references team on delete cascade;
  create index player_by_joined on player (joined desc) where joined is not null;
  create table audit (at timestamptz default now(), what text);
  create function watch() returns trigger language plpgsql as $$
    begin insert into audit (what) values (tg_table_name); return new; end $$;
  create trigger team_watch after insert on team for each row execute function watch();
  create trigger player_watch after insert on player for each statement execute function watch();
  alter table player enable always trigger player_watch;`

describe('the rules of a given schema', () => {
  test('neither block the order of loading nor are lost, and its triggers do not fire', async () => {
    await withRehearsed(CLUB, CLUB_SCHEMA, async ({ record, query }) => {
      expect(record.result).toBe('complete')
      expect(record.target?.schema).toBe('file')
      expect(await query('select id, name, captain, shout from team order by id')).toEqual([
        ['1', 'Otters', '2', 'OTTERS'],
        ['5', 'Owls', null, 'OWLS'],
      ])
      expect(
        await query(
          `select conname, convalidated from pg_constraint where contype <> 'n' and conrelid > 16384 order by 1`,
        ),
      ).toEqual(
        ['player_email_key', 'player_pkey', 'player_team', 'rank_positive', 'team_captain', 'team_pkey'].map(
          (name) => [name, 't'],
        ),
      )
      expect(
        await query(
          `select pg_get_constraintdef(oid) from pg_constraint where contype = 'f' order by conname`,
        ),
      ).toEqual([
        ['FOREIGN KEY (team) REFERENCES team(id) ON DELETE CASCADE'],
        ['FOREIGN KEY (captain) REFERENCES player(id) DEFERRABLE'],
      ])
      expect(await query(`select indexdef from pg_indexes where indexname = 'player_by_joined'`)).toEqual([
        [
          'CREATE INDEX player_by_joined ON public.player USING btree (joined DESC) WHERE (joined IS NOT NULL)',
        ],
      ])
      expect(
        await query('select tgname, tgenabled from pg_trigger where not tgisinternal order by 1'),
      ).toEqual([
        ['player_watch', 'A'],
        ['team_watch', 'O'],
      ])
      expect(await query('select count(*) from audit')).toEqual([['0']])
    })
  })

  test('let the next INSERT of the application work, by serial, by identity and by a sequence of its own', async () => {
    const source = `
      create table a (id integer primary key, v); create table b (id integer primary key autoincrement, v);
      create table c (id integer primary key, v); create table d (id integer primary key, v);
      insert into a values (1, 0), (41, 0); insert into b values (100, 0); delete from b; insert into c values (7, 0);
      insert into d values (3, 0);`
    const schema = `
      create sequence counter; create table a (id serial primary key, v text);
      create table b (id int generated always as identity primary key, v text);
      create table c (id bigint primary key default nextval('counter'), v text); create table d (id int primary key, v text);`
    await withRehearsed(source, schema, async ({ record, query }) => {
      const next = async (table: string) =>
        (await query(`insert into ${table} (v) values ('x') returning id`))[0]?.[0]
      expect([await next('a'), await next('b'), await next('c')]).toEqual(['42', '101', '8'])
      expect(found(record)).toEqual([
        'integrity/insert-probe-failed:d.id 0',
        'schema/target-identity-always:b.id 0',
      ])
    })
  })

  test('are tried one by one, and each that is broken names its rows', async () => {
    const source = `
      create table parent (id integer primary key, code text);
      create table child (id integer primary key, parent integer, n integer, kind text);
      insert into parent values (1, 'a'), (2, 'a'), (3, 'b');
      insert into child values (1, 1, 5, 'x'), (2, 9, -1, 'x'), (3, 9, -2, 'x'), (4, null, 1, 'y');`
    const schema = `
      create table parent (id int primary key, code text unique);
      create table child (id int primary key, parent int references parent, n int check (n > 0), kind text);
      create unique index one_kind on child (kind) where n > 0; create unique index lower_kind on child (lower(kind));`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(
        found(record).filter((line) => line.startsWith('integrity') && !line.includes('insert-probe')),
      ).toEqual([
        'integrity/check-violated:child.n[child_n_check] 2 2 3',
        'integrity/duplicate-key:child[lower_kind] 3 1 2 3',
        'integrity/duplicate-key:parent.code[parent_code_key] 2 1 2',
        'integrity/foreign-key-orphans:child.parent[child_parent_fkey] 2 2 3',
      ])
      expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0, rowsLoaded: 7 })
      expect(await query(`select conname from pg_constraint where not convalidated order by 1`)).toEqual([
        ['child_n_check'],
        ['child_parent_fkey'],
      ])
      expect(exitCodeOf(record, 'failure')).toBe(1)
    })
  })

  test('that cannot be lifted stand, and what they refuse is rejected', async () => {
    const source = `create table t (id integer primary key, v text); insert into t values (1, 'a'), (2, null)`
    const schema = `
      create table t (id int generated by default as identity primary key, v text);
      create view grouped as select id, v from t group by id;`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(record.result).toBe('complete')
      expect(await query('select * from grouped order by id')).toEqual([
        ['1', 'a'],
        ['2', null],
      ])
      expect(record.objects.map(({ name, status }) => [name, status])).toContainEqual(['t_pkey', 'kept'])
    })
  })
})

describe('tables and columns are matched by name', () => {
  test('exactly, then without regard to case, and never by position', async () => {
    const source = `
      create table "Item" (id integer primary key, "Name" text, name_2 text); create table item_2 (a, b);
      insert into "Item" values (1, 'n', 'm'); insert into item_2 values ('a', 'b');`
    const schema = `
      create table item (name_2 text, name text, id int generated by default as identity primary key);
      create table "ITEM_2" (b text, a text); create table item_2 (b text, "A" text, a text);`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(await query('select id, name, name_2 from item')).toEqual([['1', 'n', 'm']])
      expect(await query('select a, b, "A" from item_2')).toEqual([['a', 'b', null]])
      expect(found(record)).toEqual([
        'schema/target-column-extra:item_2[A] 0',
        'schema/target-name-differs:Item 0',
        'schema/target-table-extra:[ITEM_2] 0',
      ])
    })
  })

  test('and by the names that the settings give, also in another schema', async () => {
    const source = `
      create table player (id integer primary key, nick text, note text); create table log (a text);
      insert into player values (1, 'n', 'o'); insert into log values ('x');`
    const schema = `
      create schema app; create table app.people (id int generated by default as identity primary key, nickname text, note text);
      create table journal (a text); create table log (a text);`
    const rename = { player: 'app.people', 'player.nick': 'nickname', log: 'journal' }
    await withRehearsed(
      source,
      schema,
      async ({ record, query }) => {
        expect(await query('select * from app.people')).toEqual([['1', 'n', 'o']])
        expect(await query('select * from journal')).toEqual([['x']])
        expect(found(record)).toEqual(['schema/target-table-extra:[log] 0'])
        expect(record.tables.map(({ name, target }) => [name, target])).toEqual([
          ['player', 'app.people'],
          ['log', 'public.journal'],
        ])
      },
      { target: { schema: null, schemaCommand: null, rename } },
    )
  })

  test('what one side lacks is an issue, and the rest is loaded', async () => {
    const source = `
      create table t (id integer primary key, gone text, kept text); create table nowhere (a);
      insert into t values (1, 'x', 'y'), (2, null, 'z'); insert into nowhere values (1);`
    const schema = `
      create table t (id int generated by default as identity primary key, kept text, extra text default 'd', needed int not null);`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(await query('select id, kept, extra, needed from t order by id')).toEqual([
        ['1', 'y', 'd', null],
        ['2', 'z', 'd', null],
      ])
      expect(found(record)).toEqual([
        'schema/target-column-missing:t.gone 1',
        'schema/target-column-required:t[needed] 2 1 2',
        'schema/target-table-missing:nowhere 1',
        'schema/target-column-extra:t[extra] 0',
      ])
      expect(record.result).toBe('failure')
      expect(record.tables.map(({ name, status }) => [name, status])).toEqual([
        ['t', 'migrated'],
        ['nowhere', 'failed'],
      ])
    })
  })

  test('of tables with one name in several schemas, that of the search_path is filled', async () => {
    const source = `create table tag (id integer primary key); insert into tag values (1)`
    const schema = `
      create schema a1; create schema b1;
      create table a1.tag (id serial primary key); create table b1.tag (id serial primary key);`
    const url = serverUrl(testServer())
    const path = `${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c search_path=b1')}`
    const postgres = { url: `${url}${path}`, version: null }
    const check = async ({ record, query }: Rehearsed) => {
      expect(await query('select id from b1.tag')).toEqual([['1']])
      expect(found(record)).toEqual(['schema/target-table-extra:[a1.tag] 0'])
    }
    await withRehearsed(source, schema, check, { postgres })
  })

  test('a column that its domain fills needs no other default', async () => {
    const source = `create table u (id integer primary key, v text); insert into u values (1, 'a');`
    const schema = `
      create domain filled as text not null default 'x';
      create table u (id bigint generated by default as identity primary key, v text, extra filled);`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(await query('select * from u')).toEqual([['1', 'a', 'x']])
      expect(found(record)).toEqual(['schema/target-column-extra:u[extra] 0'])
    })
  })

  test.each([
    ['knex_migrations', 'name text, batch integer', 'name'],
    ['migrations', 'timestamp bigint, name text', 'name'],
    ['migrations', 'migration text, batch integer', 'migration'],
  ])('the history of migrations in %s (id, %s) stays that of the target', async (name, columns, filled) => {
    const source = `
      create table ${name} (id integer primary key, ${columns}); insert into ${name} (${filled}) values ('sqlite');
      create table t (id integer primary key); insert into t values (1);`
    const schema = `
      create table ${name} (id serial primary key, ${columns}); insert into ${name} (${filled}) values ('pg');
      create table t (id serial primary key);`
    await withRehearsed(source, schema, async ({ record, query }) => {
      expect(await query(`select ${filled} from ${name}`)).toEqual([['pg']])
      expect(record.tables).toContainEqual(expect.objectContaining({ name, status: 'skipped' }))
      expect(found(record)).toEqual([])
      expect(record.result).toBe('complete')
    })
  })

  test('a table called migrations that is none is loaded', async () => {
    const source = `
      create table migrations (id integer primary key, bird text, year integer);
      insert into migrations values (1, 'stork', 2026);`
    const schema = 'create table migrations (id serial primary key, bird text, year integer)'
    await withRehearsed(source, schema, async ({ query }) => {
      expect(await query('select * from migrations')).toEqual([['1', 'stork', '2026']])
    })
  })

  test('a table that the settings exclude is none that the source does not have', async () => {
    const source = `
      create table Seen (id integer primary key); create table t (id integer primary key);
      insert into seen values (1); insert into t values (1);`
    const schema = 'create table seen (id serial primary key); create table t (id serial primary key)'
    const tables = { include: [], exclude: ['Seen'], core: [] }
    await withRehearsed(
      source,
      schema,
      async ({ record, query }) => {
        expect(await query('select * from seen')).toEqual([])
        expect(found(record)).toEqual([])
      },
      { tables },
    )
  })
})

test('rows that the schema comes with are compared with those of the source, and give way to them', async () => {
  const source = `
    create table role (id integer primary key, name text, enabled integer);
    insert into role values (1, 'admin', 1), (2, 'guest', 0), (3, 'own', 1);
    create table same (id integer primary key, name text); insert into same values (1, 'x'), (2, 'y');`
  const schema = `
    create table role (id serial primary key, name text, enabled boolean);
    insert into role (name, enabled) values ('admin', true), ('visitor', false); insert into role values (9, 'robot', true);
    create table same (id serial primary key, name text); insert into same (name) values ('x');`
  await withRehearsed(source, schema, async ({ record, query }) => {
    expect(await query('select * from role order by id')).toEqual([
      ['1', 'admin', 't'],
      ['2', 'guest', 'f'],
      ['3', 'own', 't'],
    ])
    expect(found(record)).toEqual([
      'integrity/target-rows-present:role.id 3 2 9',
      'integrity/target-rows-present:same.id 1',
    ])
    expect(record.issues.map(({ priority }) => priority)).toEqual(['MED', 'LOW', 'LOW', 'LOW'])
    expect(record.result).toBe('complete')
  })
})

test('a role that is no superuser can do all of it', async () => {
  const server = testServer()
  const role = `founder_${process.pid}`
  await withTestConnection((session) => session.query(`create role ${role} login createdb password 'secret'`))
  try {
    const schema = join(await temporaryDirectory(), 'schema.sql')
    await writeFile(schema, CLUB_SCHEMA)
    const url = serverUrl({ ...server, address: { ...server.address, user: role, password: 'secret' } })
    const record = await rehearseFile(await sqliteFromSql(CLUB), {
      postgres: { url, version: null },
      target: { schema, schemaCommand: null, rename: {} },
    })
    expect(record.run.error).toBeNull()
    expect(record.result).toBe('complete')
  } finally {
    await withTestConnection((session) => session.query(`drop role ${role}`))
  }
})

describe('where the schema comes from', () => {
  const SOURCE = 'create table t (id integer primary key); insert into t values (1)'

  test('a folder of SQL files runs in the order of their paths, without those that undo', async () => {
    const folder = await temporaryDirectory()
    await mkdir(join(folder, '0002_second'))
    await writeFile(join(folder, '0002_second', 'migration.sql'), 'alter table first rename to t;')
    await writeFile(join(folder, '0001.up.sql'), 'create table first (id serial primary key);')
    await writeFile(join(folder, '0001.down.sql'), 'drop table first;')
    const record = await rehearseFile(await sqliteFromSql(SOURCE), {
      target: { schema: folder, schemaCommand: null, rename: {} },
    })
    expect(record.result).toBe('complete')
  })

  test('a command finds the database in its environment', async () => {
    const pg = JSON.stringify(import.meta.resolve('pg'))
    const program = join(await temporaryDirectory(), 'migrate.mjs')
    await writeFile(
      program,
      `import pg from ${pg}
       for (const config of [{ connectionString: process.env.DATABASE_URL }, {}]) {
         const client = new pg.Client(config)
         await client.connect()
         await client.query('create table if not exists t (id serial primary key)')
         await client.end()
       }`,
    )
    const record = await rehearseFile(await sqliteFromSql(SOURCE), {
      target: { schema: null, schemaCommand: `'${process.execPath}' '${program}'`, rename: {} },
    })
    expect(record.run.error).toBeNull()
    expect(record.target?.schema).toBe('command')
    expect(record.result).toBe('complete')
  })

  test.each([
    [
      'a file that is not there',
      '/nowhere/schema.sql',
      'schema-unreadable',
      /\/nowhere\/schema\.sql \(ENOENT\)/,
    ],
  ])('%s is an error', async (_, schema, code, message) => {
    const settings = await testSettings(await sqliteFromSql(SOURCE), {
      target: { schema, schemaCommand: null, rename: {} },
    })
    const record = await rehearse(settings, quietContext(), { commit: null })
    expect(record.run.error).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(exitCodeOf(record, 'never')).toBe(2)
  })

  test('all statements that PostgreSQL refuses are in one error, with file and line', async () => {
    const schema = join(await temporaryDirectory(), 'schema.sql')
    await writeFile(
      schema,
      'create table t (id "intege\nr");\n\ncreate table u (id int);\nalter table v owner to nobody_at_all;',
    )
    const record = await rehearseFile(await sqliteFromSql(SOURCE), {
      target: { schema, schemaCommand: null, rename: {} },
    })
    expect(record.run.error).toMatchObject({
      code: 'schema-refused',
      message: [
        'PostgreSQL refused 2 statements of the schema:',
        `${schema}:1: type "intege\\nr" does not exist`,
        `${schema}:5: relation "v" does not exist`,
      ].join('\n'),
    })
  })

  test('the data of a dump is not taken for a schema', async () => {
    const schema = join(await temporaryDirectory(), 'schema.sql')
    await writeFile(schema, 'create table t (id int);\ncopy public.t (id) from stdin;\n1\n\\.\n')
    const record = await rehearseFile(await sqliteFromSql(SOURCE), {
      target: { schema, schemaCommand: null, rename: {} },
    })
    expect(record.run.error).toMatchObject({
      code: 'schema-refused',
      hint: expect.stringContaining('--schema-only'),
    })
  })

  test.each([
    [true, 'It said:\ncannot reach ***'],
    [
      false,
      'What it said may quote rows, so only show-values shows it. Or run it by hand, with DATABASE_URL set to an empty database.',
    ],
  ])(
    'a command that fails is quoted where values are shown (%s), without the password',
    async (showValues, hint) => {
      const path = await sqliteFromSql(SOURCE)
      const { output } = await testSettings(path)
      const record = await rehearseFile(path, {
        target: { schema: null, schemaCommand: 'echo "cannot reach $DATABASE_URL" >&2; exit 3', rename: {} },
        output: { ...output, showValues },
      })
      expect(record.run.error).toMatchObject({
        code: 'schema-command-failed',
        message: 'The schema command ended with exit status 3.',
        hint,
      })
    },
  )

  test('a command that does not end is stopped, and the setting is named', async () => {
    const record = await rehearseFile(await sqliteFromSql(SOURCE), {
      target: { schema: null, schemaCommand: 'sleep 60', rename: {} },
      commandSeconds: 1,
    })
    expect(record.run.error).toMatchObject({
      code: 'schema-command-failed',
      message:
        'The schema command ended with a time-out: it was stopped after 1 second (command-timeout gives it longer).',
    })
  })
})
