import { describe, expect, it } from 'vitest'
import { accessOf, alter, findingOf } from '../../../support/checklist.ts'
import type { Migrated } from '../../../support/migrate.ts'

const SHOP = `
  create table users (id integer primary key, name text not null, secret text);
  create table invoices (id integer primary key, total integer);
  insert into users values (1, 'Anna', 's1');
  insert into invoices values (1, 5)`
const OBJECTS = `
  create schema side;
  create view everybody as select name, secret from users;
  create function wipe() returns void language sql security definer as 'delete from public.users';
  revoke execute on function wipe() from public`
const GRANTED = 'create role app login; grant select on invoices to app;'
const prepare = (migrated: Migrated) => alter(migrated, OBJECTS)

async function tried(grants: string, rights: Readonly<Record<string, unknown>> = { select: 'invoices' }) {
  const { written } = await accessOf(`${GRANTED} ${grants}`, rights)
  return await findingOf('access-controls', SHOP, written, prepare)
}

const NAME = 'app_[0-9a-f]{12}'

describe('what no right of the settings names', () => {
  it.each([
    [
      'a role that may log in',
      'create role app_2 login; grant select on users to app_2;',
      `${NAME}_2 may select on users.* Not named in rights: ${NAME}_2`,
    ],
    ['a superuser', 'create role app_2 login superuser;', `${NAME}_2 is a superuser`],
    ['a superuser that is only a group', 'create role app_2 superuser;', `${NAME}_2 is a superuser`],
    ['a role for replication', 'create role app_2 login replication;', 'may replicate all of the server'],
    ['a role free of row security', 'create role app_2 login bypassrls;', 'is free of row security'],
    [
      'a member of a group',
      'create role app_g; grant select on users to app_g; create role app_2 login in role app_g;',
      `${NAME}_2 may select on users`,
    ],
    [
      'a group that has to be taken first',
      'create role app_g; grant delete on users to app_g; alter role app noinherit; grant app_g to app;',
      `${NAME} may delete on users as ${NAME}_g`,
    ],
    [
      'a group that it administers',
      'create role app_g; grant delete on users to app_g; grant app_g to app with admin option;',
      `may delete on users`,
    ],
    [
      'a superuser that it can become',
      'create role app_g superuser; grant app_g to app;',
      `${NAME} is a superuser through ${NAME}_g`,
    ],
    [
      'an owner that it can become',
      'create role app_g; alter table users owner to app_g; grant app_g to app;',
      `${NAME} owns the table users and the sequence users_id_seq through ${NAME}_g \\(let another`,
    ],
    ['programs on the server', 'grant pg_execute_server_program to app;', 'may run programs on the server'],
    [
      'files of the server',
      'create role app_g; grant pg_write_server_files to app_g; grant app_g to app;',
      'may write files of the server',
    ],
    ['all data', 'grant pg_read_all_data to app;', `${NAME} may select on users`],
    [
      'leave to write past triggers',
      'create role app_g; grant set on parameter session_replication_role to app_g; grant app_g to app;',
      `${NAME} may switch triggers and foreign keys off by session_replication_role`,
    ],
    ['a view', 'grant select on everybody to app;', `${NAME} may select on everybody`],
    ['a column', 'grant select (name) on users to app;', `${NAME} may select on users`],
    ['references', 'grant references (name) on users to app;', `${NAME} may make references on users`],
    ['triggers', 'grant trigger on invoices to app;', `${NAME} may create triggers on invoices`],
    [
      'passing it on',
      'grant select on invoices to app with grant option;',
      `${NAME} may let others select on invoices`,
    ],
    [
      'a function of the owner',
      'grant execute on function wipe() to app;',
      `${NAME} may execute wipe\\(\\), which has the rights of its owner`,
    ],
    [
      'another schema',
      'grant create on schema side to app;',
      `${NAME} may create objects in the schema side`,
    ],
    ['schemas', 'grant create on database league to app;', `${NAME} may create schemas`],
    [
      'tables to come',
      'alter default privileges in schema public grant select on tables to app;',
      `may select on whatever is created`,
    ],
    [
      'a role of the schema',
      'create role app_2 login; alter default privileges grant all on tables to app_2; create table later (i integer);',
      `${NAME}_2 may select on later`,
    ],
  ])('fails for %s', async (_, grants, evidence) => {
    const finding = await tried(grants)
    expect(finding.evidence).toMatch(new RegExp(evidence))
    expect(finding.status).toBe('fail')
  })

  it.each([
    ['a group without rights that nobody can become', 'create role app_g; grant all on users to app_g;', {}],
    ['a group that owns the tables', 'create role app_g; alter table users owner to app_g;', {}],
    ['a role that may log in and nothing else', 'create role app_2 login;', {}],
    ['a view that is named', 'grant select on everybody to app;', { select: ['invoices', 'everybody'] }],
    [
      'a view by its schema',
      'grant select on everybody to app;',
      { select: ['invoices', 'public.everybody'] },
    ],
    ['a view that a glob finds', 'grant select on users, everybody to app;', { select: '*' }],
    ['no view, where only a glob finds it', 'grant select on users to app;', { select: '*' }],
    [
      'a function that is named',
      'grant execute on function wipe() to app;',
      { select: 'invoices', execute: 'wipe' },
    ],
    [
      'whatever is created, where all is granted',
      'grant select on users to app; alter default privileges grant select on tables to app;',
      { select: '*' },
    ],
  ])('passes for %s', async (_, grants, rights) => {
    const finding = await tried(grants, Object.keys(rights).length === 0 ? { select: 'invoices' } : rights)
    expect(finding.status, finding.evidence).toBe('pass')
  })

  it.each([
    [
      'a view that is named and not granted',
      { select: ['invoices', 'everybody'] },
      `${NAME} may not select on everybody`,
    ],
    [
      'a function that is named and not granted',
      { select: 'invoices', execute: 'wipe' },
      `${NAME} may not execute wipe`,
    ],
    [
      'a table that is misspelled',
      { select: ['invoices', 'invioces'] },
      `no table or view is called invioces, which rights gives ${NAME}`,
    ],
    ['a glob that finds nothing', { select: ['invoices', 'x_*'] }, 'no table or view is called x_\\*'],
    [
      'a function that is not there',
      { select: 'invoices', execute: 'wipes' },
      'no function .* is called wipes',
    ],
    [
      'a role that is misspelled',
      { app: { select: 'invoices' }, app_rr: { select: 'invoices' } },
      `the role ${NAME}_rr is not there`,
    ],
  ])('fails for %s', async (_, rights, evidence) => {
    const finding = await tried('', rights)
    expect(finding.evidence).toMatch(new RegExp(evidence))
    expect(finding.status).toBe('fail')
  })

  it.each([
    ['its password has ended', `alter role app valid until '2020-01-01';`, 'may not log in'],
    ['it may have no session', 'alter role app connection limit 0;', 'may not log in'],
    [
      'the database takes no session',
      'alter database league connection limit 0;',
      'the database lets app_\\w+ in no session',
    ],
    [
      'nobody may connect',
      'revoke connect on database league from public;',
      'may not connect to the database',
    ],
  ])('fails when the application cannot come in because %s', async (_, grants, evidence) => {
    const finding = await tried(grants)
    expect(finding.evidence).toMatch(new RegExp(evidence))
    expect(finding.status).toBe('fail')
  })

  it.each([
    ['what an extension gives everybody', '', 'pass', /^Tried as 1 role/],
    [
      'no more than that',
      'grant insert on pg_stat_statements to public;',
      'fail',
      /PUBLIC may insert on pg_stat_statements, app_\w+ may insert on pg_stat_statements\.$/,
    ],
    [
      'not what somebody grants instead',
      'revoke select on pg_stat_statements from public; grant select on pg_stat_statements to app;',
      'fail',
      /: app_\w+ may select on pg_stat_statements\.$/,
    ],
    [
      'not what can be passed on',
      'grant select on pg_stat_statements to app with grant option;',
      'fail',
      /: app_\w+ may select on pg_stat_statements\.$/,
    ],
  ])('lets everybody have %s', async (_, grants, status, evidence) => {
    const { written } = await accessOf(`${GRANTED} ${grants}`, { select: 'invoices' })
    const extended = (migrated: Migrated) =>
      alter(
        migrated,
        `create extension pg_stat_statements; create schema geo; grant usage on schema geo to public;
         alter extension pg_stat_statements add schema geo`,
      )
    const finding = await findingOf('access-controls', SHOP, written, extended)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('is said once, where the role needs no other one for it', async () => {
    const finding = await tried('create role app_g; grant app_g to app; grant select on users to app, app_g;')
    expect(finding.evidence).toMatch(new RegExp(`^Tried as each role: ${NAME} may select on users\\.$`))
  })
})
