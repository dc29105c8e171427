import { setImmediate } from 'node:timers/promises'
import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { LineBatch, LineQuery } from '../../engines/sqlite/read-lines.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { copyInParts, type RefusedLine, refusedColumn, tryCopy } from './copy-in-parts.ts'
import { copySkipping } from './copy-skipping.ts'
import type { CopiedTable, CopyOptions, CopyOutcome } from './copy-table.ts'
import { loadedColumns } from './encode-line.ts'
import { longQuery } from './line-query.ts'
import { readLongLines } from './long-rows.ts'
import { NumberedLines } from './numbered-lines.ts'
import { type Refusal, RefusalLog, refusalIssueId } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import { RowSieve } from './row-sieve.ts'
import { NOTHING_KNOWN, ValueSieve } from './value-sieve.ts'

/** Small enough that sending a batch again costs little, and large enough that asking about it costs little a row. */
const CAREFUL_BATCH_ROWS = 10_000
/** Failed COPYs of one batch, about as dear as letting the server insert the whole batch row by row. */
const PATIENCE = 6

/** Refused rows are noted so many at a time: that takes less than a millisecond. */
const NOTED_AT_ONCE = 100

/** Copies in batches of their own; each row that PostgreSQL refuses is rejected, and all others are loaded. */
export async function copyWithRejects(
  copied: CopiedTable,
  query: LineQuery,
  statement: string,
  rejects: RejectWriter,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const { table, source, connection } = copied
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) }
  const loader = new CarefulLoader(connection, table, statement)
  const log = new RefusalLog(source, table, options)
  let rowsLoaded = 0
  let isJudged = true
  let refusedRows: CopyOutcome['refusedRows'] = null
  const note = async ({ firstRow }: LineBatch, refused: readonly RefusedLine[]) => {
    for (const [index, { line, others, ...why }] of refused.entries()) {
      const reject = log.add(careful, { row: firstRow + line, ...why })
      await rejects.write(reject)
      isJudged &&= others !== undefined && !options.hasChecks
      for (const { column, sqlstate } of options.hasChecks ? [] : (others ?? [])) {
        rejects.tell({ issue: refusalIssueId(table, column, sqlstate), sqlstate, key: reject.key })
      }
      // the server is at the next batch, and has to be heard
      if (index % NOTED_AT_ONCE === 0) await setImmediate()
    }
  }
  let noted = Promise.resolve()
  let loading: Promise<readonly RefusedLine[]> = Promise.resolve([])
  try {
    for await (const batch of options.read(careful)) {
      loading = loader.load(new NumberedLines(batch.lines))
      const [refused] = await Promise.all([loading, noted])
      // the server has answered, so that nobody reads the lines any more
      releaseMemory(batch.lines)
      rowsLoaded += batch.rows - refused.length
      options.onRows(batch.rows)
      noted = note(batch, refused)
      noted.catch(() => {})
    }
    await noted
    for await (const refused of copyLong(copied, statement, options)) {
      if (refused === null) rowsLoaded += 1
      else {
        await rejects.write(log.add(refused.query, refused))
        isJudged = false
      }
    }
    await loader.close()
  } catch (error) {
    // who fails first must not take the connection from the server, nor the cursors from their rows
    await Promise.allSettled([loading, noted])
    // a connection that is lost, or in a failed transaction, serves no other table
    await loader.close().catch(() => {})
    throw error
  } finally {
    refusedRows = log.close()
  }
  return { rowsLoaded, isFrozen: false, refusedRows, isJudged }
}

/** Copies each long row by itself. Gives null, or why it was refused. */
async function* copyLong(
  { table, source, connection }: CopiedTable,
  statement: string,
  { onRows, signal }: CopyOptions,
): AsyncGenerator<(Refusal & { readonly query: LineQuery }) | null> {
  const query = longQuery(table)
  if (query === null) return
  let row = 0
  for (const line of readLongLines(source, table, query)) {
    signal.throwIfAborted()
    const refusal = await tryCopy(connection, statement, line)
    onRows(1)
    if (refusal === null) yield null
    else yield { query, row, sqlstate: refusal.fields.sqlstate, column: refusedColumn(table, refusal) }
    row += 1
  }
}

