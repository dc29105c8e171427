import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { ChunkProfile } from './chunk-profile.ts'
import { columnMeasures, VALUE_KINDS, type ValueKind } from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { countTexts, plainCounts } from './count-texts.ts'
import {
  holdsLargeNumbers,
  holdsOtherKinds,
  kindsOf,
  type Measured,
  profileOf,
} from './profile-of-measures.ts'
import type { ColumnStructure } from './table-structure.ts'
import {
  canBeGathered,
  readUniform,
  type UniformKind,
  uniformKind,
  uniformSelection,
} from './uniform-measures.ts'

/** What the chunks before have taught of a column. */
export interface LearnedColumn {
  /** The kinds of values. */
  readonly seen: ReadonlySet<ValueKind>
  /** Some text held more than ASCII. */
  readonly hasNonAscii: boolean
  /** No number was infinite or beyond 2^53. */
  readonly isSmall: boolean
  /** Where the values are of one kind, none of them has to be looked at by itself. */
  readonly isUniform: boolean
}

/** A column with what is known of it so far. */
interface LearningColumn extends LearnedColumn {
  readonly structure: ColumnStructure
  readonly seen: Set<ValueKind>
  /** The kinds that the next query asks for. */
  expected: ReadonlySet<ValueKind>
  hasNonAscii: boolean
  isSmall: boolean
  isUniform: boolean
  /** What the last query gave. */
  measured: Measured
}

/** A column that one kind of value can be taken for granted of, until it is disproven. */
interface UniformLearning {
  readonly column: LearningColumn
  readonly structure: ColumnStructure
  readonly kind: UniformKind
}

/** What the queries of the uniform columns gave; the measures of those that are proven stand in the columns. */
interface UniformAnswer {
  readonly rows: number
  readonly proven: ReadonlySet<LearningColumn>
  readonly unproven: ReadonlySet<UniformKind>
}

/**
 * Columns of one query: a result has at most 2000 columns (SQLITE_MAX_COLUMN), and a column takes up to 30 of them; and SQLite
 * compares each aggregate with all others when it prepares the query.
 */
const GENERAL_COLUMNS = 20
/** A uniform one takes up to six, and a function at most 1000 (SQLITE_MAX_FUNCTION_ARG). */
const UNIFORM_COLUMNS = 250

interface Query {
  readonly sql: string
  readonly get: (values: readonly unknown[]) => readonly unknown[]
}

const NOTHING_LEARNED: LearnedColumn = {
  seen: new Set(),
  hasNonAscii: false,
  isSmall: true,
  isUniform: true,
}
const ALL_KINDS: ReadonlySet<ValueKind> = new Set(VALUE_KINDS)

/**
 * Columns that are measured together. The group learns from each chunk which kinds of values a column holds and
 * asks only for those in the next; a chunk with another kind is measured again with all of them, and one with numbers
 * that are infinite or beyond 2^53 once more, to count these. The first chunk is asked for everything. Columns of one kind
 * have a query of their own, as long as it proves that this is still so.
 */
export class ColumnGroup {
  readonly #database: SqliteDatabase
  readonly #table: string
  readonly #columns: readonly LearningColumn[]
  readonly #gathersTexts: boolean
  /** Kinds of text of which a chunk could not be proven, though none of its columns held anything else. */
  readonly #unprovable = new Set<UniformKind>()
  /** As many as there are batches of columns, in their order. */
  #general: readonly Query[] = []
  #uniform: readonly Query[] = []
  #hasUnreadable = false
  #knowsNothing: boolean

