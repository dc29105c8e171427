import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../../src/engines/postgres/connect.ts'
import type { PostgresDatabase } from '../../../src/engines/postgres/database.ts'
import { withScratchDatabase } from '../../../src/engines/postgres/scratch-database.ts'
import { compareDefinitions } from '../../../src/stages/readiness/backup/definitions/compare-definitions.ts'
import { checklistRole, uniqueRole } from '../../support/checklist.ts'
import { withEmbeddedServer } from '../../support/embedded-server.ts'
import { testServer } from '../../support/postgres.ts'
import { richSchema } from '../../support/rich-schema.ts'

const ROLE = uniqueRole()

async function onServer(sql: string): Promise<void> {
  const connection = await connect(testServer().address)
  await connection.query(sql).finally(connection.close)
}

beforeAll(() => onServer(`create role ${ROLE}`))
afterAll(() => onServer(`drop role ${ROLE}`))

async function run(database: PostgresDatabase, sql: string): Promise<void> {
  const connection = await database.connect()
  await connection.query(sql).finally(connection.close)
}

/** Two databases of the same definitions, and one of them changed. */
async function compareWith(change: string, server = testServer(), role = ROLE) {
  const options = { keep: false, signal: new AbortController().signal }
  return await withScratchDatabase(server, options, (original) =>
    withScratchDatabase(server, options, async (restored) => {
      await run(original, richSchema(role))
      // other object ids
      await run(restored, `create table gone (a int); drop table gone; ${richSchema(role)}`)
      await run(restored, change.replaceAll('ROLE', role))
      return await compareDefinitions(original, restored)
    }),
  )
}

