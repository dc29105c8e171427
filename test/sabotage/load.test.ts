import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { quietContext, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

interface Loaded {
  readonly record: RunRecord
  readonly rejects: readonly { readonly key: object; readonly sqlstate: string; readonly issue: string }[]
}

async function load(sql: string): Promise<Loaded> {
  const settings = await testSettings(await sqliteFromSql(sql))
  const record = await rehearse(settings, quietContext(), { commit: null })
  const path = join(settings.output.directory, 'rejects', 't.ndjson')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
  return { record, rejects: lines.map((line) => JSON.parse(line)) }
}

/** What SQLite computes and PostgreSQL refuses as out of range on the way: no profile of the source can foresee it. */
const OVERFLOW = 'a integer, huge integer as (case when a * 4611686018427387904 > 0 then 1 else 0 end)'
/** More than the 8160 bytes that PostgreSQL has for a row. */
const WIDE = Array.from({ length: 1100 }, (_, index) => `c${index} integer`).join(', ')
const NULLS = Array.from({ length: 1100 }, () => 'null').join(', ')
const FULL = Array.from({ length: 1100 }, () => '7').join(', ')

const TABLES = {
  'a rowid table': { head: 'k integer primary key', tail: '', key: (n: number) => n },
  'a table without rowid': { head: 'k text primary key', tail: 'without rowid', key: (n: number) => `k${n}` },
  'a table without a key': { head: 'k integer', tail: '', key: (n: number) => n },
} as const

const PLACES: readonly (readonly [place: string, bad: readonly number[]])[] = [
  ['at the beginning', [1]],
  ['in the middle', [2503]],
  ['at the end', [5000]],
  ['two in a row', [2000, 2001]],
  ['everywhere', [1, 2, 1999, 2000, 2001, 3500, 4999, 5000]],
]

describe.each(Object.entries(TABLES))('of %s with 5000 rows', (name, { head, tail, key }) => {
  /** Descending, so that an index has another order than the table. */
  const rows = `with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)`
  const keyOf = name.includes('without rowid') ? `'k' || i` : 'i'

  test.each(PLACES)('exactly the rows that only PostgreSQL refuses are rejected: %s', async (_, bad) => {
    const { record, rejects } = await load(`
      create table t (${head}, ${OVERFLOW}, other integer) ${tail};
      create index by_other on t (other);
      ${rows} insert into t (k, a, other) select ${keyOf}, iif(i in (${bad.join(', ')}), 2, 1), -i from n`)
    const keys = bad.map((n) => (name.includes('without a key') ? { rowid: n } : { k: key(n) }))
    expect(rejects.map((reject) => reject.key).toSorted(byText)).toEqual(keys.toSorted(byText))
    expect(new Set(rejects.map(({ sqlstate }) => sqlstate))).toEqual(new Set(['22003']))
    expectAccounted(record, 5000, bad.length)
  })
})

test.each(['k integer primary key', 'k text primary key'] as const)(
  'a row that is too big for a page is rejected, and the others are loaded: %s',
  async (head) => {
    const { record, rejects } = await load(`
      create table t (${head}, ${WIDE}) ${head.includes('text') ? 'without rowid' : ''};
      create index by_c0 on t (c0 desc);
      insert into t values (1, ${NULLS}), (2, ${FULL}), (3, ${FULL}), (4, ${NULLS}), (5, ${FULL});
      update t set c0 = -k`)
    const k = (n: number) => ({ k: head.includes('text') ? String(n) : n })
    expect(rejects).toEqual(
      [2, 3, 5].map((n) => ({
        key: k(n),
        column: null,
        storageClass: null,
        length: null,
        sqlstate: '54000',
        issue: 'quality/row-refused:t',
      })),
    )
    expectAccounted(record, 5, 3)
    expect(record.issues.find(({ code }) => code === 'row-refused')).toMatchObject({ rows: 3, column: null })
  },
)

test('a row that nothing can name is rejected with all rows that are equal to it, and with no other', async () => {
  const { record, rejects } = await load(`
    create table t (rowid integer, _rowid_ text, oid integer, huge integer as (case when oid * 4611686018427387904 > 0 then 1 else 0 end));
    insert into t (rowid, _rowid_, oid) values (1, 'x', 1), (1, null, 2), (1, null, 2), (1, null, 1), (null, 'é', 2)`)
  expect(rejects.map(({ key }) => key)).toEqual([{}, {}, {}])
  expectAccounted(record, 5, 3)
})

test('more suspect columns than SQLite has terms or results', async () => {
  const columns = Array.from({ length: 1500 }, (_, index) => `c${index} integer`)
  const row = (value: string) => `(${columns.map(() => value).join(', ')})`
  const { record, rejects } = await load(`
    create table t (${columns.join(', ')});
    insert into t values ${row('null')}, ${row('null')}, ${row("'x'")};
    update t set c0 = 1, c1499 = 2 where rowid < 3;
    ${columns.map((_, index) => `update t set c${index} = 1 where rowid = 1;`).join('\n')}`)
  expect(record.tables).toMatchObject([{ rowsSource: 3, mismatches: 0 }])
  expect(rejects.map(({ key }) => key)).toContainEqual({ rowid: 3 })
})

function expectAccounted(record: RunRecord, rowsSource: number, rowsRejected: number): void {
  const rowsLoaded = rowsSource - rowsRejected
  expect(record.tables).toMatchObject([
    { rowsSource, rowsLoaded, rowsRejected, rowsTarget: rowsLoaded, mismatches: 0 },
  ])
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
