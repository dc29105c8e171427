import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { type LineBatch, type LineQuery, readLines } from '../../../src/engines/sqlite/read-lines.ts'
import { readLinesApart } from '../../../src/engines/sqlite/read-lines-apart.ts'
import { isAmong, RowIdentities } from '../../../src/engines/sqlite/row-identities.ts'
import { reviveSqliteError, sqliteResultCode } from '../../../src/engines/sqlite/sqlite-error.ts'
import { ThreadPool } from '../../../src/threads/thread-pool.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

const NEVER = new AbortController().signal

const TABLE = `
  create table t (id integer primary key, v text);
  insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
         select i * 3, 'value ' || i from n`

const QUERY: LineQuery = {
  table: 't',
  line: `id || ':' || v`,
  where: null,
  order: { rowid: 'id' },
  batchRows: 700,
  utf16: false,
}

async function gather(batches: AsyncIterable<LineBatch>): Promise<readonly LineBatch[]> {
  const all: LineBatch[] = []
  for await (const batch of batches) all.push(batch)
  return all
}

async function withThreads<T>(use: (threads: ThreadPool) => Promise<T>): Promise<T> {
  const threads = new ThreadPool(2, reviveSqliteError)
  return await use(threads).finally(() => threads.close())
}

test.each([
  ['in the order of the rowid', QUERY],
  ['in the order of an expression', { ...QUERY, order: { expressions: ['v'] } }],
  ['only those that a predicate finds', { ...QUERY, where: 'id % 2 = 0' }],
])('a thread reads the same lines, %s', async (_, query) => {
  const path = await sqliteFromSql(TABLE)
  const database = openSqlite(path)
  const expected = await gather(readLines(database, query, NEVER))
  database.close()
  const found = await withThreads((threads) => gather(readLinesApart(threads, path, query, [], NEVER)))
  expect(found).toEqual(expected)
  expect(found.length).toBeGreaterThan(1)
})

test('threads read side by side, and one is used again', async () => {
  const path = await sqliteFromSql(TABLE)
  await withThreads(async (threads) => {
    const read = () => gather(readLinesApart(threads, path, QUERY, [], NEVER))
    const [first, second] = await Promise.all([read(), read()])
    expect(second).toEqual(first)
    expect(await read()).toEqual(first)
  })
})

test('a reader that leaves early leaves the thread to the next', async () => {
  const path = await sqliteFromSql(TABLE)
  await withThreads(async (threads) => {
    for await (const { rows } of readLinesApart(threads, path, QUERY, [], NEVER)) {
      expect(rows).toBe(700)
      break
    }
    const all = await gather(readLinesApart(threads, path, QUERY, [], NEVER))
    expect(all.reduce((sum, { rows }) => sum + rows, 0)).toBe(5000)
  })
})

test('a thread knows the sets that a predicate asks for', async () => {
  const path = await sqliteFromSql(TABLE)
  const set = { path: join(await temporaryDirectory(), 'set'), name: 'some rows' }
  const identities = new RowIdentities(set.path, 'UTF-8')
  for (const identity of [3n, 6n]) identities.add(identity, null)
  identities.close()
  const query = { ...QUERY, where: isAmong({ identity: 'id' }, set.name) }
  const found = await withThreads((threads) => gather(readLinesApart(threads, path, query, [set], NEVER)))
  expect(found.map(({ lines }) => lines.toString())).toEqual(['3:value 1\n6:value 2\n'])
})

test('an error of SQLite in a thread is one of SQLite here', async () => {
  const path = await sqliteFromSql(TABLE)
  const query = { ...QUERY, line: `json_extract(v, '$')` }
  const error = await withThreads((threads) => gather(readLinesApart(threads, path, query, [], NEVER))).catch(
    (e) => e,
  )
  expect(sqliteResultCode(error)).toBe('SQLITE_ERROR')
  expect(error.message).toBe('malformed JSON')
})

test('an abort ends the reading with its reason', async () => {
  const path = await sqliteFromSql(TABLE)
  const controller = new AbortController()
  const reason = new Error('enough')
  await withThreads(async (threads) => {
    const batches = readLinesApart(threads, path, QUERY, [], controller.signal)
    await batches.next()
    controller.abort(reason)
    await expect(gather(batches)).rejects.toBe(reason)
  })
})

const PLAIN: LineQuery = {
  ...QUERY,
  batchRows: 100,
  line: `id || ':' || replace(v, char(9), '\\t')`,
  plain: { line: `id || ':' || v`, asSpelled: null, texts: 'v', unless: [9] },
}

test('the cheaper line is taken for the batches whose texts hold none of the bytes', async () => {
  const tab = 'update t set v = v || char(9) where id in (900, 1500, 14997)'
  const path = await sqliteFromSql(`${TABLE}; ${tab}`)
  const database = openSqlite(path)
  const { plain: _, ...careful } = PLAIN
  const expected = await gather(readLines(database, careful, NEVER))
  expect(await gather(readLines(database, PLAIN, NEVER))).toEqual(expected)
  // the first batch takes it: a line that nobody would want shows that
  const marked = { ...PLAIN, plain: { line: `'cheap'`, asSpelled: null, texts: 'v', unless: [9] } }
  const [first, , , fourth] = await gather(readLines(database, marked, NEVER))
  database.close()
  expect(first?.lines.toString()).toBe('cheap\n'.repeat(100))
  expect(fourth?.lines.toString()).toMatch(/^903:value 301\n/)
})

test.each([
  ['gives the same for the first rows', `iif(id < 400, id || ':' || v, 'spelled')`, 'spelled\n'],
  ['gives another line at once', `iif(id < 10, 'spelled', id || ':' || v)`, '1200:value 400\n'],
])('a line that is cheaper still, and %s', async (_, asSpelled, last) => {
  const path = await sqliteFromSql(TABLE)
  const database = openSqlite(path)
  const { plain } = PLAIN
  const query = { ...PLAIN, plain: { ...(plain ?? { line: '', texts: '', unless: [] }), asSpelled } }
  const batches = await gather(readLines(database, query, NEVER))
  database.close()
  expect(batches[0]?.lines.toString()).toMatch(/^3:value 1\n6:value 2\n/)
  expect(batches[3]?.lines.toString().endsWith(last)).toBe(true)
})