/**
 * Lets COPY skip what types refuse, where the server can. Else it sends batches by COPY while few rows are bad; where many
 * are, the server is asked for those with a value that its type refuses, and the others are sent. Where types are not all
 * that refuses rows, the server inserts row by row.
 */
class CarefulLoader {
  readonly #connection: PostgresConnection
  readonly #table: TablePlan
  readonly #statement: string
  /** Opened by the first batch that needs them. */
  #values?: Promise<ValueSieve | null>
  #sieve?: Promise<RowSieve | null>
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
    const skipped = await this.#copySkipping(lines)
    if (skipped !== null) return skipped
    const copied = await this.#copy(lines, 0, this.#patience)
    if (copied.end === lines.count) return copied.refused
    const unfit = await this.#copyFitting(lines, copied.end)
    if (unfit !== null) return [...copied.refused, ...unfit]
    this.#sieve ??= RowSieve.open(this.#connection, this.#table)
    const sifted = (await (await this.#sieve)?.insert(lines, copied.end)) ?? null
    if (sifted !== null) {
      this.#patience = sifted.length > PATIENCE ? 0 : PATIENCE
      return [...copied.refused, ...sifted]
    }
    const rest = await this.#copy(lines, copied.end, Number.POSITIVE_INFINITY)
    return [...copied.refused, ...rest.refused]
  }

  /** Gives the lines that were skipped; null where others are refused too, and none is loaded. */
  async #copySkipping(lines: NumberedLines): Promise<readonly RefusedLine[] | null> {
    const values = await this.#openValues()
    if (values?.canSkip !== true || !this.#onlyTypesRefuse) return null
    await this.#connection.query('begin')
    const skipped = await copySkipping(
      this.#connection,
      this.#statement,
      lines.slice(0, lines.count),
      lines.count,
    )
    const unfit = skipped && (await this.#judge(values, lines.numberedOf(skipped, NOTHING_KNOWN), true))
    this.#onlyTypesRefuse = unfit !== null && unfit.length === skipped?.length
    await this.#connection.query(this.#onlyTypesRefuse ? 'commit' : 'rollback')
    return this.#onlyTypesRefuse ? unfit : null
  }

  /** Gives the lines with values that do not fit; null where others are refused too, and none is loaded. */
  async #copyFitting(lines: NumberedLines, first: number): Promise<readonly RefusedLine[] | null> {
    const values = await this.#openValues()
    if (values?.isFast !== true || !this.#onlyTypesRefuse) return null
    const unfit = await this.#judge(values, lines.numbered(first, NOTHING_KNOWN), false)
    const fitting = lines.without(new Set(unfit.map(({ line }) => line)), first)
    this.#onlyTypesRefuse =
      unfit.length > 0 && (await tryCopy(this.#connection, this.#statement, [fitting])) === null
    if (!this.#onlyTypesRefuse) return null
    this.#patience = unfit.length > PATIENCE ? 0 : PATIENCE
    return unfit
  }

  /** Gives the lines with values that do not fit, each for the first of them. */
  async #judge(values: ValueSieve, lines: Buffer, isInTransaction: boolean): Promise<readonly RefusedLine[]> {
    const refused = Map.groupBy((await values.judge(lines, isInTransaction)) ?? [], ({ line }) => line)
    return [...refused].map(([line, found]) => {
      const reasons = found.map(({ place, sqlstate }) => ({ column: this.#columnAt(place), sqlstate }))
      const [first = { column: null, sqlstate: '' }, ...others] = reasons
      return { line, ...first, others }
    })
  }

  #columnAt(place: number): string | null {
    return loadedColumns(this.#table)[place]?.source ?? null
  }

  #openValues(): Promise<ValueSieve | null> {
    this.#values ??= ValueSieve.open(this.#connection, this.#table)
    return this.#values
  }

  async close(): Promise<void> {
    await (await this.#values)?.close()
    await (await this.#sieve)?.close()
  }

  #copy(lines: NumberedLines, first: number, patience: number) {
    return copyInParts(this.#connection, this.#table, this.#statement, lines, first, patience)
  }
}
