import { setImmediate } from 'node:timers/promises'
import { LOWEST_INTEGER } from '../../sql/integer-bounds.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { CheapestLine, joined, type LinePage } from './cheapest-line.ts'
import { asBytes, endedLine, toBuffer } from './line-bytes.ts'
import type { SqliteDatabase, SqliteStatement } from './open-sqlite.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'

/** Keyset pages: gaps between rowids cost nothing. */
export async function* readByRowid(
  database: SqliteDatabase,
  query: LineQuery,
  rowid: string,
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const pages = new Pages(database, query, rowid)
  let firstRow = 0
  for (let last: bigint | null = null; ; ) {
    const page = pages.after(last)
    if (page.rows === 0n) return
    yield { lines: toBuffer(page.lines), rows: Number(page.rows), firstRow }
    firstRow += Number(page.rows)
    last = page.last
    await setImmediate()
    signal.throwIfAborted()
  }
}

interface Page extends LinePage {
  readonly rows: bigint
  readonly last: bigint | null
}

/** The rows of a query, page by page. */
class Pages {
  readonly #database: SqliteDatabase
  readonly #query: LineQuery
  readonly #rowid: string
  readonly #cheapest: CheapestLine
  readonly #prepared = new Map<string, SqliteStatement<Page>>()

  constructor(database: SqliteDatabase, query: LineQuery, rowid: string) {
    this.#database = database
    this.#query = query
    this.#rowid = quoteIdentifier(rowid)
    this.#cheapest = new CheapestLine(query)
  }

  after(last: bigint | null): Page {
    return this.#cheapest.read((line, texts, most) =>
      this.#read(line, texts, last, most ?? this.#query.batchRows),
    )
  }

  /**
   * The inner LIMIT keeps SQLite from flattening the subquery. It is no parameter: SQLite plans by the value of a limit, so
   * it would prepare the statement anew for each page, which takes a millisecond for 60 columns.
   */
  #read(line: string, texts: string | null, last: bigint | null, rows: number): Page {
    const { table, where } = this.#query
    const sql = `
      select ${asBytes(`group_concat(line, '')`, this.#query)} as lines, count(*) as rows, max(r) as last,
             ${joined(texts)} as texts
        from (
          select ${this.#rowid} as r, ${endedLine(line, this.#query)} as line, ${texts ?? 'null'} as texts
            from ${quoteIdentifier(table)} not indexed
           where ${this.#rowid} ${last === null ? '>=' : '>'} ? and (${where ?? '1'})
           order by ${this.#rowid}
           limit ${rows}
        )`
    const statement = this.#prepared.get(sql) ?? this.#database.prepare<unknown[], Page>(sql)
    this.#prepared.set(sql, statement)
    return statement.get(last ?? LOWEST_INTEGER) ?? NO_PAGE
  }
}

const NO_PAGE: Page = { lines: null, texts: null, rows: 0n, last: null }
