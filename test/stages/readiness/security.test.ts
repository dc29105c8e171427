import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTlsServer } from '../../../src/engines/postgres/provision/tls-server.ts'
import type { ServerAddress } from '../../../src/engines/postgres/server-address.ts'
import { alter, findingOf } from '../../support/checklist.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

const signal = new AbortController().signal

const ONE = 'create table t (id integer primary key)'

describe('connection security', () => {
  it('is rehearsed on a server of our own with a throw-away authority', async () => {
    const finding = await findingOf('connection-security', ONE, { rehearse: true, plaintext: 'refused' })
    expect(finding.evidence).toMatch(
      /pg_stat_ssl shows TLSv1\.[23] with \S+; the certificate and its host name were verified, and refused by a client of another authority and by one that looked for another host; a session without TLS was refused\.$/,
    )
    expect(finding.status).toBe('pass')
  })

  it.each([
    ['verify-full', 'with', 'pass', /certificate and its host name were verified, and refused/],
    ['verify-ca', 'with', 'fail', /The host name is not compared with the certificate/],
    ['require', 'with', 'fail', /The host name is not compared with the certificate/],
    ['require', 'without', 'fail', /The certificate is not verified/],
    ['disable', 'without', 'fail', /asks for no TLS/],
  ])('looks at the server of a URL with sslmode=%s %s an authority', async (mode, root, status, evidence) => {
    await withTlsServer(null, signal, async (address) => {
      const finding = await findingOf('connection-security', ONE, {
        url: await urlOf(address, mode, root === 'with'),
        plaintext: 'refused',
      })
      expect(finding.evidence).toMatch(evidence)
      expect(finding.status).toBe(status)
    })
  })

  it('fails when a session without TLS is let in', async () => {
    const lax = 'host all all 127.0.0.1/32 scram-sha-256\nlocal all all scram-sha-256\n'
    await withTlsServer(
      null,
      signal,
      async (address) => {
        const url = await urlOf(address, 'verify-full')
        const finding = await findingOf('connection-security', ONE, { url, plaintext: 'refused' })
        expect(finding).toEqual({
          status: 'fail',
          evidence: expect.stringContaining('without TLS was let in'),
        })
        const allowed = await findingOf('connection-security', ONE, { url })
        expect(allowed).toEqual({
          status: 'pass',
          evidence: expect.stringContaining('which the settings allow'),
        })
      },
      lax,
    )
  })

  it('is unverified when a session without TLS ends for another reason than the want of it', async () => {
    const trusting = 'hostssl all all 127.0.0.1/32 trust\nhostnossl all all 127.0.0.1/32 scram-sha-256\n'
    await withTlsServer(
      null,
      signal,
      async (address) => {
        const url = await urlOf({ ...address, password: 'wrong' }, 'verify-full')
        const finding = await findingOf('connection-security', ONE, { url, plaintext: 'refused' })
        expect(finding).toEqual({
          status: 'unverified',
          evidence: expect.stringMatching(/refuses a session without TLS could not be told: .*password/),
        })
      },
      `${trusting}local all all scram-sha-256\n`,
    )
  })

  it('fails when the server refuses TLS', async () => {
    const never = 'hostnossl all all 127.0.0.1/32 scram-sha-256\nlocal all all scram-sha-256\n'
    await withTlsServer(
      null,
      signal,
      async (address) => {
        const url = await urlOf(address, 'verify-full')
        const finding = await findingOf('connection-security', ONE, { url })
        expect(finding).toEqual({ status: 'fail', evidence: expect.stringContaining('No session with TLS') })
      },
      never,
    )
  })

  it('is unverified on a server without TLS', async () => {
    expect(await findingOf('connection-security', ONE)).toMatchObject({ status: 'unverified' })
  })
})

