import { describe, expect, it } from 'vitest'
import { probeAccess } from '../../../../src/stages/readiness/security/access/probe-access.ts'
import {
  accessOf,
  alter,
  checklistSettings,
  findingOf,
  look,
  withSilentRole,
  withSubject,
} from '../../../support/checklist.ts'
import type { Migrated } from '../../../support/migrate.ts'

const SHOP = `
  create table users (id integer primary key, name text not null);
  create table orders (id integer primary key, user_id integer not null references users (id), total integer);
  insert into users values (1, 'Anna'), (2, 'Bo');
  insert into orders values (1, 1, 5), (2, 1, 7), (3, 2, 9)`
const ALL = { select: '*', insert: '*', update: '*', delete: '*' }
const GRANTED = `create role app login; grant select, insert, update, delete on all tables in schema public to app;`

/** Changes the target before the line is executed. */
const change = (sql: string) => (migrated: Migrated) => alter(migrated, sql)

async function tried(grants: string, before: string, rights: Readonly<Record<string, unknown>> = ALL) {
  const { written } = await accessOf(grants, rights)
  return await findingOf('access-controls', SHOP, written, change(before))
}

const SERIAL = `
  alter table users alter id drop identity if exists;
  create sequence users_numbers start 10;
  alter table users alter id set default nextval('users_numbers')`

const AUDIT = (definer: string) => `
  create table trail (at timestamptz, what text);
  create function note() returns trigger language plpgsql ${definer} as
    $$ begin insert into public.trail values (now(), tg_op); return coalesce(new, old); end $$;
  create trigger noted after insert or update or delete on users for each row execute function note()`

const SKIPS = (event: string, instead = '') => `
  create function skip() returns trigger language plpgsql as $$ begin ${instead} return null; end $$;
  create trigger skips before ${event} on orders for each row execute function skip()`

const PARTED = `
  alter table orders rename to old_orders;
  create table orders (id bigint, user_id bigint, total bigint) partition by range (id);
  create table orders_1 partition of orders for values from (minvalue) to (maxvalue);
  insert into orders select id, user_id, total from old_orders; drop table old_orders`

