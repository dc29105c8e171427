import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingOf } from '../support/checklist.ts'
import { withPgbouncer } from '../support/pgbouncer.ts'

const CLEAN = readFileSync(new URL('../../fixtures/clean.sql', import.meta.url), 'utf8')

describe('connection pooling through PgBouncer in transaction mode', () => {
  it('passes when twenty clients share five sessions of the server', async () => {
    await withPgbouncer({ default_pool_size: '5' }, async (url) => {
      const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url, connections: 20 })
      expect(finding.evidence).toMatch(
        /^20 clients at once over a pool of 20: [\d,]+ transactions, p95 [\d.]+ ms; over the pooler of 20: [\d,]+ transactions, p95 [\d.]+ ms\. They run \d+ queries of the workload.* No error/,
      )
      expect(finding.status).toBe('pass')
    })
  })

  it('fails when it lets fewer clients in than there are', async () => {
    await withPgbouncer({ max_client_conn: '5' }, async (url) => {
      const finding = await findingOf('connection-pooling', CLEAN, { 'pooler-url': url, connections: 20 })
      expect(finding.evidence).toMatch(/^20 clients at once: \d+ errors \S+ over the pooler/)
      expect(finding.status).toBe('fail')
    })
  })
})