describe('the definitions of two databases', () => {
  it('are the same where the same statements made them', async () => {
    const { faults, notRestored, same } = await compareWith('')
    expect(faults).toEqual([])
    expect(notRestored).toEqual([])
    expect(same).toBeGreaterThan(80)
  })

  it('are the same where PostgreSQL 15.20 has numbered the tables anew', async () => {
    // a server of another version does not write the number itself
    const number = (options: string) =>
      `update pg_catalog.pg_attribute set attoptions = '${options}' where attrelid = 'notes'::regclass and attnum > 0`
    expect((await compareWith(number('{pg_attver=7}'))).faults).toEqual([])
    const { faults } = await compareWith(number('{n_distinct=5,pg_attver=7}'))
    expect(faults).toContain('lost or changed: column notes.body')
  })

  it.each([14, 15, 16, 17])('are read on version %i', async (major) => {
    await withEmbeddedServer(major, new AbortController().signal, async (server) => {
      const role = server.address.user
      expect((await compareWith('', server, role)).faults).toEqual([])
      const { faults } = await compareWith('drop policy own_notes on notes', server, role)
      expect(faults).toEqual(['lost or changed: policy own_notes of notes'])
    })
  })

  it.each([
    ['a function', 'drop function app.twice(integer)', 'lost or changed: function app.twice(integer)'],
    [
      'the body of a function',
      `create or replace function app.twice(n integer) returns integer language sql as 'select 3 * n'`,
      'lost or changed: function app.twice(integer)',
    ],
    ['a procedure', 'drop procedure app.tidy()', 'lost or changed: procedure app.tidy()'],
    ['an aggregate', 'drop aggregate app.total(integer)', 'lost or changed: aggregate app.total(integer)'],
    ['a materialized view', 'drop materialized view busy', 'lost or changed: materialized view busy'],
    [
      'the rows of a materialized view',
      'refresh materialized view busy with no data',
      'materialized view busy',
    ],
    ['a view', 'create or replace view open_notes as select id, body from notes', 'view open_notes'],
    ['an option of a view', 'alter view open_notes reset (security_barrier)', 'view open_notes'],
    ['a label of an enum', `alter type mood add value 'glad'`, 'lost or changed: type mood'],
    [
      'a rule of a domain',
      'alter domain posint drop constraint posint_check',
      'constraint posint_check of posint',
    ],
    ['the default of a domain', 'alter domain posint drop default', 'lost or changed: domain posint'],
    ['a composite type', 'alter type app.point drop attribute y', 'lost or changed: column app.point.y'],
    ['a range', 'drop type app.span', 'lost or changed: type app.span'],
    ['a policy', 'drop policy own_notes on notes', 'lost or changed: policy own_notes of notes'],
    [
      'the rule of a policy',
      'alter policy own_notes on notes using (true)',
      'lost or changed: policy own_notes of notes',
    ],
    ['row security', 'alter table notes disable row level security', 'lost or changed: table notes'],
    ['forced row security', 'alter table notes no force row level security', 'lost or changed: table notes'],
    ['a grant', 'revoke select on notes from ROLE', 'lost or changed: grants on table public.notes'],
    ['a grant option', 'revoke grant option for select on notes from ROLE', 'grants on table public.notes'],
    [
      'a grant on a column',
      'revoke update (body) on notes from ROLE',
      'lost or changed: grants on column notes.body',
    ],
    ['a grant too many', 'grant delete on notes to public', 'grants on table public.notes'],
    [
      'a right that was taken from PUBLIC',
      'grant execute on function app.twice(integer) to public',
      'grants on function app.twice(integer)',
    ],
    [
      'a grant on a sequence',
      'revoke usage on sequence counter from ROLE',
      'grants on sequence public.counter',
    ],
    ['a grant on a schema', 'revoke usage on schema app from ROLE', 'grants on schema app'],
    [
      'a grant on a function of the system',
      'grant execute on function pg_catalog.pg_ls_dir(text) to ROLE',
      'grants on function pg_catalog.pg_ls_dir',
    ],
    [
      'default grants',
      'alter default privileges in schema app revoke select on tables from ROLE',
      'lost or changed: default grants of',
    ],
    ['an owner', 'alter table plain owner to ROLE', 'lost or changed: table plain'],
    [
      'a comment on a table',
      'comment on table notes is null',
      'lost or changed: comment on table public.notes',
    ],
    [
      'a comment on a column',
      `comment on column notes.body is 'other'`,
      'lost or changed: comment on table column public.notes.body',
    ],
    ['where a sequence stands', `select setval('counter', 8)`, 'lost or changed: state of sequence counter'],
    [
      'where a sequence begins that was not called',
      `select setval('fresh', 5, false)`,
      'lost or changed: state of sequence fresh',
    ],
    ['the step of a sequence', 'alter sequence counter increment 2', 'lost or changed: sequence counter'],
    ['whom a sequence belongs to', 'alter sequence owned owned by none', 'lost or changed: sequence owned'],
    ['an extension', 'drop extension citext', 'lost or changed: extension citext'],
    ['a schema', 'drop schema app cascade', 'lost or changed: schema app'],
    ['a server', `alter server away options (set host 'here')`, 'lost or changed: server away'],
    ['a foreign table', `alter foreign table far options (drop name)`, 'lost or changed: foreign table far'],
    ['a user mapping', 'drop user mapping for ROLE server away', 'on server away'],
    ['a trigger', 'drop trigger touch on notes', 'lost or changed: trigger touch of notes'],
    [
      'that a trigger fires',
      'alter table notes disable trigger touch',
      'lost or changed: trigger touch of notes',
    ],
    ['a rule', 'drop rule quiet on plain', 'lost or changed: rule quiet of plain'],
    ['statistics', 'drop statistics app.body_mood', 'lost or changed: statistics app.body_mood'],
    ['a publication', 'drop publication news', 'lost or changed: publication news'],
    [
      'a table of a publication',
      'alter publication news drop table plain',
      'lost or changed: publication news',
    ],
    ['an event trigger', 'drop event trigger watch', 'lost or changed: event trigger watch'],
    ['a collation', 'drop collation app.unused', 'lost or changed: collation app.unused'],
    ['an operator', 'drop operator app.=== (integer, integer)', 'lost or changed: operator app.==='],
    ['a cast', 'drop cast (mood as integer)', 'lost or changed: cast (public.mood AS integer)'],
    [
      'a text search configuration',
      'drop text search configuration app.words',
      'lost or changed: text search configuration app.words',
    ],
    ['a large object', 'select lo_unlink(4711)', 'lost or changed: large object 4711'],
    ['a byte of a large object', `select lo_put(4711, 0, 'X')`, 'lost or changed: large object 4711'],
    ['a storage option', 'alter table notes reset (fillfactor)', 'lost or changed: table notes'],
    ['that a table is logged', 'alter table loose set unlogged', 'lost or changed: table loose'],
    ['an identity of a replica', 'alter table notes replica identity full', 'lost or changed: table notes'],
    ['a default', 'alter table notes alter mood drop default', 'lost or changed: column notes.mood'],
    ['a target of statistics', 'alter table notes alter body set statistics 7', 'column notes.body'],
    ['a partition', 'alter table events detach partition events_2026', 'lost or changed: table events_2026'],
    ['a trigger too many', TRIGGER_MORE(), 'not in the target: trigger more of plain'],
    ['a table too many', 'create table app.more ()', 'not in the target: table app.more'],
  ])('differ by %s', async (_, change, fault) => {
    const { faults } = await compareWith(change)
    expect(faults).toContainEqual(expect.stringContaining(fault))
  })

  it('can be read by a user who may only create databases', async () => {
    await checklistRole('login createdb', async (user, password) => {
      const server = { ...testServer(), address: { ...testServer().address, user, password } }
      const options = { keep: false, signal: new AbortController().signal }
      await withScratchDatabase(server, options, (original) =>
        withScratchDatabase(server, options, async (restored) => {
          await run(original, 'create table t (id integer primary key); comment on table t is $$one$$')
          await run(restored, 'create table t (id integer primary key)')
          const { faults } = await compareDefinitions(original, restored)
          expect(faults).toEqual(['lost or changed: comment on table public.t'])
        }),
      )
    })
  })

  it('tell apart what belongs to the database itself', async () => {
    const options = { keep: false, signal: new AbortController().signal }
    await withScratchDatabase(testServer(), options, (original) =>
      withScratchDatabase(testServer(), options, async (restored) => {
        await run(
          original,
          `do $$ begin execute format('alter database %I set work_mem = ''5MB''', current_database());
             execute format('grant create on database %I to ${ROLE}', current_database()); end $$`,
        )
        expect(await compareDefinitions(original, restored)).toMatchObject({
          faults: [],
          notRestored: ['the settings for it', 'the grants on it'],
        })
      }),
    )
  })
})

function TRIGGER_MORE(): string {
  return 'create trigger more before insert on plain for each row execute function app.touch()'
}
