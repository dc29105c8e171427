import { inOrder } from '../../engines/sqlite/in-order.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineQuery } from '../../engines/sqlite/read-lines.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { lineField, loadedColumns, TEXTS } from './encode-line.ts'

/** Values of more bytes are read as they are, and encoded here. */
const LONG_VALUE_BYTES = 1 << 20
const PIECE_BYTES = 1 << 20

const TAB = Buffer.from('\t')
const LINE_FEED = Buffer.from('\n')
/** `\x`, escaped. */
const HEX_PREFIX = Buffer.from('\\\\x')

/**
 * Reads long rows, each as the pieces of its line: its long values are in memory once as SQLite has read them, and once
 * in our hands, however they are encoded.
 */
export function* readLongLines(
  database: SqliteDatabase,
  table: TablePlan,
  query: LineQuery,
): Generator<Generator<Buffer>> {
  const columns = loadedColumns(table)
  const values = columns.flatMap((column) => [shortField(column, table), longValue(column, table)])
  const rows = database
    .prepare(`select ${values.join(', ')} from ${inOrder(query)}`)
    .raw()
    .iterate() as IterableIterator<unknown[]>
  for (const row of rows) yield lineOf(columns, row)
}

function* lineOf(columns: readonly ColumnPlan[], row: unknown[]): Generator<Buffer> {
  for (const [place, { conversion }] of columns.entries()) {
    const [short, long] = [row[2 * place], row[2 * place + 1]]
    if (place > 0) yield TAB
    if (Buffer.isBuffer(long)) yield* conversion.kind === 'bytes' ? hexPieces(long) : textPieces(long)
    else yield Buffer.from(String(short))
    // its memory is free for the next long value of the row
    row[2 * place + 1] = null
  }
  yield LINE_FEED
}

function isLong({ source }: ColumnPlan): string {
  return `ifnull(octet_length(${quoteIdentifier(source)}), 0) > ${LONG_VALUE_BYTES}`
}

/** What no other type can hold in such a length is a misfit, and not sent. */
function mayBeLong({ conversion }: ColumnPlan): boolean {
  return conversion.kind === 'bytes' || TEXTS.has(conversion.kind)
}

function shortField(column: ColumnPlan, table: TablePlan): string {
  const field = `cast(${lineField(column, table)} as text)`
  return mayBeLong(column) ? `iif(${isLong(column)}, null, ${field})` : field
}

function longValue(column: ColumnPlan, { encoding }: TablePlan): string {
  if (!mayBeLong(column)) return 'null'
  const value = quoteIdentifier(column.source)
  return `iif(${isLong(column)}, ${encoding === 'UTF-8' ? `cast(${value} as blob)` : `utf8(${value})`}, null)`
}

function* hexPieces(bytes: Buffer): Generator<Buffer> {
  yield HEX_PREFIX
  for (const piece of piecesOf(bytes)) yield Buffer.from(piece.toString('hex'), 'latin1')
}

/** The bytes of UTF-8 that COPY needs escaped are never part of another character. */
function* textPieces(bytes: Buffer): Generator<Buffer> {
  for (const piece of piecesOf(bytes)) {
    const escaped = piece
      .toString('latin1')
      .replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '')
    yield Buffer.from(escaped, 'latin1')
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES)
}
