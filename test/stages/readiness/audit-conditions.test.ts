import { expect, it } from 'vitest'
import { alter, findingOf } from '../../support/checklist.ts'

/** Balances from 1 to 900, most of them over 10. */
const accounts = (trigger: string) => `
  create table accounts (id integer primary key, balance integer not null);
  create table audit_log (id integer primary key, account integer);
  ${trigger}
  with recursive c(i) as (select 1 union all select i + 1 from c where i < 900)
  insert into accounts select i, i from c`
const noted = (when: string) =>
  `create trigger noted after update on accounts when ${when} begin insert into audit_log (account) values (new.id); end;`
const kept = (when: string) =>
  `create trigger kept before delete on accounts when ${when} begin select raise(abort, 'audit_log'); end;`

const writes = (when: string) => `
  create function f() returns trigger language plpgsql as $$ begin
    insert into public.audit_log (account) values (new.id); return new; end $$;
  create trigger noted after update on accounts for each row ${when} execute function f();`
const refuses = (body: string) => `
  create function f() returns trigger language plpgsql as $$ begin ${body} return old; end $$;
  create trigger kept before delete on accounts for each row execute function f();`

it.each([
  [
    'writes for the same rows',
    noted('new.balance > 10'),
    writes('when (new.balance > 10)'),
    'pass',
    /noted on \d/,
  ],
  ['writes for more rows', noted('new.balance > 10'), writes(''), 'pass', /noted on \d/],
  [
    'writes for fewer rows',
    noted('new.balance > 10'),
    writes('when (new.balance > 400)'),
    'unverified',
    /it wrote nothing when \d of \d+ rows of accounts that were tried were updated/,
  ],
  [
    'writes for rows of another kind',
    noted(`case when new.balance % 2 then 1 else 0 end -- odd\n`),
    writes('when (new.balance % 2 = 1 and new.balance < 100)'),
    'unverified',
    /it wrote nothing when \d of \d+ rows/,
  ],
  [
    'refuses for the same rows',
    kept('old.balance between 20 and 800'),
    refuses(`if old.balance between 20 and 800 then raise 'no'; end if;`),
    'pass',
    /kept on \d/,
  ],
  [
    'refuses for fewer rows',
    kept('old.balance between 20 and 800'),
    refuses(`if old.balance between 20 and 700 then raise 'no'; end if;`),
    'fail',
    /the trigger kept lets 1 of \d+ rows of accounts that were tried be deleted/,
  ],
  [
    'has a condition that only a change fulfils',
    noted('old.balance is not new.balance'),
    writes('when (old.balance is distinct from new.balance)'),
    'pass',
    /noted on 1 of \d+ rows/,
  ],
  [
    'has a condition that only a query tells',
    noted('(select count(*) from audit_log) >= 0'),
    writes('when (new.balance > 0)'),
    'pass',
    /noted on \d of \d+ rows/,
  ],
])('a trigger with a condition in the source that %s', async (_, trigger, change, status, evidence) => {
  const finding = await findingOf('audit-trail', accounts(trigger), { tables: 'audit_log' }, (migrated) =>
    alter(migrated, change),
  )
  expect(finding.evidence).toMatch(evidence)
  expect(finding.status).toBe(status)
})
