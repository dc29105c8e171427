import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/rehearsal/inspect.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { checklistSettings } from '../support/checklist.ts'
import { destroyPage, type Page } from '../support/damaged-page.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const rows = (count: number) =>
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`

async function damagedFrom(sql: string, page: Page): Promise<string> {
  const path = await sqliteFromSql(`pragma page_size = 1024; ${sql}`)
  await destroyPage(path, page)
  return path
}

function statusesOf({ tables }: RunRecord) {
  return Object.fromEntries(tables.map(({ name, status }) => [name, status]))
}

const PERFORMANCE = { enabled: true, queries: [], seed: 1, floorMs: 1, maxSeconds: 60, querySeconds: 10 }

describe('a damaged page costs its table, not the run', () => {
  it.each([
    ['values that are too long', `v varchar(5)`, `'too long ' || i`, 'quality'],
    ['texts for which a cast is proposed', `v integer`, `iif(i % 9 = 0, 'twelve', i)`, 'quality'],
    ['references to rows that are not there', `v integer references t (id)`, `i + 5`, 'integrity'],
  ])('where the rows of %s are to be counted', async (_, declared, value) => {
    const sql = `create table t (id integer primary key, ${declared}); ${rows(5000)} insert into t select i, ${value} from n;
      create table good (id integer primary key, v varchar(3)); insert into good values (1, 'x'), (2, 'too long')`
    const path = await damagedFrom(sql, { name: 't', kind: 'leaf' })
    const seen = await inspect(await testSettings(path), quietContext())
    expect(seen.issues).toContainEqual(expect.objectContaining({ code: 'source-read-failed', table: 't' }))
    expect(seen.issues).toContainEqual(expect.objectContaining({ code: 'varchar-overflow', table: 'good' }))
    const record = await rehearseFile(path)
    expect(record.run).toMatchObject({ status: 'finished', error: null })
    expect(statusesOf(record)).toEqual({ t: 'failed', good: 'migrated' })
  })

  it('where rows that did not arrive are looked for among the parents', async () => {
    const sql = `create table p (id integer primary key, v text); ${rows(5000)} insert into p select i, 'v' || i from n;
      create table c (id integer primary key, p integer references p (id)); ${rows(50)} insert into c select i, i * 100 from n`
    const record = await rehearseFile(await damagedFrom(sql, { name: 'p', kind: 'leaf' }))
    expect(record.run).toMatchObject({ status: 'finished', error: null })
    expect(statusesOf(record)).toEqual({ p: 'failed', c: 'migrated' })
    expect(record.issues).toContainEqual(
      expect.objectContaining({ code: 'foreign-key-orphans', table: 'c', rows: 50 }),
    )
  })

  it('where queries are derived over an index', async () => {
    const sql = `create table t (id integer primary key, at timestamp); create index by_at on t (at);
      ${rows(2000)} insert into t select i, '2024-01-01 00:00:' || printf('%02d', i % 60) from n;
      create table good (id integer primary key, v text); ${rows(50)} insert into good select i, 'v' || i from n`
    const path = await damagedFrom(sql, { name: 'by_at', kind: 'leaf' })
    const record = await rehearseFile(path, { performance: PERFORMANCE })
    expect(record.run).toMatchObject({ status: 'finished', error: null })
    expect(statusesOf(record)).toEqual({ t: 'migrated', good: 'migrated' })
    const derived = new Set(record.performance.queries.map(({ name }) => name.replace(/:.*/, '')))
    expect([...derived]).toEqual(['good'])
  })

  it('where the checklist reads the source once more', async () => {
    // the profile counts no characters of UTF-16
    const sql = `pragma encoding = 'UTF-16le'; create table log (at text primary key, what text); create index by_what on log (what);
      ${rows(3000)} insert into log select '2024-01-01 ' || printf('%05d', i), 'did é' from n;
      create table other (k text primary key, v text, pad blob); create index by_v on other (v, k);
      ${rows(3000)} insert into other select 'k' || i, 'é', zeroblob(200) from n`
    const path = await damagedFrom(sql, { name: 'log', kind: 'leaf' })
    await destroyPage(path, { name: 'by_v', kind: 'leaf' })
    const executed = ['audit-trail', 'character-encoding', 'no-truncation']
    const checklist = checklistSettings({ 'audit-trail': { tables: ['log'] } })
    const record = await rehearseFile(path, { checklist })
    expect(record.run).toMatchObject({ status: 'finished', error: null })
    const lines = record.readiness.items.filter(({ id }) => executed.includes(id))
    expect(lines.map(({ id, status, evidence }) => [id, status, evidence])).toEqual([
      ['no-truncation', 'unverified', expect.stringContaining('SQLite cannot read the source')],
      ['character-encoding', 'unverified', expect.stringContaining('SQLite cannot read the source')],
      ['audit-trail', 'fail', 'Of the audit trail, log is not in the target.'],
    ])
  })
})
