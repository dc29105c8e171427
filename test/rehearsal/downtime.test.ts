import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const ROWS = `
  create table t (id integer primary key, v text);
  insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)
         select i, 'value ' || i from n`

const windowLine = ({ readiness }: Awaited<ReturnType<typeof rehearseFile>>) =>
  readiness.items.find(({ id }) => id === 'time-window')

test('a server with the settings of production proves the time window', { timeout: 120_000 }, async () => {
  const path = await sqliteFromSql(ROWS)
  const record = await rehearseFile(path, { postgres: { url: null, version: null, durable: true } })
  expect(record.projection).toMatchObject({ durable: true, windowSeconds: 3600, rehearsedBytes: 20_480 })
  expect(windowLine(record)).toMatchObject({ status: 'pass' })
})

test('a throw-away server proves only that a window is too short', async () => {
  const path = await sqliteFromSql(ROWS)
  const open = await rehearseFile(path)
  expect(open.projection).toMatchObject({ durable: false, productionBytes: 20_480 })
  expect(windowLine(open)).toMatchObject({
    status: 'unverified',
    evidence: expect.stringContaining('durable'),
  })
  const short = await rehearseFile(path, { downtime: { windowSeconds: 1, productionBytes: 1e12 } })
  expect(short.projection).toMatchObject({ productionBytes: 1e12, windowSeconds: 1 })
  expect(windowLine(short)).toMatchObject({ status: 'fail' })
})
