import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeAudit } from '../../../src/stages/readiness/security/audit/probe-audit.ts'
import { auditTriggers } from '../../../src/stages/readiness/security/audit/source-trigger.ts'
import {
  accessOf,
  alter,
  checklistRole,
  checklistSettings,
  findingOf,
  look,
  withSilentRole,
  withSubject,
} from '../../support/checklist.ts'
import { testServer } from '../../support/postgres.ts'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

const AUDITED = `
  create table accounts (id integer primary key, balance integer);
  create table audit_log (id integer primary key, account integer, what text);
  create trigger noted after update on accounts begin
    insert into audit_log (account, what) values (new.id, 'changed');
  end;
  insert into accounts values (1, 10), (2, 20);
  update accounts set balance = balance + 1`
const PROTECTED = `
  create table audit_log (id integer primary key, what text);
  insert into audit_log values (1, 'a'), (2, 'b');
  create trigger kept before delete on audit_log begin select raise(abort, 'no'); end`

const writer = (body: string) =>
  `create function f() returns trigger language plpgsql as $$ begin ${body} end $$;`
const INSERT = `insert into public.audit_log (account, what) values (new.id, 'x'); return new;`
const WRITES = writer(INSERT)
/** For TRUNCATE no trigger for rows fires. */
const WHOLE = `create function whole() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
  create trigger whole before truncate on audit_log execute function whole();`
const NOTED = 'create trigger noted after update on accounts for each row execute function f()'
/** Rows that are not paid come behind many that are. */
const PAID = `
  create table accounts (id integer primary key, paid boolean not null, n integer);
  create table audit_log (id integer primary key, account integer, what text);
  create trigger noted after update on accounts begin
    insert into audit_log (account, what) values (new.id, 'changed');
  end;
  with recursive c(i) as (select 1 union all select i + 1 from c where i < 900)
  insert into accounts select i, i <= 800, i from c`

async function found(sql: string, change: string) {
  return await findingOf('audit-trail', sql, { tables: 'audit_*' }, (migrated) => alter(migrated, change))
}

