import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alter, findingOf } from '../../support/checklist.ts'

const CLEAN = readFileSync(new URL('../../../fixtures/clean.sql', import.meta.url), 'utf8')

const SPELLINGS = `
  create table t (
    id integer primary key autoincrement, flag boolean, word boolean, at timestamp, zoned timestamptz,
    day date, price decimal(10,2), ratio real, anything, name text, bytes blob, doc json, number numeric);
  insert into t values
    (1, 1, 'true',  '2026-03-27T17:05:00.250Z', '2026-03-27 17:05:00.250+00:00', '2026-03-27', 1.50, 2.0, 1, 'tab	', x'00ff', '{"a": 1}', 5),
    (2, 0, 'false', '2026-03-27T17:05:00.000Z', '2026-03-27 17:05:00.000+00:00', null, 260, -0.5, 2, 'back\\slash', x'', '[]', 2.5),
    (3, 1, 'true',  '2026-03-27T17:05:01.125Z', '2026-03-27 17:05:00.100+00:00', '0001-01-01', 0.01, 1e300, 3, 'é
line', null, 'null', -7);
  delete from t where id = 3;
  insert into t (id, name) values (9, '渡辺');
  delete from t where id = 9;
  create table loose (a text, b real);
  insert into loose values ('x', 1.5), ('x', 1.5), ('y', null);
  create index t_name on t (name collate nocase) where name <> '';
  create view names as select name from t;
  create trigger touched after update on t begin select 1; end`

describe('the rollback plan', () => {
  it('passes when every value, storage class and definition comes back', async () => {
    const finding = await findingOf('rollback-plan', CLEAN)
    expect(finding.evidence).toMatch(/1,248 rows, every value and storage class of 6,544 cells/)
    expect(finding.status).toBe('pass')
  })

  it('spells values as the source does, and keeps counters, views and triggers', async () => {
    const finding = await findingOf('rollback-plan', SPELLINGS)
    expect(finding.evidence).toMatch(/5 rows, .* and 5 definitions are the same/)
    expect(finding.status).toBe('pass')
  })

  it('works for a database in UTF-16', async () => {
    const sql = `pragma encoding = 'UTF-16le'; create table t (id integer primary key, name text); insert into t values (1, 'Ødegård 渡辺')`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding).toMatchObject({ status: 'pass', evidence: expect.stringContaining('2 cells') })
  })

  it.each([
    [
      'a cell that changed',
      `update owners set display_name = 'x' where id = 2`,
      /1 cell of owners.display_name came back changed/,
    ],
    [
      'a row that is gone',
      'delete from box_scores where game_id = 1 and player_id = (select min(player_id) from box_scores where game_id = 1)',
      /1 row of box_scores did not come back/,
    ],
    [
      'a row that nobody put there',
      `insert into teams values (99, 1, 'New', 1, '2026-01-01')`,
      /1 row of teams came back that the snapshot has not/,
    ],
    [
      'a counter that fell back',
      `select setval(pg_get_serial_sequence('owners', 'id'), 1)`,
      /not in the new file: the counter of owners/,
    ],
  ])('fails for %s', async (_, sql, evidence) => {
    const finding = await findingOf('rollback-plan', CLEAN, {}, (migrated) => alter(migrated, sql))
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it('fails for rows without a key that changed', async () => {
    const finding = await findingOf('rollback-plan', SPELLINGS, {}, (migrated) =>
      alter(migrated, `update loose set b = 1.25 where a = 'y'`),
    )
    expect(finding.evidence).toMatch(/1 row of loose did not come back; 1 row of loose came back that/)
  })

  it('fails for a timestamp that the source spells in its own way', async () => {
    const sql = `create table t (id integer primary key, at timestamp); insert into t values (1, '2026-01-01 10:00:00'), (2, '2026-01-01 10:00:00'), (3, '2026-01-01T10:00:00')`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding.evidence).toMatch(/1 cell of t.at came back changed/)
  })

  it('fails for a full-text table, which is not in the target', async () => {
    const sql = `create table t (id integer primary key); create virtual table search using fts5 (body)`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding.evidence).toMatch(/not in the new file: table search/)
    expect(finding.status).toBe('fail')
  })
})

describe("the owner's rollback command", () => {
  const copy = (change: string) =>
    `node -e "const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(process.env.ROLLBACK_PATH); db.exec('create table t (id integer primary key, name text); insert into t values (1, ${change})')"`
  const sql = `create table t (id integer primary key, name text); insert into t values (1, 'one')`

  it('passes when its file is the snapshot', async () => {
    const finding = await findingOf('rollback-plan', sql, { command: copy(`char(111, 110, 101)`) })
    expect(finding.evidence).toMatch(/by the owner's command .* 1 rows|by the owner's command/)
    expect(finding.status).toBe('pass')
  })

  it.each([
    ['changes a cell', copy('char(111)'), /1 cell of t.name came back changed/],
    [
      'changes a storage class',
      copy(`x'6f6e65'`.replaceAll("'", "\\'\\'").replaceAll("\\'\\'", "''")),
      /could not be written back|came back changed/,
    ],
    ['writes nothing', 'true', /has written no file/],
    [
      'writes something else',
      'echo nonsense-nonsense-nonsense > $ROLLBACK_PATH',
      /cannot be read: SQLITE_NOTADB/,
    ],
    [
      'fails',
      'echo "no such host" >&2; exit 3',
      /could not be written back: exit status 3: what it said may quote rows/,
    ],
  ])('fails when it %s', async (_, command, evidence) => {
    const finding = await findingOf('rollback-plan', sql, { command })
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })
})
