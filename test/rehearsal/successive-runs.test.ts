import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Waiver } from '../../src/issues/waiver.ts'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import type { ParsedSettings } from '../../src/settings/parsed-settings.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { renderTerminal } from '../../src/stages/report/render-terminal.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const SOURCE = `
  create table teams (id integer primary key, name text not null);
  create table players (id integer primary key, team_id integer references teams (id), nick varchar(5), jersey integer);
  create view veterans as select * from players where id < 3;
  insert into teams values (1, 'a'), (2, 'b');
  insert into players values (1, 1, 'ann', 7), (2, 7, 'bartholomew', 8), (3, 2, 'cy', 'nine');`

const OVERFLOW = 'quality/varchar-overflow:players.nick'
const CLASS = 'quality/wrong-storage-class:players.jersey'
const ORPHANS = 'integrity/foreign-key-orphans:players.team_id[players_team_id_fkey]'
const VIEW = 'logic/view-not-migrated:veterans'
const NOT_INDEXED = 'performance/foreign-key-not-indexed:players.team_id[players_team_id_fkey]'

const ACCEPTED = { reason: 'the application builds it', owner: null, expires: '9999-12-31' }
const VIEWS: Waiver = { ...ACCEPTED, issue: 'logic/view-*' }

type Rehearse = (
  waivers: readonly Waiver[],
  phase?: ParsedSettings['resolution']['phase'],
) => Promise<RunRecord>

/** Rehearses one file again and again, over one history. */
async function rehearsals(source: string): Promise<Rehearse> {
  const directory = await temporaryDirectory()
  const history = join(directory, 'history.jsonl')
  const output = { directory, history, keep: false, showValues: false, format: 'terminal' } as const
  return (waivers, phase = null) =>
    rehearseFile(source, { output, resolution: { prepare: [], remedies: [], waivers, phase } })
}

function change(source: string, sql: string): void {
  const database = new Database(source)
  database.pragma('foreign_keys = off')
  database.exec(sql)
  database.close()
}

/** Each issue with its state. */
function states({ issues }: RunRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(
    issues.map(({ id, state, waived }) => [id, waived === null ? state : `${state}, waived`]),
  )
}

function fixes({ resolvedIssues }: RunRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(resolvedIssues.map(({ id, fix }) => [id, fix]))
}

test('issues are found, resolved by a change of the schema, and noticed when they are back', async () => {
  const source = await sqliteFromSql(SOURCE)
  const rehearse = await rehearsals(source)

  const first = await rehearse([VIEWS])
  expect(states(first)).toEqual({
    [ORPHANS]: 'new',
    [OVERFLOW]: 'new',
    [CLASS]: 'new',
    [VIEW]: 'new, waived',
    [NOT_INDEXED]: 'new',
  })
  expect(first.summary.issues).toEqual({ new: 4, remaining: 0, resolved: 0, regressed: 0, waived: 1 })
  expect(first.issues.find(({ id }) => id === OVERFLOW)).toMatchObject({
    declaredType: 'varchar(5)',
    targetType: 'text',
  })
  expect(first.warnings).toEqual([])
  expect(first.nextActions.at(-1)).toBe(
    'Rehearse again to test the integrity fixes, before the next category, quality, is begun (still to do: quality 2)',
  )

  // The column becomes wider, the child row finds a parent, and somebody else waives the rest.
  change(source, widened(20))
  change(source, `insert into teams values (7, 'c')`)
  const waivers = [
    VIEWS,
    { ...ACCEPTED, issue: CLASS, reason: 'one number of old', owner: 'Jo' },
    { ...ACCEPTED, issue: 'quality/*', expires: '2026-01-31' },
    { ...ACCEPTED, issue: 'schema/*' },
  ]
  const second = await rehearse(waivers)
  expect(states(second)).toEqual({
    [CLASS]: 'remaining, waived',
    [VIEW]: 'remaining, waived',
    [NOT_INDEXED]: 'remaining',
    'logic/waiver-expired:[quality/*]': 'new',
    'logic/waiver-unused:[schema/*]': 'new',
  })
  expect(fixes(second)).toEqual({
    [ORPHANS]: 'no longer found (1 row before)',
    [OVERFLOW]: 'the column is declared varchar(20) now (was varchar(5))',
  })
  expect(second.warnings).toEqual([
    'Fixes of several categories came in one run (integrity 1, quality 1): the methodology fixes one category at a time, so that a regression can be traced',
  ])
  expect(second.summary.issues).toEqual({ new: 2, remaining: 1, resolved: 2, regressed: 0, waived: 2 })

  change(source, widened(4))
  const third = await rehearse([VIEWS, ...waivers.slice(1, 2)])
  expect(states(third)).toEqual({
    [OVERFLOW]: 'regressed',
    [CLASS]: 'remaining, waived',
    [VIEW]: 'remaining, waived',
    [NOT_INDEXED]: 'remaining',
  })
  expect(third.issues.find(({ id }) => id === OVERFLOW)).toMatchObject({ firstSeenRun: 1, rows: 1 })
  expect(third.warnings).toEqual([`1 issue regressed, though an earlier run had resolved it: ${OVERFLOW}`])
  expect(renderTerminal(third, { color: false, width: 200 })).toContain(
    `Waived (HIGH) until 9999-12-31, by Jo: one number of old`,
  )
  expect([first, second, third].map(({ run }) => run.phase)).toEqual([
    'discovery',
    'resolution',
    'resolution',
  ])
})

test('a waiver for what is lost makes a run partial, and its end makes it a failure again', async () => {
  const tables = Array.from({ length: 10 }, (_, index) => `create table t${index} (id integer primary key);`)
  const source = await sqliteFromSql(`${tables.join('')} ${SOURCE}`)
  change(source, `delete from players where id <> 3; update players set team_id = 2`)
  change(
    source,
    `insert into players (team_id, jersey) select 1, 5 from sqlite_schema, sqlite_schema, sqlite_schema`,
  )
  const rehearse = await rehearsals(source)

  const waiver = { ...ACCEPTED, issue: 'quality/*' }
  const accepted = await rehearse([waiver, VIEWS], 'readiness')
  expect(states(accepted)).toMatchObject({ [CLASS]: 'new, waived' })
  expect(accepted).toMatchObject({ result: 'partial', run: { phase: 'readiness' } })
  expect(exitCodeOf(accepted, 'failure')).toBe(0)

  const ended = await rehearse([{ ...waiver, expires: '2026-01-31' }, VIEWS])
  expect(states(ended)).toMatchObject({ [CLASS]: 'remaining', 'logic/waiver-expired:[quality/*]': 'new' })
  expect(ended).toMatchObject({ result: 'failure', run: { phase: 'resolution' } })
  expect(exitCodeOf(ended, 'failure')).toBe(1)
})

/** https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes */
function widened(length: number): string {
  return `
    begin;
    drop view veterans;
    create table wider (id integer primary key, team_id integer references teams (id), nick varchar(${length}), jersey integer);
    insert into wider select * from players;
    drop table players;
    alter table wider rename to players;
    create view veterans as select * from players where id < 3;
    commit;`
}