describe('a trigger of an audit trail', () => {
  it.each([
    [
      'writes',
      AUDITED,
      `${WRITES} create trigger noted after update on accounts for each row execute function f()`,
    ],
    [
      'writes where something has changed, as in the source',
      AUDITED.replace(
        'update on accounts',
        'update of balance on accounts when old.balance is not new.balance',
      ),
      `${WRITES} create trigger noted after update of balance on accounts for each row
         when (old.balance is distinct from new.balance) execute function f()`,
    ],
    [
      'writes when a row is inserted',
      AUDITED.replace('after update', 'after insert'),
      `${WRITES} create trigger noted after insert on accounts for each row execute function f()`,
    ],
    [
      'writes when a row that others refer to is deleted',
      `${AUDITED.replace('after update', 'after delete').replace('new.id', 'old.id')};
       create table notes (account integer references accounts (id)); insert into notes values (1), (2)`,
      `${WRITES.replace('new.id', 'old.id')} create trigger noted after delete on accounts for each row execute function f()`,
    ],
    [
      'writes whatever is updated, and names every column',
      AUDITED,
      `${WRITES} create trigger noted after update of balance, id on accounts for each row execute function f()`,
    ],
    [
      'writes more than in the source',
      AUDITED.replace('update on accounts', 'update of balance on accounts for each row when new.id > 0'),
      `${WRITES} create trigger noted after update on accounts for each row execute function f()`,
    ],
    [
      'refuses once for a statement',
      PROTECTED,
      `${WHOLE} ${writer(`raise 'no';`)} create trigger kept before delete on audit_log execute function f()`,
    ],
    [
      'refuses',
      PROTECTED,
      `${WHOLE} ${writer(`raise 'no';`)} create trigger kept before delete on audit_log for each row execute function f()`,
    ],
    [
      'leaves the row out',
      PROTECTED.replace(`raise(abort, 'no')`, 'raise(ignore)'),
      `${WHOLE} ${writer('return null;')} create trigger kept before delete on audit_log for each row execute function f()`,
    ],
  ])('is seen to do what it must where it %s', async (_, sql, change) => {
    const finding = await found(sql, change)
    expect(finding.evidence).toMatch(
      /1 trigger in the target, 1 of which was fired as the user of the run \(access-controls names no application-role\) and seen to write or to refuse: (noted|kept) on \d/,
    )
    expect(finding.status).toBe('pass')
  })

  it.each([
    [
      'does nothing',
      AUDITED,
      `${writer('return null;')} create trigger noted after update on accounts for each row execute function f()`,
      'unverified',
      /what noted does: it wrote nothing when a row of accounts was updated/,
    ],
    [
      'has a condition that never holds',
      AUDITED,
      `${WRITES} create trigger noted after update on accounts for each row when (false) execute function f()`,
      'unverified',
      /it wrote nothing/,
    ],
    [
      'leaves the writing to another one',
      AUDITED,
      `${WRITES} ${writer('return null;').replace('f()', 'g()')}
       create trigger noted after update on accounts for each row execute function g();
       create trigger other after update on accounts for each row execute function f()`,
      'unverified',
      /what noted does: it wrote nothing/,
    ],
    [
      'is broken',
      AUDITED,
      `${writer(`insert into gone values (1); return new;`)} create trigger noted after update on accounts for each row execute function f()`,
      'unverified',
      /what noted does: SQLSTATE 42P01/,
    ],
    [
      'looks for a change, and the source does not',
      AUDITED,
      `${writer(`if old.balance = new.balance then return null; end if; ${INSERT}`)} ${NOTED}`,
      'unverified',
      /it wrote nothing when 3 of 4 rows of accounts that were tried were updated/,
    ],
    [
      'heeds rows of one kind alone',
      PAID,
      `${writer(`if not new.paid then return null; end if; ${INSERT}`)} ${NOTED}`,
      'unverified',
      /it wrote nothing when \d of \d rows of accounts that were tried were updated/,
    ],
    [
      'heeds new rows of one kind alone',
      PAID.replace('after update', 'after insert'),
      `${writer(`if not new.paid then return null; end if; ${INSERT}`)} ${NOTED.replace('update', 'insert')}`,
      'unverified',
      /it wrote nothing when \d of \d rows of accounts that were tried was inserted/,
    ],
    [
      'heeds the rows of today alone',
      AUDITED,
      `${writer(`if new.id > 2 then return null; end if; ${INSERT}`)} ${NOTED}`,
      'unverified',
      /it wrote nothing when 1 of 4 rows of accounts that were tried, the new one, was updated/,
    ],
    [
      'protects the rows of today alone',
      PROTECTED,
      `${writer(`if old.id <= 2 then raise 'no'; end if; return old;`)}
       create trigger kept before delete on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept lets 1 of 3 rows of audit_log that were tried, the new one, be deleted/,
    ],
    [
      'protects keys of today alone that are texts',
      `create table audit_log (id text not null primary key, what text); insert into audit_log values ('a', 'a'), ('b', 'b');
       create trigger kept before update on audit_log begin select raise(abort, 'no'); end`,
      `${writer(`if old.id in ('a', 'b') then raise 'no'; end if; return new;`)}
       create trigger kept before update on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept lets 1 of 4 rows of audit_log that were tried, the new one, be updated/,
    ],
    [
      'leaves a row out without an error, which the source refuses',
      PROTECTED,
      `${writer('return null;')} create trigger kept before delete on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept leaves out without an error that a row of audit_log is deleted, where the source refuses it with one/,
    ],
    [
      'watches another table',
      AUDITED,
      `${WRITES} create trigger noted after update on audit_log for each row execute function f()`,
      'fail',
      /the trigger noted does not watch accounts/,
    ],
    [
      'fires on something else',
      AUDITED,
      `${WRITES} create trigger noted after insert on accounts for each row execute function f()`,
      'fail',
      /the trigger noted does not fire on update/,
    ],
    [
      'fires in replicas alone',
      AUDITED,
      `${WRITES} create trigger noted after update on accounts for each row execute function f();
       alter table accounts enable replica trigger noted`,
      'fail',
      /the trigger noted is disabled/,
    ],
    [
      'does not fire for every column',
      AUDITED,
      `${WRITES} create trigger noted after update of balance on accounts for each row execute function f()`,
      'fail',
      /the trigger noted does not fire where id of accounts is updated/,
    ],
    [
      'does not fire for every column that the source names',
      AUDITED.replace('update on accounts', 'update of "ID", balance on accounts'),
      `${WRITES} create trigger noted after update of balance on accounts for each row execute function f()`,
      'fail',
      /the trigger noted does not fire where id of accounts is updated/,
    ],
    [
      'has a condition, and the source has none',
      AUDITED,
      `${WRITES} create trigger noted after update on accounts for each row
         when (old.balance is distinct from new.balance) execute function f()`,
      'unverified',
      /whether the condition of noted leaves out what the source heeds, where the trigger has none/,
    ],
    [
      'fires once for a statement',
      AUDITED,
      `${writer(`insert into public.audit_log (what) values ('x'); return null;`)}
       create trigger noted after update on accounts for each statement execute function f()`,
      'fail',
      /the trigger noted fires once for a statement and not for each row/,
    ],
    [
      'fires once for a statement, with all its rows',
      AUDITED,
      `${writer(`insert into public.audit_log (account) select id from n; return null;`)}
       create trigger noted after update on accounts referencing new table as n for each statement execute function f()`,
      'unverified',
      /whether noted, which fires once for a statement, heeds each row/,
    ],
    [
      'protects some columns alone',
      PROTECTED.replace('before delete', 'before update'),
      `${writer(`raise 'no';`)} create trigger kept before update of what on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept does not fire where id of audit_log is updated/,
    ],
    [
      'has no row to fire for',
      `${AUDITED}; delete from accounts`,
      `${WRITES} create trigger noted after update on accounts for each row execute function f()`,
      'unverified',
      /there is no row in accounts/,
    ],
    [
      'no longer refuses',
      PROTECTED,
      `${writer('return old;')} create trigger kept before delete on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept lets a row of audit_log be deleted/,
    ],
    [
      'no longer leaves an update out, and all rows are the same',
      `create table audit_log (id integer primary key, what text); insert into audit_log values (1, 'a'), (2, 'a');
       create trigger kept before update on audit_log begin select raise(ignore); end`,
      `${writer('return new;')} create trigger kept before update on audit_log for each row execute function f()`,
      'fail',
      /the trigger kept lets a row of audit_log be updated/,
    ],
    [
      'may refuse under a condition',
      PROTECTED.replace(`select raise(abort, 'no')`, `select raise(abort, 'no') where old.id = 1`),
      `${writer('return old;')} create trigger kept before delete on audit_log for each row execute function f()`,
      'unverified',
      /what kept does: it refused nothing when a row of audit_log was deleted/,
    ],
  ])('does not pass where it %s', async (_, sql, change, status, evidence) => {
    const finding = await found(sql, change)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe(status)
  })

  const GRANTS = `create role app login; grant select, insert, update on all tables in schema public to app;
    grant usage on all sequences in schema public to app;`
  it.each([
    ['writes for it', GRANTS, WRITES, 'pass', /, 1 of which was fired as app_\w+ and seen to write/],
    [
      'writes for anybody else',
      GRANTS,
      writer(`if current_user ~ '^app_' then return null; end if;
        insert into public.audit_log (account, what) values (new.id, 'x'); return new;`),
      'unverified',
      /what noted does: it wrote nothing when a row of accounts was updated/,
    ],
    [
      'may not write for it',
      GRANTS.replace('insert, ', ''),
      WRITES,
      'unverified',
      /what noted does: SQLSTATE 42501, permission denied for table audit_log/,
    ],
    [
      'watches what it may not write',
      GRANTS.replace(', update', ''),
      WRITES,
      'pass',
      /fired as app_\w+ \(noted as the user of the run: app_\w+ may not write what it watches\) and seen/,
    ],
    [
      'writes, and the roles file is refused',
      `${GRANTS} grant nobody to app;`,
      WRITES,
      'pass',
      /fired as the user of the run \(\S+roles\.sql could not be carried out\) and seen/,
    ],
  ])('is fired as the application: it %s', async (_, grants, trigger, status, evidence) => {
    const { written } = await accessOf(grants, { select: '*', insert: '*', update: '*' })
    const { access } = checklistSettings({ 'access-controls': written })
    await withSubject(AUDITED, `${trigger} ${NOTED}`, async (subject) => {
      const finding = await probeAudit(subject, ['audit_log'], access)
      expect(finding.evidence).toMatch(evidence)
      expect(finding.status).toBe(status)
    })
  })

  it.each([
    [
      'a trigger',
      `${writer('return null;')} create trigger lost before insert on audit_log for each row execute function f()`,
      'trigger lost',
    ],
    ['a rule', 'create rule lost as on insert to audit_log do instead nothing', 'rule lost'],
  ])('cannot write what %s of the trail leaves out', async (_, change, by) => {
    const table = `create table audit_log (id integer primary key, what text); insert into audit_log values (1, 'a'), (2, 'b')`
    expect(await found(table, change)).toMatchObject({
      status: 'fail',
      evidence: `Of the audit trail, audit_log takes no row, by the ${by}.`,
    })
  })

  const REFUSES = `${writer(`raise 'no';`)} create trigger kept before delete on audit_log for each row execute function f();`
  it.each([
    [
      'may not',
      'create role app login; grant select, delete on audit_log to app;',
      REFUSES,
      'pass',
      /as app_\w+ and seen to write or to refuse: kept on 3 rows, one of them new\.$/,
    ],
    [
      'may',
      'create role app login; grant select, delete, truncate on audit_log to app;',
      REFUSES,
      'fail',
      /app_\w+ may TRUNCATE audit_log, for which the trigger that refuses DELETE does not fire/,
    ],
    [
      'may, and another trigger refuses it',
      'create role app login; grant select, delete, truncate on audit_log to app;',
      `${REFUSES} create trigger whole before truncate on audit_log execute function f()`,
      'pass',
      /kept on 3 rows, one of them new\.$/,
    ],
  ])('protects a trail that the application %s TRUNCATE', async (_, grants, change, status, evidence) => {
    const { written } = await accessOf(grants, { select: '*', delete: '*', truncate: '*' })
    const { access } = checklistSettings({ 'access-controls': written })
    await withSubject(PROTECTED, change, async (subject) => {
      const finding = await probeAudit(subject, ['audit_log'], access)
      expect(finding.evidence).toMatch(evidence)
      expect(finding.status).toBe(status)
      expect(await look(subject, 'select count(*) as n from audit_log')).toEqual({ n: '2' })
    })
  })

  it('does not pass where nobody knows whether the application may TRUNCATE', async () => {
    expect(await found(PROTECTED, REFUSES)).toMatchObject({
      status: 'unverified',
      evidence: expect.stringContaining(
        'whether the application may TRUNCATE audit_log, for which the trigger',
      ),
    })
  })

  it('leaves nothing behind when it is fired', async () => {
    const change = `${WRITES} create trigger noted after update on accounts for each row execute function f()`
    await withSubject(AUDITED, change, async (subject) => {
      const state = `
        select (select string_agg(a::text, ' ' order by id) from accounts a) as accounts,
               (select count(*) from audit_log) as n, last_value, is_called, tgenabled::text
          from audit_log_id_seq, pg_trigger where tgname = 'noted'`
      const before = await look(subject, state)
      expect((await probeAudit(subject, ['audit_log'], null)).status).toBe('pass')
      expect(await look(subject, state)).toEqual(before)
    })
  })
})

it.each([
  ['update', AUDITED, `${WRITES} ${NOTED}`, /noted on 4 rows, one of them new/],
  [
    'insert',
    AUDITED.replace('after update', 'after insert'),
    `${WRITES} ${NOTED.replace('update', 'insert')}`,
    /noted on 2 rows/,
  ],
  [
    'delete',
    PROTECTED,
    `${WHOLE} ${writer(`raise 'no';`)} create trigger kept before delete on audit_log for each row execute function f()`,
    /kept on 3 rows, one of them new/,
  ],
])(
  'a user of the run that is no superuser sees a trigger for %s at work',
  async (_, sql, change, evidence) => {
    await checklistRole('login createdb', async (user, password) => {
      const server = { ...testServer(), address: { ...testServer().address, user, password } }
      const settings = { tables: 'audit_*' }
      const finding = await findingOf('audit-trail', sql, settings, (m) => alter(m, change), server)
      expect(finding.evidence).toMatch(evidence)
      expect(finding.status).toBe('pass')
    })
  },
)

it('tries rows of tables in parts, and of many columns of all types', async () => {
  const sql = `create table accounts (id integer primary key, a text, b blob, c real, d boolean, e date, f json);
    insert into accounts values (1, 'x', x'00', 1.5, 1, '2024-01-01', '{}'), (2, null, null, null, 0, null, null);
    create table audit_log (id integer primary key, account integer, what text);
    create trigger noted after update on accounts begin
      insert into audit_log (account, what) values (new.id, 'changed');
    end`
  const parts = `alter table accounts rename to old_accounts;
    create table accounts (like old_accounts including identity, primary key (id)) partition by range (id);
    create table part_1 partition of accounts for values from (minvalue) to (2);
    create table part_2 partition of accounts for values from (2) to (maxvalue);
    insert into accounts overriding system value select * from old_accounts; drop table old_accounts;`
  const finding = await found(sql, `${parts} ${WRITES} ${NOTED}`)
  expect(finding.evidence).toMatch(/noted on 4 rows, one of them new/)
  expect(finding.status).toBe('pass')
})

describe('a user of the run whose sessions fire no trigger', () => {
  const trigger = `${WRITES} create trigger noted after update on accounts for each row execute function f()`

  it.each([
    ['fires them nevertheless where it may', 'superuser', 'pass', /seen to write/],
    ['leaves the line unverified where it may not', '', 'unverified', /session_replication_role=replica/],
  ])('%s', async (_, power, status, evidence) => {
    await withSilentRole(`login createdb ${power}`, async (server) => {
      const finding = await findingOf(
        'audit-trail',
        AUDITED,
        { tables: 'audit_*' },
        (m) => alter(m, trigger),
        server,
      )
      expect(finding.evidence).toMatch(evidence)
      expect(finding.status).toBe(status)
    })
  })
})

it('fails where a crash of the server empties the trail', async () => {
  const sql = `create table audit_log (id integer primary key, what text); insert into audit_log values (1, 'a')`
  expect(await found(sql, 'alter table audit_log set unlogged')).toMatchObject({
    status: 'fail',
    evidence: 'Of the audit trail, audit_log is UNLOGGED: a crash of the server empties it.',
  })
})

it('says where the source itself keeps no order', async () => {
  const sql = `create table audit_log (id integer primary key, what text) without rowid; insert into audit_log values (7, 'b'), (3, 'a')`
  expect(await found(sql, 'select 1')).toMatchObject({
    status: 'pass',
    evidence: expect.stringContaining('the source itself does not tell in which order audit_log was written'),
  })
})

it('fails where a schema has left a column of the trail out', async () => {
  const schema = join(await temporaryDirectory(), 'schema.sql')
  await writeFile(schema, 'create table audit_log (id bigint primary key);')
  const source = await sqliteFromSql(
    `create table audit_log (id integer primary key, who text); insert into audit_log values (1, 'a')`,
  )
  const record = await rehearseFile(source, {
    target: { schema, schemaCommand: null, rename: {} },
    checklist: checklistSettings({ 'audit-trail': { tables: 'audit_log' } }),
  })
  const item = record.readiness.items.find(({ id }) => id === 'audit-trail')
  expect(item).toMatchObject({
    status: 'fail',
    evidence: expect.stringContaining('the column who of audit_log is not in the target'),
  })
})

describe('the text of a trigger', () => {
  const of = (sql: string) => auditTriggers([{ name: 'x', table: 't', sql }], ['log', 'a.b'])[0]
  it.each([
    [
      'create trigger x after update of a, b on t begin insert into log values (1); end',
      {
        on: 'update',
        columns: ['a', 'b'],
        conditional: false,
        writes: ['log'],
        refuses: null,
        ignores: false,
        isSure: true,
      },
    ],
    [
      `create trigger x after update on t begin delete from b where 1; insert into log values ('from', "where"); end`,
      { isSure: true },
    ],
    [
      'create trigger x after update on t begin insert into log select new.a where new.a > 1; end',
      { isSure: false },
    ],
    ['create trigger x after update on t begin insert or ignore into log values (1); end', { isSure: false }],
    [
      'create trigger x before delete on log begin select raise(ignore); end',
      { refuses: 'always', ignores: true },
    ],
    [
      'create trigger if not exists x update of "of", [on] on main . t for each row when (1) begin insert into log values (1); end',
      { on: 'update', columns: ['of', 'on'], conditional: true },
    ],
    [
      'create trigger x after update on "when" begin insert into log select case when 1 then 2 end; end',
      { on: 'update', columns: null, conditional: false },
    ],
    [
      'create trigger "delete on" before insert on t begin replace into [log] values (1); end',
      { on: 'insert', writes: ['log'] },
    ],
    [
      'create trigger x instead of delete on t begin insert or ignore into main."a.b" values (1); end',
      { on: 'delete', writes: ['a.b'] },
    ],
    [
      'create trigger x after delete on t begin delete from log; end',
      { on: 'delete', writes: [], refuses: null },
    ],
    [`create trigger x before delete on log begin select raise(fail, 'x'); end`, { refuses: 'always' }],
    [
      `create trigger x before delete on log when old.i begin select raise(fail, 'x'); end`,
      { refuses: 'sometimes' },
    ],
  ])('%s', (sql, facts) => {
    expect(of(sql)).toMatchObject(facts)
  })

  it('that does not mention the trail is none of its triggers', () => {
    expect(of('create trigger x after update on t begin insert into logs values (1); end')).toBeUndefined()
  })
})
