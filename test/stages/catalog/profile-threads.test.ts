import { open, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { ProgressEvent } from '../../../src/progress/context.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { QUIET, snapshotOf } from './read-from.ts'

/** More than 8 MB, which is where threads begin: with gaps, without rowids, with all kinds of values. */
const LARGE = `
  create table wide_gaps (id integer primary key, a, b text, c real);
  insert into wide_gaps with recursive n(i) as (select 1 union all select i + 1 from n where i < 90000)
         select i * 17 - 500000, case i % 4 when 0 then i when 1 then i / 3.0 when 2 then 'x' || i else null end,
                'text ' || i || iif(i % 1000 = 0, ' é' || char(9), ' with some more words in it'), i * 1e300
           from n;
  create table no_rowid (k text primary key, v blob) without rowid;
  insert into no_rowid select 'k' || id, randomblob(20) from wide_gaps where id % 3 = 0;
  create table no_key (d text);
  insert into no_key select date(id, 'unixepoch') from wide_gaps;
  create table empty (a, b)`

async function catalogAndRows(path: string, jobs: number) {
  const events: ProgressEvent[] = []
  const snapshot = { ...snapshotOf(path), sizeBytes: (await stat(path)).size }
  const catalog = await readCatalog(snapshot, { ...QUIET, emit: (event) => events.push(event) }, jobs)
  const rows = events.reduce((sum, event) => sum + (event.type === 'rows-done' ? event.rows : 0), 0)
  return { catalog, rows, size: snapshot.sizeBytes }
}

test('threads measure the same as one pass', async () => {
  const path = await sqliteFromSql(LARGE)
  const one = await catalogAndRows(path, 1)
  const three = await catalogAndRows(path, 3)
  expect(one.size).toBeGreaterThan(8 << 20)
  expect(three.catalog).toEqual(one.catalog)
  expect(three.catalog.tables.map(({ rowCount }) => rowCount)).toEqual([90_000, 30_000, 90_000, 0])
  expect(three.rows).toBe(one.rows)
})

test('an abort ends the measuring of threads with its reason', async () => {
  const path = await sqliteFromSql(LARGE)
  const snapshot = { ...snapshotOf(path), sizeBytes: (await stat(path)).size }
  const controller = new AbortController()
  const reason = new Error('enough')
  const context = { emit: () => controller.abort(reason), signal: controller.signal }
  await expect(readCatalog(snapshot, context, 2)).rejects.toBe(reason)
})

test('what is told of a damaged table does not depend on threads', async () => {
  const path = await sqliteFromSql(LARGE)
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, 500 * 4096)
  await file.close()
  const one = await catalogAndRows(path, 1)
  const two = await catalogAndRows(path, 2)
  expect(one.catalog.issues.map(({ code }) => code)).toEqual(['source-read-failed'])
  expect(two.catalog).toEqual(one.catalog)
})
