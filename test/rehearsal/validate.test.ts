import { describe, expect, test } from 'vitest'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import { validate } from '../../src/rehearsal/validate.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { testServer, withTestDatabase } from '../support/postgres.ts'
import { quietContext, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

const SOURCE = `
  create table Players (id integer primary key autoincrement, name text not null, ratio real, active boolean,
                        mentor integer references players (id));
  create unique index players_by_name on Players (name);
  insert into Players values (1, 'Ada', 0.1, 1, null), (2, 'Bo', 0.5, 0, 1);
  insert into Players (name) values ('gone');
  delete from Players where id = 3;`

/** What a careful tool would have made of it, in the spelling of a tool that folds names. */
const TARGET = `
  create table players (id serial primary key, name varchar(20) not null, ratio float8, active boolean,
                        mentor int references players (id) on delete cascade);
  create unique index players_name on players (name);
  insert into players values (1, 'Ada', 0.1, true, null), (2, 'Bo', 0.5, false, 1);
  select setval('players_id_seq', 3);`

function validated(damage: string): Promise<RunRecord> {
  return validatedAgainst(SOURCE, TARGET, damage)
}

async function validatedAgainst(
  source: string,
  target: string,
  damage: string,
  overrides: Partial<ParsedSettings> = {},
): Promise<RunRecord> {
  const snapshot = await sqliteFromSql(source)
  return await withTestDatabase(async (database) => {
    const connection = await database.connect()
    try {
      await connection.query(target)
      if (damage !== '') await connection.query(damage)
      const before = target === TARGET ? await writtenSoFar(connection) : ''
      const postgres = { url: serverUrl(testServer(), database.name), version: null }
      const settings = await testSettings(snapshot, { postgres, ...overrides })
      const record = await validate(settings, quietContext(), { commit: null })
      if (before !== '') expect(await writtenSoFar(connection), 'nothing was written').toBe(before)
      expectValidRecord(record)
      return record
    } finally {
      await connection.close()
    }
  })
}

/** The state of the sequence, and the last transaction that changed a row of the table. */
async function writtenSoFar(connection: PostgresConnection): Promise<string> {
  const state = await connection.query(`
    select (select array_agg(xmin::text order by ctid)::text from players) as rows,
           (select last_value::text || is_called::text from players_id_seq) as sequence`)
  return JSON.stringify(state.rows)
}

test('a database that another tool filled rightly is complete', async () => {
  const record = await validated('')
  expect(record.result).toBe('complete')
  expect(record.summary).toMatchObject({
    validation: 'PASS',
    rowsLoaded: 2,
    cellsCompared: 10,
    mismatches: 0,
  })
  expect(record.target).toMatchObject({ provision: 'url', schema: 'given' })
  expect(record.objects.map(({ type, name, status }) => [type, name, status])).toEqual([
    ['primary-key', 'Players_pkey', 'kept'],
    ['index', 'players_by_name', 'kept'],
    ['foreign-key', 'Players_mentor_fkey', 'kept'],
    ['not-null', 'name', 'kept'],
  ])
})

describe('what went wrong is named', () => {
  test.each([
    ['a changed value', `update players set name = 'Bob' where id = 2`, 'name', 'value'],
    ['a double kept as float4', 'alter table players alter ratio type float4', 'ratio', 'value'],
    ['a flipped boolean', 'update players set active = not active where id = 1', 'active', 'value'],
    ['a missing row', 'delete from players where id = 2', null, 'missing'],
    ['an extra row', `insert into players values (9, 'x')`, null, 'extra'],
  ])('%s', async (_, damage, column, kind) => {
    const record = await validated(damage)
    expect(record.mismatches).toMatchObject([{ table: 'Players', column, kind }])
    expect(record.summary.validation).toBe('FAIL')
    expect(record.result).toBe('failure')
  })

  test.each([
    ['a missing column', 'alter table players drop ratio', 'schema/target-column-missing:Players.ratio'],
    [
      'no primary key',
      'alter table players drop constraint players_pkey cascade; create unique index on players (id); alter table players add foreign key (mentor) references players (id)',
      'schema/target-rule-missing:Players.id[Players_pkey]',
    ],
    [
      'no unique index',
      'drop index players_name',
      'schema/target-rule-missing:Players.name[players_by_name]',
    ],
    [
      'a lost NOT NULL',
      'alter table players alter name drop not null',
      'schema/target-rule-missing:Players.name[name]',
    ],
    [
      'no foreign key',
      'alter table players drop constraint players_mentor_fkey',
      'schema/target-rule-missing:Players.mentor[Players_mentor_fkey]',
    ],
    [
      'a sequence that would give a used key',
      `select setval('players_id_seq', 1)`,
      'integrity/insert-probe-failed:Players.id',
    ],
    [
      'no sequence at all',
      'alter table players alter id drop default; alter sequence players_id_seq owned by none',
      'integrity/insert-probe-failed:Players.id',
    ],
  ])('%s', async (_, damage, id) => {
    const record = await validated(damage)
    expect(record.issues.map((issue) => issue.id)).toEqual([id])
    expect(record.result).toBe('failure')
  })

  test('a missing column was not compared, so the validation fails', async () => {
    expect((await validated('alter table players drop ratio')).summary.validation).toBe('FAIL')
  })
})

describe('the settings say what the values are to become', () => {
  test('a value that a remedy changes is compared as it is afterwards', async () => {
    const source = `create table t (id integer primary key, a varchar(2)); insert into t values (1, 'abc'), (2, 'de')`
    const remedies = [{ issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null }] as const
    const overrides = {
      resolution: { prepare: [], remedies, waivers: [], phase: null },
      target: { schema: null, schemaCommand: null, rename: { t: 'things', 't.a': 'b' } },
    }
    const filled = (text: string) => `
      create table things (id bigint generated by default as identity (start 3) primary key, b varchar(3));
      insert into things values (1, '${text}'), (2, 'de')`
    const right = await validatedAgainst(source, filled('ab'), '', overrides)
    expect(right.issues).toEqual([])
    expect(right).toMatchObject({ result: 'complete', summary: { validation: 'PASS', cellsCompared: 4 } })
    const wrong = await validatedAgainst(source, filled('abc'), '', overrides)
    expect(wrong.mismatches).toMatchObject([{ table: 't', column: 'a', key: { id: 1 } }])
  })
})
