import { describe, expect, it } from 'vitest'
import { accessOf, alter, findingOf } from '../../../support/checklist.ts'

const SHOP = `
  create table users (id integer primary key, name text not null);
  create table orders (id integer primary key, user_id integer not null references users (id), total integer);
  insert into users values (1, 'Anna'), (2, 'Bo');
  insert into orders values (1, 1, 5), (2, 1, 7), (3, 2, 9)`
const ALL = { select: '*', insert: '*', update: '*', delete: '*' }
const GRANTED = `create role app login; grant select, insert, update, delete on all tables in schema public to app;`
const NAMES_A_TABLE = [
  { name: 'of a user', sql: 'select total from orders where user_id = ?', parameters: [1] },
]
const NAMES_NO_TABLE = [{ name: 'of nobody', sql: 'select 1 where 1 = ?', parameters: [1] }]

async function tried(
  settings: string,
  { rights = ALL, queries = NAMES_A_TABLE, before = 'select 1', grants = GRANTED }: Partial<Case> = {},
) {
  const { app, written } = await accessOf(`${grants}; ${settings}`, rights)
  const finding = await findingOf(
    'access-controls',
    SHOP,
    written,
    (migrated) => alter(migrated, before),
    undefined,
    queries,
  )
  return { ...finding, evidence: finding.evidence.replaceAll(app, 'app') }
}

interface Case {
  readonly rights: Readonly<Record<string, unknown>>
  readonly queries: typeof NAMES_A_TABLE
  readonly before: string
  readonly grants: string
}

type Fault = readonly [string, string, RegExp, Partial<Case>]

const READ_ONLY = /app may insert on \w+, but not with the settings .* \(default_transaction_read_only\)/

describe('what is set for the sessions of a role', () => {
  it.each<Fault>([
    ['transactions that only read', 'alter role app set default_transaction_read_only = on', READ_ONLY, {}],
    [
      'the same for the database',
      'alter database shop set default_transaction_read_only = on',
      READ_ONLY,
      {},
    ],
    [
      'the same in the database, against the role itself',
      'alter role app in database shop set default_transaction_read_only = on; alter role app set default_transaction_read_only = off',
      READ_ONLY,
      {},
    ],
    [
      'what a table without rows hides behind its triggers',
      'alter role app set default_transaction_read_only = on',
      READ_ONLY,
      {
        before: `create function f() returns trigger language plpgsql as $$ begin return new; end $$;
          create trigger t before insert on users for each row execute function f();
          delete from orders; delete from users`,
      },
    ],
    [
      'sessions in which triggers and foreign keys do not fire',
      `alter role app set session_replication_role = 'replica'`,
      /the sessions of app begin with session_replication_role=replica, which switches triggers and foreign keys off/,
      {},
    ],
    [
      'the same for all roles of the database',
      `alter database shop set session_replication_role = 'replica'`,
      /the sessions of app begin with session_replication_role=replica/,
      {},
    ],
    [
      'a path on which the workload finds nothing',
      `alter role app set search_path = 'nowhere'`,
      /by the search_path of its sessions app does not find what the workload names \(of a user\)/,
      {},
    ],
    [
      'a path on which a trigger finds nothing',
      `alter role app set search_path = 'nowhere'`,
      /app may insert on users, but not with the settings .* \(search_path\)/,
      {
        queries: NAMES_NO_TABLE,
        grants: `${GRANTED} grant insert on public.trail to app`,
        before: `create table trail (what text);
          create function note() returns trigger language plpgsql as $$ begin insert into trail values (tg_op); return new; end $$;
          create trigger noted before insert on users for each row execute function note()`,
      },
    ],
    [
      'row security that refuses instead of choosing',
      `create policy everything on users using (true); alter role app set row_security = off`,
      /app may select on users, but not with the settings .* \(row_security\)/,
      { before: 'alter table users enable row level security' },
    ],
    [
      'an owner whose transactions only read',
      'create role app_owner login; alter table users owner to app_owner; alter role app_owner set default_transaction_read_only = on',
      /app_owner may alter users, but not with the settings/,
      { rights: { app: ALL, app_owner: { owner: true } } },
    ],
  ])('fails with %s', async (_, settings, evidence, given) => {
    const finding = await tried(settings, given)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it.each<Fault>([
    [
      'tables that are only found with their schema',
      `alter role app set search_path = ''`,
      /whether app always names the schema of users, orders, which the search_path of its sessions does not find/,
      { queries: NAMES_NO_TABLE },
    ],
    [
      'rows that a policy chooses by a setting of the role',
      `create policy own on users using (name = current_setting('shop.tenant')); alter role app set shop.tenant = 'Anna'`,
      /which rows of users app may select: by row security it sees 1 of 2/,
      { before: 'alter table users enable row level security' },
    ],
    [
      'a value that PostgreSQL does not take here',
      `alter role app set default_tablespace = 'nowhere'`,
      /the sessions of app with default_tablespace, which is set for them \(SQLSTATE 22023\)/,
      {},
    ],
    [
      'a library that a login loads',
      `alter role app set session_preload_libraries = 'auto_explain'`,
      /the sessions of app with session_preload_libraries, which is set for them \(they load libraries\)/,
      {},
    ],
    [
      'another role that a session takes',
      `create role app_group; grant app_group to app; alter role app set role = app_group`,
      /the sessions of app with role, which is set for them \(they become another role\)/,
      {},
    ],
  ])('is unverified with %s', async (_, settings, evidence, given) => {
    const finding = await tried(settings, given)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('unverified')
  })

  it.each<readonly [string, string, Partial<Case>]>([
    ['a role that only reads', 'alter role app set default_transaction_read_only = on', { rights: READS }],
    [
      'a path that finds the tables',
      `alter role app set search_path = 'nowhere', 'public'; alter role app set work_mem = '8MB'`,
      {},
    ],
    [
      'what the role itself takes back of the database',
      'alter database shop set default_transaction_read_only = on; alter role app set default_transaction_read_only = off',
      {},
    ],
    [
      'what logs, and how long something may take',
      `alter role app set log_statement = 'all'; alter role app set statement_timeout = 1;
       alter role app set default_transaction_isolation = 'serializable'`,
      {},
    ],
    [
      'what another role has, who cannot log in',
      'create role app_group; alter role app_group set default_transaction_read_only = on; grant app_group to app',
      {},
    ],
  ])('holds with %s', async (_, settings, given) => {
    const grants =
      given.rights === READS ? 'create role app login; grant select on users, orders to app' : GRANTED
    const finding = await tried(settings, { grants, ...given })
    expect(finding.evidence).toMatch(/^Tried as/)
    expect(finding.status).toBe('pass')
  })

  it('shows no value: applications keep secrets in settings', async () => {
    const settings = `alter role app set app.secret = 'hunter2'; alter role app set default_transaction_read_only = on`
    const { evidence, status } = await tried(settings.replace('app.secret', 'shop.secret'))
    expect(evidence).toContain('shop.secret')
    expect(evidence).not.toContain('hunter2')
    expect(status).toBe('fail')
  })
})

const READS = { select: '*' }
