import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { alter, checklistRole, findingOf } from '../../support/checklist.ts'
import { testServer, withTestConnection } from '../../support/postgres.ts'
import { serverUrl } from '../../support/rehearse.ts'

const CLEAN = readFileSync(new URL('../../../fixtures/clean.sql', import.meta.url), 'utf8')

describe('connection pooling', () => {
  it('passes when twenty clients share ten sessions and get what a session alone gets', async () => {
    const finding = await findingOf('connection-pooling', CLEAN)
    expect(finding.evidence).toMatch(
      /^20 clients at once over a pool of 10: [\d,]+ transactions, p95 [\d.]+ ms\. They run \d+ queries of the workload.* No error/,
    )
    expect(finding.status).toBe('pass')
  })

  it('runs the queries of the settings, and names the slow ones that it leaves out', async () => {
    const queries = [
      { name: 'one', sql: 'select count(*) from t' },
      { name: 'by key', sql: 'select a from t where id = ?', parameters: [2] },
      { name: 'slow', sql: 'select 1', postgres: 'select 1 from pg_sleep(0.2)' },
      { name: 'refused', sql: 'select typeof(a) from t' },
      { name: 'now', sql: 'select current_timestamp', postgres: `select date_trunc('minute', now())` },
    ]
    const sql = `create table t (id integer primary key, a text); insert into t values (1, 'x'), (2, 'y')`
    const written = { clients: 4, connections: 2 }
    const finding = await findingOf('connection-pooling', sql, written, undefined, testServer(), queries)
    expect(finding.evidence).toMatch(/^4 clients at once over a pool of 2: 80 transactions, p95 /)
    expect(finding.evidence).toContain(
      'They run 2 queries of the workload; left out, slow, not measured or not compared: slow, refused, now.',
    )
    expect(finding.status).toBe('pass')
  })

  it('looks keys up where no query was measured', async () => {
    const sql = `create table t (name text, n integer, primary key (name, n)) without rowid;
      insert into t values ('it''s', 1), ('é', 2);
      create table loose (a); insert into loose values (1), (1)`
    const queries = [{ name: 'gone', sql: 'select * from nowhere' }]
    const written = { clients: 4, connections: 2 }
    const finding = await findingOf('connection-pooling', sql, written, undefined, testServer(), queries)
    expect(finding.evidence).toMatch(/^4 clients at once over a pool of 2: 12 transactions.* lookups by key/)
    expect(finding.status).toBe('pass')
  })

  it('fails when the server lets fewer sessions in than the pool opens', async () => {
    await checklistRole('login connection limit 2', async (role, password) => {
      const url = serverUrl(testServer()).replace(/^postgres:\/\/[^@]*@/, `postgres://${role}:${password}@`)
      const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url }, (migrated) =>
        alter(migrated, `grant select on all tables in schema public to ${role}`),
      )
      expect(finding.evidence).toMatch(/^20 clients at once: [\d,]+ errors 53300 over the pooler/)
      expect(finding.status).toBe('fail')
    })
  })

  it('fails when a statement is refused to the application', async () => {
    await checklistRole('login', async (role, password) => {
      const url = serverUrl(testServer()).replace(/^postgres:\/\/[^@]*@/, `postgres://${role}:${password}@`)
      const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url })
      expect(finding.evidence).toMatch(/errors 42501 over the pooler/)
      expect(finding.status).toBe('fail')
    })
  })

  it('finds the tables where the load has put them, whatever the role sets for its sessions', async () => {
    await checklistRole('login superuser', async (user, password) => {
      await withTestConnection((connection) =>
        connection.query(`alter role ${user} set search_path = nowhere`),
      )
      const server = { ...testServer(), address: { ...testServer().address, user, password } }
      const sql = `create table t (id integer primary key, a text); insert into t values (1, 'x'), (2, 'y')`
      const queries = [{ name: 'all', sql: 'select id, a from t order by id' }]
      const finding = await findingOf(
        'connection-pooling',
        sql,
        { clients: 4, connections: 2 },
        undefined,
        server,
        queries,
      )
      expect(finding.evidence).toMatch(/They run 1 query of the workload\. No error/)
      expect(finding.status).toBe('pass')
    })
  })

  it('is unverified where the pooler is the server itself', async () => {
    const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': serverUrl(testServer()) })
    expect(finding.evidence).toMatch(/^At pooler-url is no pooler: it is the server itself\..* No error/)
    expect(finding.status).toBe('unverified')
  })

  it('fails when a transaction is left open', async () => {
    let stuck: PostgresConnection | null = null
    const finding = await findingOf('connection-pooling', CLEAN, { clients: 2 }, async ({ database }) => {
      stuck = await database.connect()
      await stuck.query('begin')
    })
    expect(finding.evidence).toMatch(/1 transaction left open over a pool/)
    expect(finding.status).toBe('fail')
  })

  it.each([
    [{ clients: 1, connections: 1 }, /^One client waits for nobody, so nothing was shared: /],
    [{ clients: 2, connections: 2 }, /^No client waits for a session, so nothing was shared: .* No error/],
  ])('is unverified where no client shares a session with another: %o', async (written, evidence) => {
    const finding = await findingOf('connection-pooling', CLEAN, written)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('unverified')
  })

  it('is unverified without a table', async () => {
    const finding = await findingOf('connection-pooling', 'create view v as select 1')
    expect(finding).toEqual({ status: 'unverified', evidence: expect.stringContaining('no table') })
  })
})