async function urlOf(
  { host, port, password, tls }: ServerAddress,
  sslmode: string,
  withRoot = true,
): Promise<string> {
  const authority = join(await temporaryDirectory(), 'ca.pem')
  await writeFile(authority, typeof tls === 'boolean' ? '' : String(tls.ca))
  const root = withRoot ? `&sslrootcert=${encodeURIComponent(authority)}` : ''
  return `postgres://postgres:${password}@${host}:${port}/postgres?sslmode=${sslmode}${root}`
}

const AUDITED = `
  create table accounts (id integer primary key, balance integer);
  create table audit_log (id integer primary key, at timestamp not null, account integer, what text);
  create trigger accounts_audit after update on accounts begin
    insert into audit_log (at, account, what) values (current_timestamp, new.id, 'changed');
  end;
  insert into accounts values (1, 10), (2, 20);
  update accounts set balance = balance + 1`
const TRIGGER = `
  create function note() returns trigger language plpgsql as $$ begin insert into audit_log (at, account, what) values (now(), new.id, 'changed'); return new; end $$;
  create trigger accounts_audit after update on accounts for each row execute function note();`

describe('the audit trail', () => {
  it('passes when rows, cells, order and triggers are in the target', async () => {
    const finding = await findingOf('audit-trail', AUDITED, { tables: 'audit_*' }, (migrated) =>
      alter(migrated, TRIGGER),
    )
    expect(finding.evidence).toBe(
      'audit_log: 2 rows, every cell compared, in the order in which they were written; 1 trigger in the target, 1 of which was fired as the user of the run (access-controls names no application-role) and seen to write or to refuse: accounts_audit on 4 rows, one of them new.',
    )
    expect(finding.status).toBe('pass')
  })

  it('speaks of one row as of one', async () => {
    const one = AUDITED.replace('(1, 10), (2, 20)', '(1, 10)')
    const finding = await findingOf('audit-trail', one, { tables: 'audit_*' }, (migrated) =>
      alter(migrated, TRIGGER),
    )
    expect(finding.evidence).toContain('audit_log: 1 row, every cell compared')
  })

  it.each([
    ['its trigger is not in the target', AUDITED, '', /the trigger accounts_audit is not in the target/],
    [
      'its trigger is disabled',
      AUDITED,
      `${TRIGGER} alter table accounts disable trigger accounts_audit`,
      /the trigger accounts_audit is disabled/,
    ],
    [
      'nothing tells the order of its rows',
      `create table audit_log (what text); insert into audit_log values ('b'), ('a')`,
      '',
      /no column of audit_log tells the order/,
    ],
    [
      'a row was rejected',
      `create table audit_log (id integer primary key, what text not null); insert into audit_log values (1, 'a'), (2, 'b' || char(0))`,
      '',
      /1 row of audit_log is lost/,
    ],
    [
      'the order is lost after the load',
      AUDITED,
      `${TRIGGER} alter table audit_log drop constraint audit_log_pkey; update audit_log set id = 1`,
      /id of audit_log no longer tells its order/,
    ],
    ['there is no such table', ONE, '', /No table of the source is called audit_\*/],
  ])('fails when %s', async (_, sql, change, evidence) => {
    const finding = await findingOf('audit-trail', sql, { tables: ['audit_*'] }, (migrated) =>
      alter(migrated, change),
    )
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it('is unverified when a statement of the probe fails, and says with what', async () => {
    const change = `${TRIGGER} alter table audit_log drop constraint audit_log_pkey; alter table audit_log alter id drop identity; alter table audit_log alter id type point using point(id, 0)`
    const finding = await findingOf('audit-trail', AUDITED, { tables: 'audit_log' }, (migrated) =>
      alter(migrated, change),
    )
    expect(finding).toEqual({
      status: 'unverified',
      evidence: expect.stringMatching(
        /^It could not be tried: SQLSTATE 42883, could not identify an equality operator for type point\.$/,
      ),
    })
  })

  it('is unverified when nobody says which tables it is', async () => {
    expect(await findingOf('audit-trail', ONE)).toMatchObject({ status: 'unverified' })
  })
})
