import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingOf } from '../support/checklist.ts'
import { withPgbouncer } from '../support/pgbouncer.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const CLEAN = readFileSync(new URL('../../fixtures/clean.sql', import.meta.url), 'utf8')

describe('connection pooling through PgBouncer in transaction mode', () => {
  it('passes when thirty clients share five sessions of the server', async () => {
    await withPgbouncer({ default_pool_size: '5' }, async (url) => {
      const finding = await findingOf('connection-pooling', CLEAN, {
        'pooler-url': url,
        clients: 30,
        connections: 20,
      })
      expect(finding.evidence).toMatch(
        /^30 clients at once over a pool of 20: [\d,]+ transactions, p95 [\d.]+ ms; over the pooler of 20: [\d,]+ transactions, p95 [\d.]+ ms\. They run \d+ queries of the workload.* No error/,
      )
      expect(finding.status).toBe('pass')
    })
  })

  it('fails when it lets fewer clients in than there are', async () => {
    await withPgbouncer({ max_client_conn: '5' }, async (url) => {
      const finding = await findingOf('connection-pooling', CLEAN, {
        'pooler-url': url,
        clients: 30,
        connections: 20,
      })
      expect(finding.evidence).toMatch(/^30 clients at once: \d+ errors \S+ over the pooler/)
      expect(finding.status).toBe('fail')
    })
  })
})

describe('connection pooling through PgBouncer in statement mode', () => {
  it('fails, because it ends every transaction', async () => {
    await withPgbouncer({ pool_mode: 'statement' }, async (url) => {
      const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url })
      expect(finding.evidence).toMatch(/^20 clients at once: \d+ errors 08P01 over the pooler/)
      expect(finding.status).toBe('fail')
    })
  })
})

describe('a rehearsal through PgBouncer', () => {
  const rehearse = async (url: string, command: string) =>
    await runCli([command, await sqliteFromSql(CLEAN), '--postgres-url', url], {
      cwd: await temporaryDirectory(),
    })

  it.each(['rehearse', 'validate'])('is refused in transaction mode: %s', async (command) => {
    await withPgbouncer({ default_pool_size: '3' }, async (url) => {
      const { exitCode, stderr } = await rehearse(url, command)
      expect(stderr).toMatch(/is a pooler that lends sessions for one transaction at a time/)
      expect(stderr).toMatch(/Name the port of PostgreSQL itself/)
      expect(exitCode).toBe(4)
    })
  })

  it('is like any other where every client has a session of its own', async () => {
    await withPgbouncer({ pool_mode: 'session' }, async (url) => {
      expect(await rehearse(url, 'rehearse')).toMatchObject({ exitCode: 0 })
    })
  })

  it('says which address to take where the pooler passes on no options', async () => {
    await withPgbouncer({ pool_mode: 'session' }, async (url) => {
      const { exitCode, stderr } = await rehearse(url, 'validate')
      expect(stderr).toMatch(/That is a pooler, which passes on no options/)
      expect(exitCode).toBe(4)
    })
  })
})