describe('a right that is used', () => {
  it.each([
    [
      'a default takes numbers of a sequence that the role may not use',
      SERIAL,
      /may not insert on users: permission denied for sequence users_numbers/,
    ],
    [
      'a default names its sequence as text',
      SERIAL.replace("nextval('users_numbers')", "nextval('users_' || 'numbers')"),
      /may not insert on users: permission denied for sequence/,
    ],
    [
      'a default calls a function that the role may not execute',
      `create function three() returns integer language plpgsql as $$ begin return 3; end $$;
       revoke execute on function three() from public; alter table orders alter total set default three()`,
      /may not insert on orders: permission denied for function three/,
    ],
    [
      'a trigger writes where the role may not',
      AUDIT(''),
      /may not (insert|update|delete) on users: denied in a trigger/,
    ],
  ])('fails when %s', async (_, before, evidence) => {
    const finding = await tried(GRANTED.replace('all tables in schema public', 'users, orders'), before)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it.each([
    ['the sequence is granted', `${GRANTED} grant usage on sequence users_numbers to app;`, SERIAL],
    [
      'an identity needs no right on its sequence',
      GRANTED,
      'alter table users alter id set generated always',
    ],
    [
      'triggers write with the rights of their owner',
      GRANTED.replace('all tables in schema public', 'users, orders'),
      AUDIT('security definer'),
    ],
    [
      'a table is empty',
      `${GRANTED} grant usage on sequence users_numbers to app;`,
      `${SERIAL}; delete from orders; delete from users`,
    ],
  ])('holds where %s', async (_, grants, before) => {
    expect(await tried(grants, before)).toMatchObject({ status: 'pass' })
  })

  it.each([
    [
      'a trigger forgets RETURN NEW',
      SKIPS('insert'),
      'fail',
      /may insert on orders, but no row is written, by the trigger skips/,
    ],
    [
      'a trigger of the partitioned table does',
      `${PARTED}; ${SKIPS('update')}`,
      'fail',
      /may update on orders, but no row is written, by the trigger skips\./,
    ],
    [
      'a rule does nothing instead',
      'create rule kept as on delete to orders do instead nothing',
      'fail',
      /may delete on orders, but no row is written, by the rule kept/,
    ],
    [
      'a rule does nothing instead, and there is no row',
      'delete from orders; create rule kept as on update to orders do instead nothing',
      'unverified',
      /update on orders as \w+ \(triggers and rules that need a row, and there is none\)/,
    ],
    [
      'a trigger marks the row as deleted instead',
      `alter table orders add gone boolean; ${SKIPS('delete', 'update orders set gone = true where id = old.id;')}`,
      'unverified',
      /delete on orders as \w+ \(no row was written there, and perhaps others instead, by the trigger skips\)/,
    ],
    [
      'row security hides from one who changes a row what nobody may select',
      `alter table orders enable row level security; create policy a on orders for update using (true);
       create policy b on orders for insert with check (true); create policy c on orders for delete using (true);
       create policy d on orders for select using (total < 0)`,
      'unverified',
      /update on orders as \w+ \(no row was written, as row security may hide all of them\)/,
    ],
  ])('is of no use where %s', async (_, before, status, evidence) => {
    const finding = await tried(GRANTED, before)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('is used where the source ignores rows too, and then only people can judge it', async () => {
    const { written } = await accessOf(GRANTED, ALL)
    const ignoring = `${SHOP}; create trigger no before insert on orders when new.total < 0 begin select raise(ignore); end`
    const finding = await findingOf('access-controls', ignoring, written, change(SKIPS('insert')))
    expect(finding.evidence).toMatch(/no row is written, by the trigger skips; the source ignores rows too/)
    expect(finding.status).toBe('unverified')
  })

  it('fires triggers where the sessions of the user of the run fire none', async () => {
    await withSilentRole('login superuser', async (server) => {
      const { written } = await accessOf(GRANTED.replace('all tables in schema public', 'users, orders'), ALL)
      const finding = await findingOf('access-controls', SHOP, written, change(AUDIT('')), server)
      expect(finding.evidence).toMatch(/may not update on users: denied in a trigger/)
    })
  })

  it('is unverified where a constraint keeps it from the triggers', async () => {
    const emptied = `${AUDIT('security definer')}; delete from orders; delete from users`
    expect(await tried(GRANTED, emptied)).toEqual({
      status: 'unverified',
      evidence: expect.stringMatching(
        /by trying: insert on users as \w+ \(SQLSTATE 23502\), update on users as \w+ \(triggers and rules that need a row, and there is none\)/,
      ),
    })
  })

  it('leaves rows, sequences and roles as they were', async () => {
    const grants = `${GRANTED} grant usage on sequence users_numbers to app;`
    const { app, written } = await accessOf(grants, ALL)
    const settings = checklistSettings({ 'access-controls': written }).access
    await withSubject(SHOP, `${SERIAL}; select nextval('users_numbers')`, async (subject) => {
      const state = `
        select last_value, is_called, pg_relation_filenode('users_numbers') as file,
               (select string_agg(u::text, ' ' order by id) from users u) as users,
               (select count(*) from pg_roles where rolname like '${app}%') as roles
          from users_numbers`
      const before = await look(subject, state)
      const finding = await probeAccess(subject, settings)
      expect(finding.status, finding.evidence).toBe('pass')
      expect(await look(subject, state)).toEqual(before)
    })
  })
})

describe('row security', () => {
  const SECURED = 'alter table users enable row level security'
  it.each([
    [
      'no policy is for the role',
      '',
      'fail',
      /may not select on users: no policy of its row security lets it/,
    ],
    [
      'policies choose rows',
      `create policy mine on users using (name = 'Anna');`,
      'unverified',
      /which rows of users app_\w+ may select: by row security it sees 1 of 2/,
    ],
    ['policies let everything through', 'create policy everything on users using (true);', 'pass', /./],
    [
      'rows are seen, but not all may be written',
      `create policy reading on users for select using (true);
       create policy writing on users for insert with check (name <> 'x');
       create policy changing on users for update using (true);
       create policy removing on users for delete using (true);`,
      'unverified',
      /which rows of users app_\w+ may insert, because row security decides/,
    ],
    [
      'nothing lets the role delete',
      `create policy reading on users for select using (true);
       create policy writing on users for insert with check (true);
       create policy changing on users for update using (true);`,
      'fail',
      /may not delete on users: no policy/,
    ],
    [
      'a restrictive policy takes rows away',
      `create policy everything on users using (true);
       create policy less on users as restrictive using (name <> 'Bo');`,
      'unverified',
      /sees 1 of 2/,
    ],
    [
      'the only policy is for another role',
      'create role app_other; create policy everything on users to app_other using (true);',
      'fail',
      /no policy/,
    ],
  ])('is seen where %s', async (_, policies, status, evidence) => {
    const finding = await tried(`${GRANTED} ${policies}`, SECURED)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  it('hides nothing of an empty table where policies let everything through', async () => {
    const emptied = `${SECURED}; delete from orders; delete from users`
    const finding = await tried(`${GRANTED} create policy everything on users using (true);`, emptied)
    expect(finding.status, finding.evidence).toBe('pass')
  })
})
