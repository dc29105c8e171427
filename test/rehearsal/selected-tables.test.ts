import { describe, expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { mergeRecords } from '../../src/stages/record/merge-records.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { checklistSettings } from '../support/checklist.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SOURCE = `
  create table teams (id integer primary key, name text);
  create table players (id integer primary key, team_id integer references Teams (id));
  create index players_team on players (team_id);
  create table audit_2025 (id integer primary key);
  create trigger watch after insert on teams begin delete from audit_2025; end;
  insert into teams values (1, 'a');
  insert into players values (1, 1);
  insert into audit_2025 values (1);`

test('excluded tables are skipped with their reason, and count nowhere', async () => {
  const tables = { include: [], exclude: ['AUDIT_*', 'teams'], core: [] }
  const record = await rehearseFile(await sqliteFromSql(SOURCE), { tables })
  expect(record.tables.map(({ name, status, reason }) => [name, status, reason]).toSorted()).toEqual([
    ['audit_2025', 'skipped', 'excluded by AUDIT_*'],
    ['players', 'migrated', null],
    ['teams', 'skipped', 'excluded by teams'],
  ])
  expect(record.summary).toMatchObject({ tablesTotal: 1, tablesMigrated: 1, rowsSource: 1, rowsLoaded: 1 })
})

test('a foreign key to an excluded table is dropped with its reason, and is no issue', async () => {
  const tables = { include: ['players'], exclude: [], core: [] }
  const record = await rehearseFile(await sqliteFromSql(SOURCE), { tables })
  expect(record.objects.find(({ type }) => type === 'foreign-key')).toMatchObject({
    status: 'dropped',
    reason: 'the settings exclude its parent table Teams',
  })
  expect(record.issues).toEqual([])
  expect(record.result).toBe('complete')
})

test('names beyond ASCII that differ in their case are two tables', async () => {
  const sql = `
    create table "Ä" (id integer primary key);
    create table "ä" (id integer primary key);
    create table b (id integer primary key, a integer references "ä" (id));
    insert into "ä" values (1);
    insert into b values (1, 1);`
  const record = await rehearseFile(await sqliteFromSql(sql), {
    tables: { include: [], exclude: ['Ä'], core: [] },
  })
  expect(record.objects.find(({ type }) => type === 'foreign-key')).toMatchObject({ status: 'kept' })
})

test('a selection without a table is a mistake, not a success', async () => {
  const tables = { include: ['zzz*'], exclude: [], core: [] }
  const record = await rehearseFile(await sqliteFromSql(SOURCE), { tables })
  expect(record.result).toBe('error')
  expect(record.run.error).toMatchObject({ code: 'settings-invalid' })
})

const WITH_ORPHANS = `${SOURCE}
  insert into players values (2, 7), (3, null), (4, 8);`

test('rows without a parent in an excluded table are told, and do not decide', async () => {
  const tables = { include: ['players'], exclude: [], core: [] }
  const record = await rehearseFile(await sqliteFromSql(WITH_ORPHANS), { tables })
  expect(record.issues).toMatchObject([
    {
      id: 'integrity/foreign-key-parent-excluded:players.team_id[players_team_id_fkey]',
      priority: 'LOW',
      rows: 2,
      examples: [{ key: { id: 2 } }, { key: { id: 4 } }],
      message: '2 rows without a parent in Teams, which is left out here',
    },
  ])
  expect(record.result).toBe('complete')
})

describe('the shards of one source', () => {
  const shard = async (path: string, include: string) =>
    rehearseFile(path, { tables: { include: [include], exclude: [], core: [] } })

  test('find the orphans that a single run finds', async () => {
    const path = await sqliteFromSql(WITH_ORPHANS)
    const single = await rehearseFile(path)
    const merged = mergeRecords(
      await Promise.all(
        ['players', 'teams', 'audit*'].map(async (name) => ({ name, record: await shard(path, name) })),
      ),
    )
    const orphans = (record: RunRecord) =>
      record.issues
        .filter(({ code }) => code === 'foreign-key-orphans')
        .map(({ id, priority, rows, examples, remedy }) => ({ id, priority, rows, examples, remedy }))
    expect(orphans(single)).toHaveLength(1)
    expect(orphans(merged)).toEqual(orphans(single))
    expect([merged.result, single.result]).toEqual(['failure', 'failure'])
    expect(merged.issues.filter(({ code }) => code === 'foreign-key-parent-excluded')).toEqual([])
  })

  test('leave it at that where none of them has the parents', async () => {
    const path = await sqliteFromSql(WITH_ORPHANS)
    const merged = mergeRecords([
      { name: 'a', record: await shard(path, 'players') },
      { name: 'b', record: await shard(path, 'audit*') },
    ])
    expect(merged.issues.map(({ code }) => code)).toEqual(['foreign-key-parent-excluded'])
    expect(merged.result).toBe('complete')
  })
})

describe('a table that is in no shard', () => {
  const counted = async (...exclude: readonly string[]) => {
    const path = await sqliteFromSql(SOURCE)
    const named = ['players', 'audit*'].map(async (name) => ({
      name,
      record: await rehearseFile(path, { tables: { include: [name], exclude, core: [] } }),
    }))
    const { readiness } = mergeRecords(await Promise.all(named))
    return readiness.items.find(({ id }) => id === 'table-counts')
  }

  test('is forgotten, and then not all tables are counted', async () => {
    expect(await counted()).toMatchObject({
      status: 'unverified',
      evidence: expect.stringMatching(/^No shard has teams\. /),
    })
  })

  test('is not forgotten where somebody has excluded it', async () => {
    expect(await counted('teams')).toMatchObject({ status: 'pass' })
  })
})

describe('one settings file for all shards', () => {
  const TWO = `
    create table p (id integer primary key, name text);
    create table u (id integer primary key, what text);
    insert into p values (1, 'a'), (2, 'b');
    insert into u values (1, 'x'), (2, 'y'), (3, 'z');`
  const QUERIES = [
    { name: 'names', sql: 'select id, name from p order by id' },
    { name: 'words', sql: 'select what from u order by id' },
    { name: 'both', sql: 'select p.name, u.what from p join u on u.id = p.id order by p.id' },
  ]
  const others = ['connection-pooling', 'backup-restore', 'rollback-plan', 'access-controls'] as const
  const skipped = Object.fromEntries(others.map((id) => [id, { 'not-applicable': 'not in this test' }]))

  const shards = async (
    sql: string,
    { queries = QUERIES, audit = 'u' }: { queries?: typeof QUERIES; audit?: string } = {},
  ) => {
    const path = await sqliteFromSql(sql)
    const shard = (include: string) =>
      rehearseFile(path, {
        tables: { include: [include], exclude: [], core: ['p'] },
        performance: toPerformance(queries, undefined),
        checklist: checklistSettings({ ...skipped, 'audit-trail': { tables: audit } }),
      })
    const [p, u] = [await shard('p'), await shard('u')]
    const named = [
      { name: 'p', record: p },
      { name: 'u', record: u },
    ]
    return { p, u, merged: mergeRecords(named) }
  }
  const line = ({ readiness }: RunRecord, id: string) => {
    const { status, evidence } = readiness.items.find((item) => item.id === id) ?? {}
    return { status, evidence }
  }
  const asked = ({ performance }: RunRecord) =>
    performance.queries.map(({ name, results }) => [name, results])
  const aboutQueries = ({ issues }: RunRecord) =>
    issues
      .filter(({ code }) => code.startsWith('query-'))
      .map(({ code, object, priority }) => [code, object, priority])

  test('a query is asked where its tables are, and is there once when the shards are put together', async () => {
    const { p, u, merged } = await shards(TWO)
    expect(asked(p)).toEqual([
      ['names', 'equal'],
      ['words', 'not-compared'],
      ['both', 'not-compared'],
    ])
    expect(p.performance.queries[1]?.reason).toBe('it reads u, which this run leaves out')
    expect(aboutQueries(p)).toEqual([
      ['query-not-compared', 'both', 'LOW'],
      ['query-not-compared', 'words', 'LOW'],
    ])
    expect(line(u, 'query-performance')).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining(
        'Not asked, as this run leaves out tables that they read: names, both.',
      ),
    })
    expect(asked(merged).toSorted()).toEqual([
      ['both', 'not-compared'],
      ['names', 'equal'],
      ['words', 'equal'],
    ])
    expect(aboutQueries(merged)).toEqual([['query-not-compared', 'both', 'LOW']])
    expect(line(merged, 'query-performance').status).toBe('unverified')
  })

  test('queries that the shards have divided are proved by all of them', async () => {
    const { merged } = await shards(TWO, { queries: QUERIES.slice(0, 2) })
    expect(line(merged, 'query-performance').status).toBe('pass')
    expect(merged.performance.status).toBe('measured')
    expect(aboutQueries(merged)).toEqual([])
  })

  test('a shard without a query of its own takes no proof away', async () => {
    const { p, merged } = await shards(TWO, { queries: QUERIES.slice(1, 2) })
    expect(line(p, 'query-performance').status).toBe('unverified')
    expect(line(merged, 'query-performance').status).toBe('pass')
    expect(merged.performance.status).toBe('measured')
  })

  test('a view over a table of another shard is one of its tables; a name of WITH is none', async () => {
    const queries = [
      { name: 'through', sql: 'select what from v order by what' },
      { name: 'with', sql: 'with u as (select id from p) select id from u order by id' },
      {
        name: 'columns',
        sql: 'with recursive u (n) as not materialized (select id from p) select n from u order by n',
      },
    ]
    const { p, merged } = await shards(`${TWO} create view v as select what from u;`, { queries })
    expect(asked(p)).toEqual([
      ['through', 'not-compared'],
      ['with', 'equal'],
      ['columns', 'equal'],
    ])
    // a derived schema has no views: the shard with the table says so, and is believed
    expect(aboutQueries(p)).toEqual([['query-not-compared', 'through', 'LOW']])
    expect(aboutQueries(merged)).toEqual([['query-refused', 'through', 'MED']])
  })

  test('a query that PostgreSQL refuses stays refused, and once', async () => {
    const queries = [{ name: 'odd', sql: 'select glob(what, what) from u' }]
    const { merged } = await shards(TWO, { queries })
    expect(aboutQueries(merged).filter(([code]) => code === 'query-refused')).toHaveLength(1)
    expect(asked(merged)).toEqual([['odd', 'not-compared']])
    expect(line(merged, 'query-performance').status).toBe('fail')
  })

  test('the audit trail is judged by the shard that has its table', async () => {
    const { p, u, merged } = await shards(TWO)
    expect(line(p, 'audit-trail')).toEqual({
      status: 'unverified',
      evidence: 'This run leaves out of the audit trail: u.',
    })
    expect(line(u, 'audit-trail').status).toBe('pass')
    expect(line(merged, 'audit-trail')).toEqual(line(u, 'audit-trail'))
  })

  test('the tables of an audit trail can be in several shards, and a name of none is a mistake', async () => {
    const { p, merged } = await shards(TWO, { audit: '?' })
    expect(line(p, 'audit-trail').status).toBe('unverified')
    expect(line(merged, 'audit-trail').status).toBe('pass')
    const wrong = await shards(TWO, { audit: 'x' })
    expect(line(wrong.merged, 'audit-trail')).toEqual({
      status: 'fail',
      evidence: 'No table of the source is called x.',
    })
  })

  test('a trigger that writes the audit trail from another shard is proved by none of them', async () => {
    const trigger = `create trigger watch after insert on p begin insert into u (what) values ('p'); end;`
    const { u, merged } = await shards(`${TWO} ${trigger}`)
    expect(line(u, 'audit-trail')).toEqual({
      status: 'unverified',
      evidence: expect.stringContaining('leaves out tables with triggers for the audit trail: watch on p.'),
    })
    expect(line(merged, 'audit-trail').status).toBe('unverified')
  })

  test('core tables are those of all shards together', async () => {
    const { u, merged } = await shards(TWO)
    expect(u.run.error).toBeNull()
    expect(merged.tables.map(({ name, core }) => [name, core])).toEqual([
      ['p', true],
      ['u', false],
    ])
  })
})

test.each([
  ['columns that the parent does not have', 'integer references p (missing)'],
  ['a parent without a key', 'integer references p'],
])('a foreign key to %s is left to the run that has both tables', async (_, column) => {
  const path = await sqliteFromSql(
    `create table p (a); create table c (id integer primary key, x ${column}); insert into c values (1, 7);`,
  )
  const record = await rehearseFile(path, { tables: { include: ['c'], exclude: [], core: [] } })
  expect(record.result).toBe('complete')
  expect(record.issues.filter(({ code }) => code === 'foreign-key-parent-excluded')).toEqual([])
})
