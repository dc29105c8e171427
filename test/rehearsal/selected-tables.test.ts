import { describe, expect, test } from 'vitest'
import { mergeRecords } from '../../src/stages/record/merge-records.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
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
