import { describe, expect, it } from 'vitest'
import { accessOf, alter, findingOf } from '../../../support/checklist.ts'

const SHOP = `
  create table users (id integer primary key, name text not null);
  create table invoices (id integer primary key, total integer);
  insert into users values (1, 'Anna');
  insert into invoices values (1, 5)`
const OBJECTS = `
  create schema side;
  create view totals as select total from invoices;
  create function wipe() returns void language sql security definer as 'delete from public.users'`
const READS = { select: '*' }
const ALL_OWNED = `
  alter table users owner to app_m; alter table invoices owner to app_m;
  alter view totals owner to app_m; alter function wipe() owner to app_m; alter schema side owner to app_m;
  revoke execute on function wipe() from public;
  grant usage, create on schema public to app_m;`
const APP = 'create role app login; grant select on users, invoices to app;'
const MIGRATOR = `${APP} create role app_m login; ${ALL_OWNED}`

const WHAT = '2 tables, 2 sequences, the view totals, the function wipe\\(\\) and the schema side'
const MAY_OWN = 'if it is the role that makes the schema, give it owner: true in rights'

async function tried(sql: string, rights: Readonly<Record<string, unknown>>) {
  const { written } = await accessOf(sql, rights)
  const finding = await findingOf('access-controls', SHOP, written, (migrated) => alter(migrated, OBJECTS))
  return { status: finding.status, evidence: finding.evidence.replaceAll(/app_[0-9a-f]{12}/g, 'app') }
}

describe('a role that rights calls an owner', () => {
  it.each([
    ['logs in', MIGRATOR],
    [
      'can become the owner',
      `${APP} create role app_m; ${ALL_OWNED} create role app_d login noinherit in role app_m;`,
    ],
  ])('passes when it owns the schema and %s', async (_, sql) => {
    const name = sql.includes('app_d') ? 'app_d' : 'app_m'
    const { status, evidence } = await tried(sql, { app: READS, [name]: { owner: true } })
    expect(evidence).toMatch(
      new RegExp(
        `^Tried as 2 roles: 4 rights that must be there are, .* As rights says, ${name} owns ${WHAT}\\.$`,
      ),
    )
    expect(status).toBe('pass')
  })

  it('passes when it owns the database, and makes schemas', async () => {
    const sql = `${APP} create role app_m login; ${ALL_OWNED} alter database league owner to app_m;`
    const { status, evidence } = await tried(sql, { app: READS, app_m: { owner: true, select: 'users' } })
    expect(evidence).toMatch(/, 2 schemas and the database\.$/)
    expect(status).toBe('pass')
  })

  it.each([
    ['owns nothing', `${APP} create role app_m login;`, /app_m owns nothing, and rights has owner: true/],
    [
      'is a superuser',
      `${MIGRATOR} alter role app_m superuser;`,
      /^Tried as each role: app_m is a superuser\.$/,
    ],
    [
      'is free of row security',
      `${MIGRATOR} alter role app_m bypassrls;`,
      /: app_m is free of row security\.$/,
    ],
    ['creates roles', `${MIGRATOR} alter role app_m createrole;`, /app_m is a creator of roles/],
    [
      'reads what it does not own',
      `${MIGRATOR} alter table users owner to session_user; grant select on users to app_m;`,
      /^Tried as each role: app_m may select on users\.$/,
    ],
    [
      'cannot come to its tables',
      `${MIGRATOR} revoke all on schema public from public, app_m; grant usage on schema public to app;`,
      /app_m may not alter users, which it owns, app_m may not alter invoices, which it owns\.$/,
    ],
  ])('fails when it %s', async (_, sql, fault) => {
    const { status, evidence } = await tried(sql, { app: READS, app_m: { owner: true } })
    expect(evidence).toMatch(fault)
    expect(status).toBe('fail')
  })
})

describe('owning what rights lets nobody own', () => {
  it.each([
    [
      'of the application',
      MIGRATOR.replace(APP, 'create role app login;')
        .replaceAll('app_m', 'app')
        .replace('create role app login;', ''),
      {},
      `app owns ${WHAT} \\(let another role own that, and give it owner: true in rights\\)`,
    ],
    ['of another role', MIGRATOR, { app_m: {} }, `app_m owns ${WHAT} \\(${MAY_OWN}\\)`],
    ['of a role that is not named', MIGRATOR, {}, `app_m owns ${WHAT} \\(${MAY_OWN}\\)`],
    [
      'through a group',
      `${APP} create role app_m; ${ALL_OWNED} create role app_d login in role app_m;`,
      {},
      `app_d owns ${WHAT} through app_m \\(${MAY_OWN}\\)`,
    ],
  ])('is said once %s, without what follows from it', async (_, sql, others, fault) => {
    const { status, evidence } = await tried(sql.replace('grant usage, create', 'grant usage'), {
      app: READS,
      ...others,
    })
    expect(evidence).toMatch(
      new RegExp(`^Tried as each role: ${fault}\\.( Not named in rights: app_\\w\\.)?$`),
    )
    expect(status).toBe('fail')
  })

  it('leaves what the role may do besides', async () => {
    const { evidence } = await tried(
      MIGRATOR.replace('alter table users owner to app_m;', 'grant delete on users to app_m;'),
      { app: READS },
    )
    expect(evidence).toMatch(/app_m owns 1 table|app_m owns the table invoices/)
    expect(evidence).toContain('app_m may delete on users')
    expect(evidence).toContain('app_m may create objects in the schema public')
  })
})

describe('GRANT ALL', () => {
  it.each([
    [
      'tables and views',
      'grant all on all tables in schema public to app;',
      /^Tried as each role: app may [^,]*make references and create triggers[^,]* on 2 tables \(from GRANT ALL: write the rights that it needs instead, such as GRANT SELECT, INSERT, UPDATE, DELETE\), app may [^,]*create triggers[^,]* on totals \(from/,
    ],
    [
      'one table',
      'grant select on users to app; grant all on invoices to app;',
      /^Tried as each role: app may [^,]*make references and create triggers[^,]* on invoices \(from GRANT ALL/,
    ],
    [
      'a group that is taken first',
      'grant select on users, invoices to app; create role app_g; grant all on users, invoices to app_g; alter role app noinherit; grant app_g to app;',
      /^Tried as each role: app may [^,]*make references and create triggers[^,]* on 2 tables as app_g \(from GRANT ALL/,
    ],
    [
      'what is created',
      'grant select on users, invoices to app; alter default privileges grant all on tables to app;',
      /: app may [^,]*create triggers[^,]* on whatever is created \(from GRANT ALL/,
    ],
    [
      'what is created, by a right each',
      'revoke execute on function wipe() from public; grant select on users, invoices to app; alter default privileges grant select, insert, delete on tables to app;',
      /^Tried as each role: app may insert and delete on whatever is created\.$/,
    ],
    [
      'no single right',
      'revoke execute on function wipe() from public; grant select, references on users, invoices to app;',
      /^Tried as each role: app may make references on 2 tables\.$/,
    ],
  ])('on %s says once for a kind of object what rights cannot name', async (_, sql, faults) => {
    const all = { select: '*', insert: '*', update: '*', delete: '*', truncate: '*' }
    const rights = sql.includes('all tables') ? all : READS
    const { status, evidence } = await tried(`create role app login; ${sql}`, rights)
    expect(evidence).toMatch(faults)
    expect(status).toBe('fail')
  })
})
