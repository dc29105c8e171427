import { setImmediate } from 'node:timers/promises'
import { quoteIdentifier } from '../../sql/quote.ts'
import { CheapestLine, joined, type LinePage } from './cheapest-line.ts'
import { asBytes, endedLine, toBuffer } from './line-bytes.ts'
import type { SqliteDatabase, SqliteStatement } from './open-sqlite.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'
import { type Place, RowChunks } from './row-chunks.ts'

interface Page extends LinePage {
  readonly rows: bigint
}

const NO_PAGE: Page = { lines: null, texts: null, rows: 0n }

/** Keyset pages of a table that lies in the order of its primary key. */
export async function* readByKey(
  database: SqliteDatabase,
  query: LineQuery,
  key: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const chunks = new RowChunks(database, { name: query.table, key, isRowid: false })
  const prepared = new Map<string, SqliteStatement<Page>>()
  const cheapest = new CheapestLine(query)
  let firstRow = 0
  for (let after: Place | null = null; ; ) {
    const chunk = chunks.next(after, query.batchRows)
    const page = cheapest.read((line, texts, most) => {
      const sql = `
        select ${asBytes(`group_concat(line, '')`, query)} as lines, count(*) as rows, ${joined(texts)} as texts
          from (
            select ${endedLine(line, query)} as line, ${texts ?? 'null'} as texts
              from ${quoteIdentifier(query.table)} not indexed
             where ${chunk.condition} and (${query.where ?? '1'})
             order by ${key.map(quoteIdentifier).join(', ')}
             limit ${most ?? -1})`
      const statement = prepared.get(sql) ?? database.prepare<unknown[], Page>(sql)
      prepared.set(sql, statement)
      return statement.get(...chunk.values) ?? NO_PAGE
    })
    const rows = Number(page.rows)
    if (rows > 0) yield { lines: toBuffer(page.lines), rows, firstRow }
    if (chunk.last === null) return
    firstRow += rows
    after = chunk.last
    await setImmediate()
    signal.throwIfAborted()
  }
}
