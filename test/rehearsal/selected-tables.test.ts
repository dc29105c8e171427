import { expect, test } from 'vitest'
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

test('a selection without a table is a mistake, not a success', async () => {
  const tables = { include: ['zzz*'], exclude: [], core: [] }
  const record = await rehearseFile(await sqliteFromSql(SOURCE), { tables })
  expect(record.result).toBe('error')
  expect(record.run.error).toMatchObject({ code: 'settings-invalid' })
})
