import { expect, it } from 'vitest'
import { probeAudit } from '../../../src/stages/readiness/security/audit/probe-audit.ts'
import { alter, findingOf, look, withSubject } from '../../support/checklist.ts'

const AUDITED = `
  create table accounts (id integer primary key, balance integer);
  create table audit_log (id integer primary key, account integer);
  create trigger noted after update on accounts begin insert into audit_log (account) values (new.id); end;
  insert into accounts values (1, 10), (2, 20);
  with recursive c(i) as (select 1 union all select i + 1 from c where i < 3000)
  insert into audit_log select i, i from c`

const noted = (body: string) => `
  create function f() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
  create trigger noted after update on accounts for each row execute function f();`
const INSERT = 'insert into public.audit_log (account) values (new.id);'

it('reads the trail no more often for all the rows that are tried', async () => {
  await withSubject(AUDITED, noted(INSERT), async (subject) => {
    const reads = `select pg_stat_force_next_flush(), seq_tup_read as n from pg_stat_user_tables where relname = 'audit_log'`
    const before = Number((await look(subject, reads))?.n)
    expect((await probeAudit(subject, ['audit_log'], null)).status).toBe('pass')
    await expect
      .poll(async () => Number((await look(subject, reads))?.n), { timeout: 20_000 })
      .toBeGreaterThan(before)
    expect(Number((await look(subject, reads))?.n) - before).toBeLessThan(4 * 3000)
  })
})

it.each([
  ['it writes', INSERT, '', 'pass'],
  [
    'it writes into a table with a child, which is counted',
    'insert into public.recent values ((select max(id) + 1 from public.audit_log), new.id);',
    'create table recent (primary key (id)) inherits (audit_log);',
    'pass',
  ],
  [
    'it takes back what it wrote',
    `begin ${INSERT} raise 'no'; exception when raise_exception then end;`,
    '',
    'unverified',
  ],
  [
    'it deletes as much as it writes',
    `${INSERT} delete from public.audit_log where id = (select min(id) from public.audit_log);`,
    '',
    'unverified',
  ],
  ['it empties the trail before', `truncate public.audit_log; ${INSERT}`, '', 'unverified'],
  [
    'a trigger of the trail leaves the row out',
    INSERT,
    `create function g() returns trigger language plpgsql as $$ begin return null; end $$;
     create trigger a before insert on audit_log for each row execute function g();`,
    'fail',
  ],
  [
    'a trigger of the trail deletes the row again',
    INSERT,
    `create function g() returns trigger language plpgsql as $$ begin delete from public.audit_log where id = new.id; return null; end $$;
     create trigger zz after insert on audit_log for each row execute function g();`,
    'unverified',
  ],
])('sees what comes of a row of the trail where %s', async (_, body, more, status) => {
  const change = `${noted(body)} ${more}`
  const finding = await findingOf('audit-trail', AUDITED, { tables: 'audit_log' }, (migrated) =>
    alter(migrated, change),
  )
  expect(finding.evidence).toMatch(status === 'pass' ? /seen to write/ : /wrote nothing|takes no row/)
  expect(finding.status).toBe(status)
})
