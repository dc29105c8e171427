import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alter, findingOf, nodeCommand } from '../../support/checklist.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

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

  it.each([
    `'10:00:00+00:00'), (2, '11:00:00.5+00:00'), (3, '12:00:00-01:30'`,
    `'10:00Z'), (2, '11:30Z'`,
    `'10:00:00.500 +0530'), (2, '11:30:00.000 +0000'`,
    `'10:00:00+02'), (2, '11:30:00-08'`,
  ])('spells times with an offset as the source does: %s', async (rows) => {
    const sql = `create table t (id integer primary key, at time); insert into t values (1, ${rows})`
    expect((await findingOf('rollback-plan', sql)).status).toBe('pass')
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

describe('what is no cell', () => {
  it('comes back: the marks of the application in the header of the file', async () => {
    const sql = `pragma user_version = 7; pragma application_id = -1091584273; pragma auto_vacuum = 2; ${SPELLINGS}`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding).toMatchObject({ status: 'pass', evidence: expect.stringContaining('5 definitions') })
  })

  it('is named: rowids that are no column, and that nothing reads', async () => {
    const sql = `
      create table loose (a text); insert into loose values ('x'), ('y'), ('z'); delete from loose where a = 'x';
      create table still (a text); insert into still values ('x'), ('y');
      create view names as select a from loose`
    const finding = await findingOf('rollback-plan', sql)
    expect(finding.evidence).toMatch(
      /those of loose are new, and no view, trigger or query here reads them\.$/,
    )
    expect(finding.status).toBe('pass')
  })

  it.each([
    [
      'a view',
      'create view numbered as select rowid, a from loose',
      [],
      /the rowids of loose are new, and view numbered may read/,
    ],
    [
      'a trigger',
      'create trigger told after insert on loose begin select new._rowid_; end',
      [],
      /the rowids of loose are new, and trigger told may read/,
    ],
    [
      'a query',
      '',
      [{ name: 'by number', sql: 'select a from loose where rowid = 2', postgres: 'select a from loose' }],
      /the rowids of loose are new, and query by number may read/,
    ],
  ])('fails where the rowids are read by %s', async (_, sql, queries, evidence) => {
    const table = `create table loose (a text); insert into loose values ('x'), ('y'), ('z'); delete from loose where a = 'x';`
    const finding = await findingOf('rollback-plan', table + sql, {}, undefined, undefined, queries)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })
})

describe("the owner's rollback command", () => {
  /** Writes the one row of the target into a file that `change` is done to. */
  const copy = (change: string) =>
    nodeCommand(`
      const { rows } = await client.query('select id, name from t')
      const db = new DatabaseSync(process.env.ROLLBACK_PATH, { defensive: false })
      db.exec('pragma user_version = 3; create table t (id integer primary key, name text)')
      for (const { id, name } of rows) db.prepare('insert into t values (?, ?)').run(BigInt(id), name)
      db.exec(${JSON.stringify(change)})`)
  const sql = `pragma user_version = 3; create table t (id integer primary key, name text); insert into t values (1, 'one')`

  it('passes when its file is the snapshot', async () => {
    const finding = await findingOf('rollback-plan', sql, { command: copy('') })
    expect(finding.evidence).toMatch(/by the owner's command in .* 1 rows/)
    expect(finding.status).toBe('pass')
  })

  it('is unverified when its file is the snapshot, whatever is in the target', async () => {
    const old = await sqliteFromSql(sql)
    const finding = await findingOf('rollback-plan', sql, { command: `cp '${old}' "$ROLLBACK_PATH"` })
    expect(finding.evidence).toMatch(/writes the rows of the snapshot from an empty database too/)
    expect(finding.status).toBe('unverified')
  })

  it.each([
    ['changes a cell', copy(`update t set name = 'o'`), /1 cell of t.name came back changed/],
    ['changes a storage class', copy(`update t set name = x'6f6e65'`), /1 cell of t.name came back changed/],
    [
      'adds a trigger',
      copy('create trigger more after insert on t begin select 1; end'),
      /not in the snapshot: trigger more/,
    ],
    [
      'adds an index',
      copy('create index more on t (name)'),
      /in the new file, and not in the snapshot: index more/,
    ],
    ['adds a table', copy('create table more (a)'), /in the new file, and not in the snapshot: table more/],
    [
      'defines a table otherwise',
      copy('alter table t add column more'),
      /defined otherwise in the new file: table t/,
    ],
    ['forgets the version', copy('pragma user_version = 0'), /not what it is in the snapshot: user_version/],
    ['forgets whose file it is', copy('pragma application_id = 1'), /in the snapshot: application_id/],
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

  it('fails when it writes texts in another encoding', async () => {
    const finding = await findingOf('rollback-plan', `pragma encoding = 'UTF-16le'; ${sql}`, {
      command: copy(''),
    })
    expect(finding).toMatchObject({ status: 'fail', evidence: expect.stringContaining('snapshot: encoding') })
  })

  it('fails when an index of its file lacks rows', async () => {
    const indexed = `${sql}; create index by_name on t (name)`
    const damage = `
      create index by_name on t (name); pragma writable_schema = on;
      create table other (name); create index empty on other (name);
      update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'empty') where name = 'by_name';
      delete from sqlite_schema where tbl_name = 'other'`
    const finding = await findingOf('rollback-plan', indexed, { command: copy(damage) })
    expect(finding).toMatchObject({
      status: 'fail',
      evidence: expect.stringContaining('integrity_check finds'),
    })
  })
})
