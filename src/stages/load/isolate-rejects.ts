import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { type LineQuery, readLines } from '../../engines/sqlite/read-lines.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { copyInParts, type RefusedLine } from './copy-in-parts.ts'
import type { CopyOptions, CopyOutcome } from './copy-table.ts'
import { NumberedLines } from './numbered-lines.ts'
import { RefusalLog } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import { RowSieve } from './row-sieve.ts'

/** Small enough that sending a batch again costs little. */
const CAREFUL_BATCH_ROWS = 2_000
/** Failed COPYs of one batch, about as dear as letting the server insert the whole batch row by row. */
const PATIENCE = 6

/** Copies in batches of their own; each row that PostgreSQL refuses is rejected, and all others are loaded. */
export async function copyWithRejects(
  database: SqliteDatabase,
  connection: PostgresConnection,
  table: TablePlan,
  query: LineQuery,
  statement: string,
  rejects: RejectWriter,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) }
  const loader = new CarefulLoader(connection, table, statement)
  const log = new RefusalLog(database, table, careful, options)
  let rowsLoaded = 0
  let refusedRows: CopyOutcome['refusedRows'] = null
  try {
    for await (const batch of readLines(database, careful, options.signal)) {
      const refused = await loader.load(new NumberedLines(batch.lines))
      for (const { line, ...why } of refused) {
        await rejects.write(log.add({ row: batch.firstRow + line, ...why }))
      }
      rowsLoaded += batch.rows - refused.length
      options.onRows(batch.rows)
    }
    await loader.close()
  } finally {
    refusedRows = log.close()
  }
  return { rowsLoaded, refusedRows }
}

/** Sends batches by COPY, and through the sieve while many rows are bad. */
class CarefulLoader {
  readonly #connection: PostgresConnection
  readonly #table: TablePlan
  readonly #statement: string
  #sieve: RowSieve | null | 'not opened' = 'not opened'
  #patience = PATIENCE

  constructor(connection: PostgresConnection, table: TablePlan, statement: string) {
    this.#connection = connection
    this.#table = table
    this.#statement = statement
  }

  /** Gives the refused lines, in their order. */
  async load(lines: NumberedLines): Promise<readonly RefusedLine[]> {
    const copied = await this.#copy(lines, 0, this.#patience)
    if (copied.end === lines.count) return copied.refused
    this.#sieve =
      this.#sieve === 'not opened' ? await RowSieve.open(this.#connection, this.#table) : this.#sieve
    const sifted = (await this.#sieve?.insert(lines, copied.end)) ?? null
    if (sifted !== null) {
      this.#patience = sifted.length > PATIENCE ? 0 : PATIENCE
      return [...copied.refused, ...sifted]
    }
    const rest = await this.#copy(lines, copied.end, Number.POSITIVE_INFINITY)
    return [...copied.refused, ...rest.refused]
  }

  async close(): Promise<void> {
    if (this.#sieve !== 'not opened') await this.#sieve?.close()
  }

  #copy(lines: NumberedLines, first: number, patience: number) {
    return copyInParts(this.#connection, this.#table, this.#statement, lines, first, patience)
  }
}
