import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
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
import type { ColumnStructure } from './read-table.ts'
import type { ChunkProfile } from './table-meter.ts'

/** What the chunks before have taught of a column. */
export interface LearnedColumn {
  /** The kinds of values. */
  readonly seen: ReadonlySet<ValueKind>
  /** Some text held more than ASCII. */
  readonly hasNonAscii: boolean
  /** No number was infinite or beyond 2^53. */
  readonly isSmall: boolean
}

/** A column with what is known of it so far. */
interface LearningColumn extends LearnedColumn {
  readonly structure: ColumnStructure
  readonly seen: Set<ValueKind>
  /** The kinds that the next query asks for. */
  expected: ReadonlySet<ValueKind>
  hasNonAscii: boolean
  isSmall: boolean
  /** What the last query gave. */
  measured: Measured
}

interface Query {
  readonly sql: string
  readonly get: (values: readonly unknown[]) => readonly unknown[]
}

const NOTHING_LEARNED: LearnedColumn = { seen: new Set(), hasNonAscii: false, isSmall: true }
const ALL_KINDS: ReadonlySet<ValueKind> = new Set(VALUE_KINDS)

/**
 * Columns that are measured by one query. The group learns from each chunk which kinds of values a column holds and
 * asks only for those in the next; a chunk with another kind is measured again with all of them, and one with numbers
 * that are infinite or beyond 2^53 once more, to count these. The first chunk is asked for everything.
 */
export class ColumnGroup {
  readonly #database: SqliteDatabase
  readonly #table: string
  readonly #columns: readonly LearningColumn[]
  readonly #sampled: boolean
  #prepared: Query | null = null
  #hasUnreadable = false
  #knowsNothing: boolean

  /**
   * @param sampled whether the texts of a chunk can be gathered: they are in UTF-8, and the chunks are small
   * @param learned what another group has learned of the same columns; null where none has
   */
  constructor(
    database: SqliteDatabase,
    table: string,
    columns: readonly ColumnStructure[],
    sampled: boolean,
    learned: readonly LearnedColumn[] | null,
  ) {
    this.#database = database
    this.#table = table
    this.#sampled = sampled
    this.#knowsNothing = learned === null
    this.#columns = columns.map((structure, index) => {
      const { seen, ...known } = learned?.[index] ?? NOTHING_LEARNED
      const own = new Set(seen)
      return {
        structure,
        seen: own,
        expected: learned === null ? ALL_KINDS : own,
        ...known,
        measured: new Map(),
      }
    })
  }

  get learned(): readonly LearnedColumn[] {
    return this.#columns.map(({ seen, hasNonAscii, isSmall }) => ({ seen, hasNonAscii, isSmall }))
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

  /** Measures the columns and gives the number of rows. */
  #query(chunk: Chunk): number {
    const parts = this.#columns.map(({ structure, expected, hasNonAscii, isSmall }, index) =>
      columnMeasures(structure, index, expected, {
        sampled: this.#sampled,
        unreadable: this.#hasUnreadable,
        characters: hasNonAscii || this.#knowsNothing,
        small: isSmall,
      }),
    )
    const aggregates = parts.flatMap((part) => part.aggregates.map(({ sql }) => sql))
    const sql = `
      select ${['count(*)', ...aggregates].join(', ')}
        from (select ${parts.flatMap(({ inner }) => inner).join(', ')}
                from ${quoteIdentifier(this.#table)} not indexed
               where ${chunk.condition}
               limit -1)`
    const row = this.#read(sql, chunk.values)
    let next = 1
    for (const [index, column] of this.#columns.entries())
      column.measured = new Map(parts[index]?.aggregates.map(({ of }) => [of, row[next++]]))
    return Number(row[0] ?? 0)
  }

  /** Most chunks ask the same question as the one before. */
  #read(sql: string, values: readonly unknown[]): readonly unknown[] {
    if (this.#prepared?.sql !== sql) {
      const statement = this.#database.prepare<unknown[], unknown[]>(sql).raw()
      this.#prepared = { sql, get: (bound) => statement.get(...bound) ?? [] }
    }
    return this.#prepared.get(values)
  }

  #conclude(column: LearningColumn, chunk: Chunk, rows: number): ColumnProfile {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind)
    column.expected = column.seen
    const profile = profileOf(column.measured, rows)
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk }
    const counts = countTexts(place, profile, column.measured)
    const sample = column.measured.get('sample')
    if (Buffer.isBuffer(sample)) releaseMemory(sample)
    column.hasNonAscii ||= counts.textsNonAscii > 0
    return { ...profile, ...counts }
  }
}
