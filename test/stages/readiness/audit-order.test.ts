import { describe, expect, it } from 'vitest'
import { alter, findingOf } from '../../support/checklist.ts'

async function found(sql: string, change = 'select 1') {
  return await findingOf('audit-trail', sql, { tables: 'log' }, (migrated) => alter(migrated, change))
}

const uuid = (start: string) => `${start}-0000-4000-8000-000000000000`

/** Ten rows, two in each minute, with a key that does not rise. */
const TIED = `
  create table log (id text primary key, at timestamp not null, n integer, what text);
  insert into log with recursive i (i) as (select 0 union all select i + 1 from i where i < 9)
    select char(97 + (i * 7) % 10), datetime('2025-01-01', '+' || (i / 2) || ' minutes'), i % 2, 'x' from i`

describe('the order of an audit trail', () => {
  it('is unverified where the time rises and has ties, and says how many', async () => {
    expect(await found(TIED.replace('i % 2', '1 - i % 2'))).toMatchObject({
      status: 'unverified',
      evidence:
        'The rows of log are in the order in which they were written by at, but 5 rows have the same there as the row before, and no column tells which came first: in the source only the rowid does, which is no column. Somebody can attest it.',
    })
  })

  it.each([
    ['another column', TIED, 'log by at, then n'],
    [
      'a key of texts',
      `create table log (at timestamp, id text collate nocase primary key);
       insert into log values ('2025-01-01 00:00:00', 'B'), ('2025-01-01 00:00:00', 'a'), ('2025-01-02 00:00:00', 'C')`,
      'log by at, then id collate "C"',
    ],
    [
      'a key of UUIDs',
      `create table log (at timestamp, id uuid primary key);
       insert into log values ('2025-01-01 00:00:00', '${uuid('0000000a')}'), ('2025-01-01 00:00:00', '${uuid('0000000b')}'), ('2025-01-02 00:00:00', '${uuid('00000001')}')`,
      'log by at, then id',
    ],
  ])('passes where %s settles the ties', async (_, sql, by) => {
    const { status, evidence } = await found(sql)
    expect(evidence).toContain(`in the order in which they were written (${by});`)
    expect(status).toBe('pass')
  })

  it.each([
    [
      'a key of texts that rises',
      `create table log (id text primary key); insert into log values ('A'), ('b')`,
    ],
    [
      'a key of a table that keeps no order itself',
      `create table log (id text primary key) without rowid; insert into log values ('b'), ('a')`,
    ],
  ])('passes for %s', async (_, sql) => {
    const { status, evidence } = await found(sql)
    expect(status, evidence).toBe('pass')
  })

  it.each([
    ['a column that is always the same', `values (1, 'b'), (1, 'a')`, /no column of log tells the order/],
    ['a column that falls once', `values (1, 'b'), (3, 'c'), (2, 'a')`, /no column of log tells the order/],
    ['a column with a null', `values (1, 'b'), (null, 'c'), (2, 'a')`, /no column of log tells the order/],
  ])('fails for %s', async (_, rows, evidence) => {
    const finding = await found(`create table log (n integer, what text); insert into log ${rows}`)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })

  it('fails where the target has more ties than the source', async () => {
    const finding = await found(TIED, `update log set at = date_trunc('hour', at)`)
    expect(finding).toMatchObject({
      status: 'fail',
      evidence: expect.stringContaining('at of log no longer tells its order'),
    })
  })
})

it('counts the triggers that were fired in words', async () => {
  const write = `insert into log (what) values ('x'); end;`
  const sql = `
    create table items (id integer primary key);
    create table log (id integer primary key, what text);
    create trigger one after insert on items begin ${write}
    create trigger two after delete on items begin ${write}
    insert into items values (1)`
  const { evidence } = await found(
    sql,
    `create function note() returns trigger language plpgsql as $$ begin insert into log (what) values ('x'); return new; end $$;
     create trigger one after insert on items for each row execute function note();
     create trigger two after delete on items for each row execute function note();`,
  )
  expect(evidence).toContain('2 triggers in the target, 2 of which were fired')
})
