import { expect, test } from 'vitest'
import { KeptConnections } from '../../../src/engines/sqlite/kept-connections.ts'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { RowsAhead } from '../../../src/stages/load/rows-ahead.ts'
import type { TablePlan } from '../../../src/stages/plan/migration-plan.ts'
import { withMigratedInto } from '../../support/migrate-into.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { columnPlan, tablePlan } from '../plan/column-plans.ts'

const LARGE = { rowCount: 1000, meanRowBytes: 1000 }

function planOf(source: string, size: Partial<TablePlan> = {}): TablePlan {
  return tablePlan([columnPlan('text')], { source, ...size })
}

interface Reading {
  readonly ahead: RowsAhead
  readonly abort: AbortController
  /** The lines of a table that were read ahead; null where they were not. */
  readonly taken: (table: TablePlan) => Promise<string | null>
}

/** Reads ahead in a file with the tables a, b and c, each with its name in a row; all connections are given back. */
async function withReading(tables: readonly TablePlan[], use: (reading: Reading) => Promise<void>) {
  const path = await sqliteFromSql(`
    create table a (c text); insert into a values ('a');
    create table b (c text); insert into b values ('b');
    create table c (c text); insert into c values ('c');`)
  let opened = 0
  const open = () => {
    opened += 1
    return openSqlite(path)
  }
  const sources = new KeptConnections(open, tables.length)
  const abort = new AbortController()
  const ahead = new RowsAhead(tables, sources, abort.signal)
  try {
    await use({
      ahead,
      abort,
      taken: async (table) =>
        (await ahead.take(table))?.map(({ lines }) => lines.toString()).join('') ?? null,
    })
    expect(opened).toBeLessThanOrEqual(1)
  } finally {
    sources.close()
  }
}

test('the next table that nobody has begun is read, and its rows are had once', async () => {
  const [a, b, c] = [planOf('a'), planOf('b'), planOf('c')]
  await withReading([a, b, c], async ({ ahead, taken }) => {
    expect(await taken(a)).toBeNull()
    await ahead.readNext()
    expect(await taken(c)).toBeNull()
    expect(await taken(b)).toBe('b\n')
    expect(await taken(b)).toBeNull()
    await ahead.readNext()
    expect(await Promise.all([a, b, c].map(taken))).toEqual([null, null, null])
  })
})

test('a large table is not read ahead, nor a small one before all large ones have begun', async () => {
  const [a, b, c] = [planOf('a', LARGE), planOf('b', LARGE), planOf('c')]
  await withReading([a, b, c], async ({ ahead, taken }) => {
    expect(await taken(a)).toBeNull()
    await ahead.readNext()
    expect(await taken(b)).toBeNull()
    await ahead.readNext()
    expect(await taken(c)).toBe('c\n')
  })
})

test('what goes wrong is for who loads the table', async () => {
  const [a, b, c] = [planOf('no such table'), planOf('b'), planOf('c')]
  await withReading([a, b, c], async ({ ahead, abort, taken }) => {
    await ahead.readNext()
    await ahead.readNext()
    abort.abort(new Error('the run was cancelled'))
    await ahead.readNext()
    await expect(taken(a)).rejects.toThrow('no such table: no such table')
    expect(await taken(b)).toBe('b\n')
    await expect(taken(c)).rejects.toThrow('the run was cancelled')
  })
})

test('each of many small tables gets its own rows, also where some are refused and read again', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `t${i}`)
  const path = await sqliteFromSql(
    names
      .map(
        (name, i) => `
        create table ${name} (id integer primary key, v text);
        insert into ${name} with recursive n (i) as (select 1 union all select i + 1 from n where i < ${10 + i})
               select i, '${name} ' || i from n;`,
      )
      .join(''),
  )
  const types = (i: number) => (i % 4 === 0 ? 'not_fifth' : 'text')
  const target = `create domain not_fifth as text check (value not like '% 5');
    ${names.map((name, i) => `create table ${name} (id bigint primary key, v ${types(i)});`).join('')}`
  await withMigratedInto(path, target, async ({ load, validation }) => {
    expect(
      load.tables.map(({ source, rowsLoaded, rowsRejected }) => [source, rowsLoaded, rowsRejected]),
    ).toEqual(names.map((name, i) => (i % 4 === 0 ? [name, 9 + i, 1] : [name, 10 + i, 0])))
    expect(validation.tables.map(({ mismatches }) => mismatches)).toEqual(names.map(() => 0))
  })
})
