import { setImmediate } from 'node:timers/promises'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import { asBytes, endedLine, toBuffer } from './line-bytes.ts'
import type { SqliteDatabase, SqliteStatement } from './open-sqlite.ts'
import type { LineBatch, LineQuery, PlainLine } from './read-lines.ts'

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

interface Page {
  readonly lines: Buffer | string | null
  readonly texts: Buffer | null
  readonly rows: bigint
  readonly last: bigint | null
}

/** Pages that are read by the other line before the cheaper one is tried again. */
const PAGES_BETWEEN_TRIALS = 20
/** Rows that tell whether values are spelled as they are compared. */
const TRIAL_ROWS = 100

/** The rows of a query, page by page. */
class Pages {
  readonly #database: SqliteDatabase
  readonly #query: LineQuery
  readonly #rowid: string
  readonly #prepared = new Map<string, SqliteStatement<Page>>()
  #untilTrial = 0
  #plainLine: string | null = null

  constructor(database: SqliteDatabase, query: LineQuery, rowid: string) {
    this.#database = database
    this.#query = query
    this.#rowid = quoteIdentifier(rowid)
  }

  after(last: bigint | null): Page {
    const { plain = null, line } = this.#query
    if (plain === null || this.#untilTrial > 0) {
      this.#untilTrial -= 1
      return this.#read(line, null, last)
    }
    this.#plainLine ??= this.#cheapest(plain, last)
    const page = this.#read(this.#plainLine, plain.texts, last)
    const { texts } = page
    const isPlain = texts === null || !plain.unless.some((byte) => texts.includes(byte))
    if (texts !== null) releaseMemory(texts)
    if (isPlain) return page
    this.#untilTrial = PAGES_BETWEEN_TRIALS
    return this.#read(line, null, last)
  }

  #cheapest({ line, asSpelled }: PlainLine, last: bigint | null): string {
    if (asSpelled === null) return line
    const firstRows = (one: string) => toBuffer(this.#read(one, null, last, TRIAL_ROWS).lines)
    return firstRows(asSpelled).equals(firstRows(line)) ? asSpelled : line
  }

  /**
   * The inner LIMIT keeps SQLite from flattening the subquery. It is no parameter: SQLite plans by the value of a limit, so
   * it would prepare the statement anew for each page, which takes a millisecond for 60 columns.
   */
  #read(line: string, texts: string | null, last: bigint | null, rows = this.#query.batchRows): Page {
    const { table, where } = this.#query
    const sql = `
      select ${asBytes(`group_concat(line, '')`, this.#query)} as lines, count(*) as rows, max(r) as last,
             ${texts === null ? 'null' : `cast(group_concat(texts, '') as blob)`} as texts
        from (
          select ${this.#rowid} as r, ${endedLine(line, this.#query)} as line, ${texts ?? 'null'} as texts
            from ${quoteIdentifier(table)} not indexed
           where ${this.#rowid} ${last === null ? '>=' : '>'} ? and (${where ?? 'true'})
           order by ${this.#rowid}
           limit ${rows}
        )`
    const statement = this.#prepared.get(sql) ?? this.#database.prepare<unknown[], Page>(sql)
    this.#prepared.set(sql, statement)
    return statement.get(last ?? MIN_ROWID) ?? NO_PAGE
  }
}

const NO_PAGE: Page = { lines: null, texts: null, rows: 0n, last: null }
const MIN_ROWID = -(2n ** 63n)