  /**
   * @param gathersTexts whether all texts of a chunk can be gathered: they are in UTF-8, and the chunks are small
   * @param learned what another group has learned of the same columns; null where none has
   */
  constructor(
    database: SqliteDatabase,
    table: string,
    columns: readonly ColumnStructure[],
    gathersTexts: boolean,
    learned: readonly LearnedColumn[] | null,
  ) {
    this.#database = database
    this.#table = table
    this.#gathersTexts = gathersTexts
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
    return this.#columns.map(({ seen, hasNonAscii, isSmall, isUniform }) => ({
      seen,
      hasNonAscii,
      isSmall,
      isUniform,
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

  #measure(chunk: Chunk): ChunkProfile {
    const uniform = this.#uniformColumns()
    const found = this.#queryUniform(uniform, chunk)
    const others = this.#columns.filter((column) => !found.proven.has(column))
    const rows = others.length === 0 ? found.rows : this.#measureGenerally(others, chunk)
    const profiles = this.#columns.map((column) =>
      this.#conclude(column, found.proven.has(column), chunk, rows),
    )
    for (const kind of found.unproven) {
      const columns = uniform.filter((known) => known.kind === kind).map(({ column }) => column)
      if (columns.every((column) => uniformKindOf(column) === kind)) this.#unprovable.add(kind)
    }
    this.#knowsNothing = false
    return { rows, profiles }
  }

  /** Asks again where the answer shows that something was overlooked. Gives the number of rows. */
  #measureGenerally(columns: readonly LearningColumn[], chunk: Chunk): number {
    let rows = this.#queryGenerally(columns, chunk)
    const mixed = columns.filter(({ measured }) => holdsOtherKinds(measured))
    for (const column of mixed) column.expected = ALL_KINDS
    if (mixed.length > 0) rows = this.#queryGenerally(columns, chunk)
    const large = columns.filter(({ measured, isSmall }) => isSmall && holdsLargeNumbers(measured))
    for (const column of large) column.isSmall = false
    if (large.length > 0) rows = this.#queryGenerally(columns, chunk)
    return rows
  }

  #uniformColumns(): readonly UniformLearning[] {
    if (this.#knowsNothing || !this.#gathersTexts || this.#hasUnreadable) return []
    return this.#columns.flatMap((column) => {
      const kind = uniformKindOf(column)
      const isProvable = kind !== null && !this.#unprovable.has(kind)
      return isProvable ? [{ column, structure: column.structure, kind }] : []
    })
  }

  #queryUniform(uniform: readonly UniformLearning[], chunk: Chunk): UniformAnswer {
    const batches = inBatches(uniform, UNIFORM_COLUMNS)
    this.#uniform = batches.map((batch, index) => {
      const sql = `
        select ${['count(*)', ...uniformSelection(batch)].join(', ')}
          from ${quoteIdentifier(this.#table)} not indexed
         where ${chunk.condition}`
      return this.#prepare(sql, this.#uniform[index])
    })
    let rows = 0
    const proven = new Set<LearningColumn>()
    const unproven = new Set<UniformKind>()
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#uniform[index]?.get(chunk.values) ?? []
      rows = Number(count ?? 0)
      const result = readUniform(batch, values)
      for (const kind of result.unproven) unproven.add(kind)
      for (const [place, { column }] of batch.entries()) {
        const measured = result.measured[place] ?? null
        if (measured === null) continue
        column.measured = measured
        proven.add(column)
      }
      for (const value of values) if (Buffer.isBuffer(value)) releaseMemory(value)
    }
    return { rows, proven, unproven }
  }

  /** Measures columns of any kinds. Gives the number of rows. */
  #queryGenerally(columns: readonly LearningColumn[], chunk: Chunk): number {
    const batches = inBatches(columns, GENERAL_COLUMNS)
    const parts = batches.map((batch) => batch.map((column, index) => this.#generalMeasures(column, index)))
    this.#general = parts.map((batch, index) => {
      const aggregates = batch.flatMap((part) => part.aggregates.map(({ sql }) => sql))
      const sql = `
        select ${['count(*)', ...aggregates].join(', ')}
          from (select ${batch.flatMap(({ inner }) => inner).join(', ')}
                  from ${quoteIdentifier(this.#table)} not indexed
                 where ${chunk.condition}
                 limit -1)`
      return this.#prepare(sql, this.#general[index])
    })
    let rows = 0
    for (const [index, batch] of batches.entries()) {
      const [count, ...values] = this.#general[index]?.get(chunk.values) ?? []
      rows = Number(count ?? 0)
      let next = 0
      for (const [place, column] of batch.entries())
        column.measured = new Map(parts[index]?.[place]?.aggregates.map(({ of }) => [of, values[next++]]))
    }
    return rows
  }

  #generalMeasures({ structure, expected, hasNonAscii, isSmall }: LearningColumn, index: number) {
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

  #conclude(column: LearningColumn, isProven: boolean, chunk: Chunk, rows: number): ColumnProfile {
    for (const kind of kindsOf(column.measured)) column.seen.add(kind)
    column.expected = column.seen
    const profile = profileOf(column.measured, rows)
    const place = { database: this.#database, table: this.#table, column: column.structure.name, chunk }
    const counts = isProven ? plainCounts(column.measured) : countTexts(place, profile, column.measured)
    const gathered = column.measured.get('gathered')
    if (Buffer.isBuffer(gathered)) releaseMemory(gathered)
    column.hasNonAscii ||= counts.textsNonAscii > 0
    const concluded = { ...profile, ...counts }
    column.isUniform &&= canBeGathered(concluded, uniformKindOf(column))
    return concluded
  }
}

function uniformKindOf(column: LearningColumn): UniformKind | null {
  const { structure, seen, isSmall, isUniform, hasNonAscii } = column
  return isSmall && isUniform ? uniformKind(structure, seen, hasNonAscii) : null
}

function inBatches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
