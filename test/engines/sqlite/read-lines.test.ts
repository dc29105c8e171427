import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { type LineBatch, type LineQuery, readLines } from '../../../src/engines/sqlite/read-lines.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const NEVER = new AbortController().signal
const BACKSLASH = 92

/** One backslash in the third batch of a hundred. */
const ROWS = `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000)
  select printf('%05d', i), iif(i = 250, 'a\\b', 'text') from n`

const ORDERS = [
  ['a rowid', 'create table t (k text, v text)', { rowid: 'rowid' }],
  ['a key', 'create table t (k text primary key, v text) without rowid', { key: ['k'] }],
] as const

async function linesOf(create: string, query: LineQuery): Promise<readonly LineBatch[]> {
  const database = openSqlite(await sqliteFromSql(`${create}; insert into t ${ROWS}`))
  const batches: LineBatch[] = []
  for await (const batch of readLines(database, query, NEVER)) batches.push(batch)
  database.close()
  return batches
}

describe.each(ORDERS)('in the order of %s', (_, create, order) => {
  const query = { table: 't', where: null, order, batchRows: 100, utf16: false }
  const line = `'by line ' || k || ' ' || replace(v, '\\', '\\\\')`
  const plain = { line: `'plain ' || k || ' ' || v`, asSpelled: null, texts: 'v', unless: [BACKSLASH] }

  test('each row is a line, once', async () => {
    const batches = await linesOf(create, { ...query, line: 'k' })
    const all = Buffer.concat(batches.map(({ lines }) => lines)).toString()
    expect(all).toBe(Array.from({ length: 4000 }, (_, i) => `${String(i + 1).padStart(5, '0')}\n`).join(''))
    expect(batches.map(({ firstRow }) => firstRow)).toEqual(Array.from({ length: 40 }, (_, i) => i * 100))
  })

  test('the cheaper line is taken but for the batch with the byte, and the twenty behind it', async () => {
    const batches = await linesOf(create, { ...query, line, plain })
    const isPlain = batches.map(({ lines }) => lines.toString().startsWith('plain'))
    expect(isPlain).toEqual(Array.from({ length: 40 }, (_, i) => i < 2 || i >= 2 + 21))
    const third = batches[2]?.lines.toString().split('\n')
    expect(third).toHaveLength(101)
    expect(third?.[49]).toBe('by line 00250 a\\\\b')
  })

  test('the cheapest line is taken where the first rows are the same by it', async () => {
    const spelled = (asSpelled: string) => linesOf(create, { ...query, line, plain: { ...plain, asSpelled } })
    const [first, second] = await spelled(`'plain ' || k || ' ' || iif(k = '00101', 'other', v)`)
    expect(first?.lines.toString().split('\n')[0]).toBe('plain 00001 text')
    expect(second?.lines.toString().split('\n')[0]).toBe('plain 00101 other')
    const [another] = await spelled(`'spelled ' || k`)
    expect(another?.lines.toString().split('\n')[0]).toBe('plain 00001 text')
  })
})
