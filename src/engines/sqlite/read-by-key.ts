import { setImmediate } from 'node:timers/promises'
import { quoteIdentifier } from '../../sql/quote.ts'
import { asBytes, endedLine, toBuffer } from './line-bytes.ts'
import type { SqliteDatabase, SqliteStatement } from './open-sqlite.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'
import { type Place, RowChunks } from './row-chunks.ts'

interface Page {
  readonly lines: Buffer | string | null
  readonly rows: bigint
}

/** Keyset pages of a table that lies in the order of its primary key. */
export async function* readByKey(
  database: SqliteDatabase,
  query: LineQuery,
  key: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const chunks = new RowChunks(database, { name: query.table, key, isRowid: false })
  const lines = preparedOnce(database)
  let firstRow = 0
  for (let after: Place | null = null; ; ) {
    const chunk = chunks.next(after, query.batchRows)
    const statement = lines(`
      select ${asBytes(`group_concat(line, '')`, query)} as lines, count(*) as rows
        from (
          select ${endedLine(query.line, query)} as line
            from ${quoteIdentifier(query.table)} not indexed
           where ${chunk.condition} and (${query.where ?? 'true'})
           order by ${key.map(quoteIdentifier).join(', ')}
           limit -1)`)
    const page = statement.get(...chunk.values)
    const rows = Number(page?.rows ?? 0)
    if (rows > 0) yield { lines: toBuffer(page?.lines ?? null), rows, firstRow }
    if (chunk.last === null) return
    firstRow += rows
    after = chunk.last
    await setImmediate()
    signal.throwIfAborted()
  }
}

function preparedOnce(database: SqliteDatabase): (sql: string) => SqliteStatement<Page> {
  let last: { readonly sql: string; readonly statement: SqliteStatement<Page> } | null = null
  return (sql) => {
    if (last?.sql !== sql) last = { sql, statement: database.prepare<unknown[], Page>(sql) }
    return last.statement
  }
}
