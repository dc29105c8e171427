import { setImmediate } from 'node:timers/promises'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { SqliteDatabase, SqliteStatement } from './open-sqlite.ts'

/** A cheaper line, and the texts in it. */
export interface PlainLine {
  readonly line: string
  readonly texts: string
  readonly unless: readonly number[]
}

/** Rows of a table, each as one line of text that SQLite builds. */
export interface LineQuery {
  readonly table: string
  /** A SQLite expression that gives the line, without its newline; never NULL. */
  readonly line: string
  /** A SQLite predicate; null for all rows. */
  readonly where: string | null
  /** In rowid order by this name, or in the order of these expressions. */
  readonly order: { readonly rowid: string } | { readonly expressions: readonly string[] }
  /**
   * A cheaper line, which is the same where none of the bytes `unless` is in the texts: that is looked up in the texts of
   * each batch. Only for queries in rowid order.
   */
  readonly plain?: PlainLine | null
  /** Rows in one batch. */
  readonly batchRows: number
  /** The encoding of the database is UTF-16. */
  readonly utf16: boolean
}

/** Lines, each ended by a newline. */
export interface LineBatch {
  readonly lines: Buffer
  readonly rows: number
  /** Rows of the query that came before this batch. */
  readonly firstRow: number
}

const CURSOR_BATCH_BYTES = 1 << 20

/**
 * Reads a table as lines, in batches of about a megabyte; memory does not grow with the table.
 *
 * SQLite concatenates thousands of lines a call (measured: 0.8 M rows/s on one thread, against less than half
 * of that when each row becomes a JavaScript value).
 */
export function readLines(
  database: SqliteDatabase,
  query: LineQuery,
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  return 'rowid' in query.order
    ? readByRowid(database, query, query.order.rowid, signal)
    : readByCursor(database, query, signal)
}

/**
 * The table, the predicate and the order of a query, so that another select finds its rows at the same places.
 * Without an order an index could serve one of the two, and not the other.
 */
export function inOrder({ table, where, order }: LineQuery): string {
  const by = 'rowid' in order ? [quoteIdentifier(order.rowid)] : order.expressions
  const from = `${quoteIdentifier(table)} ${'rowid' in order || by.length === 0 ? 'not indexed' : ''}`
  return `${from} where ${where ?? 'true'} ${by.length === 0 ? '' : `order by ${by.join(', ')}`}`
}

/** Keyset pages: gaps between rowids cost nothing. */
async function* readByRowid(
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

/** The rows of a query, page by page. */
class Pages {
  readonly #database: SqliteDatabase
  readonly #query: LineQuery
  readonly #rowid: string
  readonly #prepared = new Map<string, SqliteStatement<Page>>()
  #untilTrial = 0

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
    const page = this.#read(plain.line, plain.texts, last)
    const { texts } = page
    const isPlain = texts === null || !plain.unless.some((byte) => texts.includes(byte))
    if (texts !== null) releaseMemory(texts)
    if (isPlain) return page
    this.#untilTrial = PAGES_BETWEEN_TRIALS
    return this.#read(line, null, last)
  }

  /** The inner LIMIT keeps SQLite from flattening the subquery. */
  #read(line: string, texts: string | null, last: bigint | null): Page {
    const { table, where, batchRows } = this.#query
    const sql = `
      select ${asBytes(`group_concat(line, '')`, this.#query)} as lines, count(*) as rows, max(r) as last,
             ${texts === null ? 'null' : `cast(group_concat(texts, '') as blob)`} as texts
        from (
          select ${this.#rowid} as r, (${line}) || char(10) as line, ${texts ?? 'null'} as texts
            from ${quoteIdentifier(table)} not indexed
           where ${this.#rowid} ${last === null ? '>=' : '>'} ? and (${where ?? 'true'})
           order by ${this.#rowid}
           limit ?
        )`
    const statement = this.#prepared.get(sql) ?? this.#database.prepare<unknown[], Page>(sql)
    this.#prepared.set(sql, statement)
    return statement.get(last ?? MIN_ROWID, BigInt(batchRows)) ?? NO_PAGE
  }
}

const NO_PAGE: Page = { lines: null, texts: null, rows: 0n, last: null }
const MIN_ROWID = -(2n ** 63n)

async function* readByCursor(
  database: SqliteDatabase,
  query: LineQuery,
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const rows = database
    .prepare(`
      select ${asBytes(`(${query.line}) || char(10)`, query)}
        from ${inOrder(query)}`)
    .raw()
    .iterate() as IterableIterator<[Buffer | string]>
  let firstRow = 0
  let pending: Buffer[] = []
  let bytes = 0
  for (const [line] of rows) {
    const buffer = toBuffer(line)
    pending.push(buffer)
    bytes += buffer.length
    if (bytes < CURSOR_BATCH_BYTES && pending.length < query.batchRows) continue
    yield { lines: Buffer.concat(pending), rows: pending.length, firstRow }
    firstRow += pending.length
    pending = []
    bytes = 0
    await setImmediate()
    signal.throwIfAborted()
  }
  if (pending.length > 0) yield { lines: Buffer.concat(pending), rows: pending.length, firstRow }
}

/** In a UTF-16 database a cast to blob gives UTF-16, so the text itself is fetched and encoded here. */
function asBytes(expression: string, query: LineQuery): string {
  return query.utf16 ? expression : `cast(${expression} as blob)`
}

function toBuffer(lines: Buffer | string | null): Buffer {
  if (lines === null) return Buffer.alloc(0)
  return typeof lines === 'string' ? Buffer.from(lines, 'utf8') : lines
}
