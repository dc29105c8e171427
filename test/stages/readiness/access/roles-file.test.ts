import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readdress } from '../../../../src/stages/readiness/security/access/database-names.ts'
import { accessOf, alter, checklistRole, findingOf } from '../../../support/checklist.ts'
import { testServer, withTestConnection } from '../../../support/postgres.ts'
import { temporaryDirectory } from '../../../support/sqlite.ts'

const ONE =
  'create table invoices (id integer primary key, total integer); insert into invoices values (1, 5)'
const GRANTED = 'create role app login; grant select on invoices to app;'

async function tried(grants: string) {
  const { app, written } = await accessOf(`${GRANTED}\n${grants}`, { select: 'invoices' })
  const finding = await findingOf('access-controls', ONE, written)
  const left = await withTestConnection((connection) =>
    connection.query('select rolname from pg_roles where rolname like $1', [`${app}%`]),
  )
  return { ...finding, left: left.rows.map(({ rolname }) => rolname) }
}

describe('a file of roles', () => {
  it.each([
    [
      'the database by its name',
      'grant connect on database league to app; alter role app in database "league" set work_mem to 1024;',
    ],
    [
      'the database of psql',
      `grant connect on database :"DBNAME" to app; alter database :DBNAME set work_mem to 1024; comment on database :"DBNAME" is :'DBNAME';`,
    ],
    [
      'the database in a block',
      `do $$ begin execute format('grant connect on database %I to app', current_database()); end $$;`,
    ],
    ['databases of every server', 'revoke connect on database postgres, league from app;'],
    [
      'a transaction',
      'commit; begin; /* so /* */ */ commit work; start transaction; savepoint a; release a; -- end\nend;',
    ],
    ['settings of its session', 'set role app; set search_path to nowhere; set session authorization app;'],
    ['commands of psql that change nothing', '\\set ON_ERROR_STOP on\n\\timing\n'],
  ])('may have %s', async (_, grants) => {
    const { left, ...finding } = await tried(grants)
    expect(finding.status, finding.evidence).toBe('pass')
    expect(left).toEqual([])
  })

  it.each([
    [
      'two databases',
      'grant connect on database league, reports to app;',
      /of league, reports only one can be the database/,
    ],
    ['a value in a message', `do $$ begin raise 'secret'; end $$;`, /roles.sql:2: SQLSTATE P0001\./],
    ['a rollback', 'rollback;', /roles.sql:2: it takes back what came before it/],
    ['a prepared transaction', `prepare transaction 'x';`, /roles.sql:2: EXECUTE of transaction commands/],
    [
      'a transaction in a block',
      'do $$ begin commit; end $$;',
      /roles.sql:2: invalid transaction termination/,
    ],
    ['a file of its own', '\\i more.sql\n', /psql's \\i is not carried out here/],
    ['the same role twice', 'create role app login;', /roles.sql:2: role "app_\w+" already exists/],
  ])('may not have %s', async (_, grants, evidence) => {
    const { left, ...finding } = await tried(grants)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
    expect(left).toEqual([])
  })
})

/** Settings for a file that creates a role of this name. */
async function creating(role: string) {
  const path = join(await temporaryDirectory(), 'roles.sql')
  await writeFile(path, `create role ${role} login; grant select on invoices to ${role}`)
  return { sql: path, 'application-role': role, rights: { [role]: { select: 'invoices' } } }
}

describe('a role that is on the server already', () => {
  it('is made as the file has it, and is the old one again afterwards', async () => {
    await checklistRole('nologin superuser', async (role) => {
      const finding = await findingOf('access-controls', ONE, await creating(role))
      expect(finding.status, finding.evidence).toBe('pass')
      const { rows } = await withTestConnection((connection) =>
        connection.query('select rolsuper, rolcanlogin from pg_roles where rolname = $1', [role]),
      )
      expect(rows).toEqual([{ rolsuper: 't', rolcanlogin: 'f' }])
    })
  })

  it('is unverified where the schema has granted it something', async () => {
    await checklistRole('login', async (role) => {
      const finding = await findingOf('access-controls', ONE, await creating(role), (migrated) =>
        alter(migrated, `grant select on invoices to ${role}`),
      )
      expect(finding).toEqual({
        status: 'unverified',
        evidence: expect.stringContaining(`what the file says of ${role}, which was there before`),
      })
    })
  })
})

it('is carried out by a user that is no superuser, too', async () => {
  await checklistRole('login createdb createrole', async (user, password) => {
    const server = testServer()
    const humble = { ...server, address: { ...server.address, user, password } }
    const { written } = await accessOf(GRANTED, { select: 'invoices' })
    const finding = await findingOf('access-controls', ONE, written, async () => {}, humble)
    expect(finding.status, finding.evidence).toBe('pass')
  })
})

describe('names of databases', () => {
  it.each([
    ['grant connect on database League to x', 'grant connect on database "now" to x', ['league']],
    ['GRANT ALL ON  DATABASE "A ""b""", c TO x', 'GRANT ALL ON  DATABASE "now", "now" TO x', ['A "b"', 'c']],
    ['alter database template1 set x to 1', 'alter database template1 set x to 1', []],
    [`comment on column t.c is 'on database x'`, `comment on column t.c is 'on database x'`, []],
    ['do $a$ grant connect on database x $a$', 'do $a$ grant connect on database x $a$', []],
    ['-- on database x\nselect 1 /* on database y */', '-- on database x\nselect 1 /* on database y */', []],
    ['grant x on "on database y" to z', 'grant x on "on database y" to z', []],
    [`select ':DBNAME', :'DBNAME', a::DBNAME`, `select ':DBNAME', 'now', a::DBNAME`, []],
  ])('in %s', (sql, written, names) => {
    expect(readdress(sql, 'now')).toEqual({ sql: written, names })
  })
})
