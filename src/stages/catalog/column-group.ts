import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { ChunkProfile } from './chunk-profile.ts'
import { columnMeasures, VALUE_KINDS, type ValueKind } from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { countTexts } from './count-texts.ts'
import {
  holdsLargeNumbers,
  holdsOtherKinds,
  kindsOf,
  type Measured,
  profileOf,
} from './profile-of-measures.ts'
import type { ColumnStructure } from './table-structure.ts'

/** A column with what is known of it so far. */
interface LearningColumn {
  readonly structure: ColumnStructure
  /** The kinds of values. */
  readonly seen: Set<ValueKind>
  /** The kinds that the next query asks for. */
  expected: ReadonlySet<ValueKind>
  /** Some text held more than ASCII. */
  hasNonAscii: boolean
  /** No number was infinite or beyond 2^53. */
  isSmall: boolean
  /** What the last query gave. */
  measured: Measured
}

/**
 * Columns of one query: a result has at most 2000 columns (SQLITE_MAX_COLUMN), and a column takes up to 30 of them; and SQLite
 * compares each aggregate with all others when it prepares the query.
 */
const COLUMNS_AT_ONCE = 20

interface Query {
  readonly sql: string
  readonly get: (values: readonly unknown[]) => readonly unknown[]
}

const ALL_KINDS: ReadonlySet<ValueKind> = new Set(VALUE_KINDS)

/**
 * Columns that are measured together. The group learns from each chunk which kinds of values a column holds and
 * asks only for those in the next; a chunk with another kind is measured again with all of them, and one with numbers
 * that are infinite or beyond 2^53 once more, to count these. The first chunk is asked for everything.
 */
export class ColumnGroup {
  readonly #database: SqliteDatabase
  readonly #table: string
  readonly #columns: readonly LearningColumn[]
  readonly #gathersTexts: boolean
  /** As many as there are batches of columns, in their order. */
  #queries: readonly Query[] = []
  #hasUnreadable = false
  #knowsNothing = true

  /** @param gathersTexts whether all texts of a chunk can be gathered: they are in UTF-8, and the chunks are small */
  constructor(
    database: SqliteDatabase,
    table: string,
    columns: readonly ColumnStructure[],
    gathersTexts: boolean,
  ) {
    this.#database = database
    this.#table = table
    this.#gathersTexts = gathersTexts
    this.#columns = columns.map((structure) => ({
      structure,
      seen: new Set(),
      expected: ALL_KINDS,
      hasNonAscii: false,
      isSmall: true,
      measured: new Map(),
    }))
  }

  /** @throws the driver's error where rows cannot be read */
  measure(chunk: Chunk): ChunkProfile {
    try {
      return this.#measure(chunk)
    } catch (error) {
      if (sqliteResultCode(error) !== 'SQLITE_TOOBIG' || this.#hasUnreadable) throw error
      this.#hasUnreadable = true
      return this.#measure(chunk)
    }
  }

  /** Asks again where the answer shows that something was overlooked. */
  #measure(chunk: Chunk): ChunkProfile {
    let rows = this.#query(chunk)
    const mixed = this.#columns.filter(({ measured }) => holdsOtherKinds(measured))
    for (const column of mixed) column.expected = ALL_KINDS
    if (mixed.length > 0) rows = this.#query(chunk)
    const large = this.#columns.filter(({ measured, isSmall }) => isSmall && holdsLargeNumbers(measured))
    for (const column of large) column.isSmall = false
    if (large.length > 0) rows = this.#query(chunk)
    const profiles = this.#columns.map((column) => this.#conclude(column, chunk, rows))
    this.#knowsNothing = false
    return { rows, profiles }
  }

  /** Measures the columns of a chunk. Gives the number of rows. */
  #query(chunk: Chunk): number {
    const batches = inBatches(this.#columns, COLUMNS_AT_ONCE)
    const parts = batches.map((batch) => batch.map((column, index) => this.#measuresOf(column, index)))
    this.#queries = parts.map((batch, index) => {
      const aggregates = batch.flatMap((part) => part.aggregates.map(({ sql }) => sql))
      const sql = `
        select ${['count(*)', ...aggregates].join(', ')}
          from (select ${batch.flatMap(({ inner }) => inner).join(', ')}
                  from ${quoteIdentifier(this.#table)} not indexed
                 where ${chunk.condition}
                 limit -1)`
      return this.#prepare(sql, this.#queries[index])
    })
    let rows = 0
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#queries[index]?.get(chunk.values) ?? []
      rows = Number(count ?? 0)
      let next = 0
      for (const [place, column] of batch.entries())
        column.measured = new Map(parts[index]?.[place]?.aggregates.map(({ of }) => [of, values[next++]]))
    }
    return rows
  }

  #measuresOf({ structure, expected, hasNonAscii, isSmall }: LearningColumn, index: number) {
    return columnMeasures(structure, index, expected, {
      gathersTexts: this.#gathersTexts,
      unreadable: this.#hasUnreadable,
      characters: hasNonAscii || this.#knowsNothing,
      small: isSmall,
    })
  }

  /** Most chunks ask the same question as the one before. */
  #prepare(sql: string, last: Query | undefined): Query {
    if (last?.sql === sql) return last
    const statement = this.#database.prepare<unknown[], unknown[]>(sql).raw()
    return { sql, get: (bound) => statement.get(...bound) ?? [] }
  }

  #conclude(column: LearningColumn, chunk: Chunk, rows: number): ColumnProfile {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind)
    column.expected = column.seen
    const profile = profileOf(column.measured, rows)
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk }
    const counts = countTexts(place, profile, column.measured)
    const gathered = column.measured.get('gathered')
    if (Buffer.isBuffer(gathered)) releaseMemory(gathered)
    column.hasNonAscii ||= counts.textsNonAscii > 0
    return { ...profile, ...counts }
  }
}

function inBatches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
