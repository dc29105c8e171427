import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { accessOf, alter, findingOf, uniqueRole } from '../../../support/checklist.ts'
import { withTestConnection } from '../../../support/postgres.ts'

const CLEAN = readFileSync(new URL('../../../../fixtures/clean.sql', import.meta.url), 'utf8')
const ONE = 'create table t (id integer primary key)'
const READS = { select: '*', insert: ['games', 'box_scores'] }

const GRANTS = `
  begin;
  create role app login;
  grant select on all tables in schema public to app;
  grant insert on games, box_scores to app;
  commit;`

describe('access controls', () => {
  it('pass when each role may what it must and nothing else, and nothing of it stays', async () => {
    const { app, written } = await accessOf(GRANTS, READS)
    const finding = await findingOf('access-controls', CLEAN, written)
    expect(finding.evidence).toBe(
      `Tried as 1 role: 7 rights that must be there are, and 20 that must not be were refused with 42501. PUBLIC has nothing beyond its default, and ${app} is neither superuser nor owner.`,
    )
    expect(finding.status).toBe('pass')
    const left = await withTestConnection((connection) =>
      connection.query('select 1 from pg_roles where rolname = $1', [app]),
    )
    expect(left.rowCount).toBe(0)
  })

  it.each([
    ['a grant is missing', GRANTS.replace('games, box_scores', 'games'), /may not insert on box_scores/],
    ['there is a grant too many', `${GRANTS} grant delete on owners to app;`, /\w+ may delete on owners/],
    [
      'a single column may be updated',
      `${GRANTS} grant update (email) on owners to app;`,
      /may update on owners/,
    ],
    ['it may truncate', `${GRANTS} grant truncate on players to app;`, /may truncate on players/],
    ['everybody may read', `${GRANTS} grant select on owners to public;`, /PUBLIC may select on owners/],
    [
      'everybody may read a column',
      `${GRANTS} grant select (email) on owners to public;`,
      /PUBLIC may select on owners.email/,
    ],
    [
      'everybody may create',
      `${GRANTS} grant create on schema public to public;`,
      /PUBLIC may create on the schema public/,
    ],
    [
      'everybody gets what is created',
      `${GRANTS} alter default privileges grant select on tables to public;`,
      /PUBLIC may select on whatever is created/,
    ],
    ['it is a superuser', `${GRANTS} alter role app superuser;`, /is a superuser/],
    [
      'it owns a table',
      `${GRANTS} alter table owners owner to app;`,
      /owns the table owners and the sequence owners_id_seq \(let another role own that/,
    ],
    ['it creates roles', `${GRANTS} alter role app createrole;`, /is a creator of roles/],
    ['it may not log in', `${GRANTS} alter role app nologin;`, /may not log in/],
    ['the role is not created', 'select 1', /the role \w+ is not there/],
    [
      'a statement is refused',
      `${GRANTS}\ngrant select on nothing to app;`,
      /PostgreSQL refused: .*roles.sql:\d+: relation "nothing" does not exist/,
    ],
  ])('fail when %s', async (_, sql, evidence) => {
    const { written } = await accessOf(sql, READS)
    const finding = await findingOf('access-controls', CLEAN, written)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it('are unverified when PostgreSQL does not understand how a right is tried', async () => {
    const { written } = await accessOf(
      'create role app login; grant select, update on all tables in schema public to app;',
      {
        select: '*',
        update: '*',
      },
    )
    // no column is left that anybody could write
    const change =
      'alter table t drop column id; alter table t add column c integer generated always as (1) stored'
    const finding = await findingOf('access-controls', ONE, written, (migrated) => alter(migrated, change))
    expect(finding).toEqual({
      status: 'unverified',
      evidence: expect.stringMatching(/could not be told by trying: update on t as \w+ \(SQLSTATE 42601\)/),
    })
  })

  it('fail when the file cannot be read, and are unverified without one', async () => {
    const { written } = await accessOf(GRANTS, READS)
    const gone = await findingOf('access-controls', CLEAN, { ...written, sql: 'gone.sql' })
    expect(gone).toEqual({ status: 'fail', evidence: expect.stringContaining('gone.sql') })
    expect((await findingOf('access-controls', CLEAN)).status).toBe('unverified')
  })
})

it('are judged without the roles that somebody else creates on the same server meanwhile', async () => {
  const other = uniqueRole()
  const { written } = await accessOf(`${GRANTS} select pg_advisory_xact_lock(1);`, READS)
  const isWaiting = `select 1 from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and locktype = 'advisory' and not granted`
  let created: Promise<void> | null = null
  try {
    const finding = await findingOf('access-controls', CLEAN, written, async ({ database }) => {
      const connection = await database.connect()
      await connection.query('select pg_advisory_lock(1)')
      const create = async () => {
        while ((await connection.query(isWaiting)).rowCount === 0) await setTimeout(20)
        await connection.query(`create role ${other} login superuser`)
        await connection.query('select pg_advisory_unlock(1)')
      }
      created = create().finally(connection.close)
    })
    await created
    expect(finding.evidence).not.toContain(other)
    expect(finding.status).toBe('pass')
  } finally {
    await withTestConnection((connection) => connection.query(`drop role ${other}`))
  }
})
