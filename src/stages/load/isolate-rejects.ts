import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineQuery } from '../../engines/sqlite/read-lines.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { copyInParts, type RefusedLine, tryCopy } from './copy-in-parts.ts'
import type { CopyOptions, CopyOutcome } from './copy-table.ts'
import { loadedColumns } from './encode-line.ts'
import { NumberedLines } from './numbered-lines.ts'
import { RefusalLog } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import { RowSieve } from './row-sieve.ts'
import { NOTHING_KNOWN, ValueSieve } from './value-sieve.ts'

/** Small enough that sending a batch again costs little, and large enough that asking about it costs little a row. */
const CAREFUL_BATCH_ROWS = 10_000
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
    for await (const batch of options.read(careful)) {
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

/**
 * Sends batches by COPY while few rows are bad. Where many are, the server is asked for those with a value that its type
 * refuses, and the others are sent; where that is not all that it refuses, it inserts row by row.
 */
class CarefulLoader {
  readonly #connection: PostgresConnection
  readonly #table: TablePlan
  readonly #statement: string
  #values: ValueSieve | null | 'not opened' = 'not opened'
  #sieve: RowSieve | null | 'not opened' = 'not opened'
  /** So far, types have refused all rows that were refused. */
  #onlyTypesRefuse = true
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
    const unfit = await this.#copyFitting(lines, copied.end)
    if (unfit !== null) return [...copied.refused, ...unfit]
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

  /** Gives the lines with values that do not fit; null where others are refused too, and none is loaded. */
  async #copyFitting(lines: NumberedLines, first: number): Promise<readonly RefusedLine[] | null> {
    if (!this.#onlyTypesRefuse) return null
    if (this.#values === 'not opened') this.#values = await ValueSieve.open(this.#connection, this.#table)
    if (this.#values?.isFast !== true) return null
    const values = (await this.#values.judge(lines.numbered(first, NOTHING_KNOWN))) ?? []
    const unfit = new Map<number, RefusedLine>()
    for (const { line, place, sqlstate } of values) {
      const column = loadedColumns(this.#table)[place]?.source ?? null
      if (!unfit.has(line)) unfit.set(line, { line, sqlstate, column })
    }
    const fitting = lines.without(new Set(unfit.keys()), first)
    this.#onlyTypesRefuse =
      unfit.size > 0 && (await tryCopy(this.#connection, this.#statement, fitting)) === null
    if (!this.#onlyTypesRefuse) return null
    this.#patience = unfit.size > PATIENCE ? 0 : PATIENCE
    return [...unfit.values()]
  }

  async close(): Promise<void> {
    if (this.#values !== 'not opened') await this.#values?.close()
    if (this.#sieve !== 'not opened') await this.#sieve?.close()
  }

  #copy(lines: NumberedLines, first: number, patience: number) {
    return copyInParts(this.#connection, this.#table, this.#statement, lines, first, patience)
  }
}
