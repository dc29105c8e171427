import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { ForeignKey } from '../catalog/catalog.ts'
import type { ValueDraw } from './draw-values.ts'
import type { EngineQuery, Query } from './query.ts'
import {
  areComparable,
  columnNamed,
  isReadable,
  isUniform,
  readableColumns,
  sortsAlike,
  type WorkloadColumn,
  type WorkloadTable,
} from './workload-tables.ts'

const PAGE_ROWS = 50
/** A page of an application does not lie deeper. */
const DEEPEST_PAGE = 10_000
/** What a range, a join or the groups of a column read at most, so that no query takes longer with a larger table. */
const RANGE_SHARE = 0.01
const FEWEST_RANGE_ROWS = 10
const MOST_RANGE_ROWS = 2_000
/** What aggregates read at most where the table has a key: enough to be graded. */
const MOST_AGGREGATED_ROWS = 40_000
const MOST_LOOKED_UP_ROWS = 20_000
const MOST_AGGREGATED_BYTES = 8 * 2 ** 20

export interface QueryOptions {
  /** Texts sort by their bytes on both sides. */
  readonly textsSortAlike: boolean
}

/** The place of a name in each engine. */
interface Spelled {
  readonly sqlite: string
  readonly postgres: string
}

/** A column of a foreign key, and the one that it refers to. */
interface ColumnPair {
  readonly column: WorkloadColumn
  readonly other: WorkloadColumn
}

/** The queries that one table asks for. */
export class TableQueries {
  readonly #database: SqliteDatabase
  readonly #one: WorkloadTable
  readonly #tables: readonly WorkloadTable[]
  readonly #options: QueryOptions
  readonly #draw: ValueDraw

  constructor(
    database: SqliteDatabase,
    one: WorkloadTable,
    tables: readonly WorkloadTable[],
    options: QueryOptions,
    draw: ValueDraw,
  ) {
    this.#database = database
    this.#one = one
    this.#tables = tables
    this.#options = options
    this.#draw = draw
  }

  all(): readonly Query[] {
    const { table } = this.#one
    const key = this.#key()
    const indexed = table.indexes.flatMap(({ parts, where }) => {
      const [first] = parts
      const isPlain = where === null && first?.collation === 'BINARY' && first.column !== null
      const column = isPlain ? columnNamed(this.#one, first.column) : null
      return column !== null && this.#sorts(column) ? [column] : []
    })
    const leading = [...new Map(indexed.map((column) => [column.column.name, column])).values()]
    return [
      ...(key === null ? [] : [this.#byKey(key), this.#page(key)]),
      ...table.foreignKeys.flatMap((foreignKey) => this.#join(foreignKey)),
      ...leading.flatMap((column) => this.#range(column)),
      ...this.#aggregate(),
      ...leading.slice(0, 2).map((column) => this.#groups(column)),
    ]
  }

  /** The primary key, where both sides sort by it alike; null where there is none. */
  #key(): readonly WorkloadColumn[] | null {
    const { primaryKey, rowidAlias } = this.#one.table
    const names = rowidAlias === null ? primaryKey?.parts.map(({ column }) => column) : [rowidAlias]
    const columns = names?.map((name) => (name === null ? null : columnNamed(this.#one, name))) ?? []
    const usable = columns.filter((column) => column !== null)
    const sound = usable.every((column) => this.#sorts(column) && column.column.profile.nulls === 0)
    return usable.length > 0 && usable.length === columns.length && sound ? usable : null
  }

  #sorts(column: WorkloadColumn): boolean {
    const { textsSortAlike } = this.#options
    return sortsAlike(column, textsSortAlike, () => {
      return isUniform(this.#database, this.#one.table, column.column)
    })
  }

  #byKey(key: readonly WorkloadColumn[]): Query {
    const { table } = this.#one
    const names = key.map(({ column }) => column.name)
    return this.#query('by key', 1, false, this.#draw.row(table, names), (side) => {
      const conditions = key.map((column, at) => `${nameOf(column)[side]} = ${place(side, at + 1)}`)
      return `select ${this.#columns(side)} from ${this.#from(side)} where ${conditions.join(' and ')}`
    })
  }

  #page(key: readonly WorkloadColumn[]): Query {
    const offset = this.#draw.below(Math.min(DEEPEST_PAGE, this.#one.table.rowCount))
    return this.#query('page by key', offset + PAGE_ROWS, true, [], (side) => {
      const order = key.map((column) => nameOf(column)[side]).join(', ')
      const page = `limit ${PAGE_ROWS} offset ${offset}`
      return `select ${this.#columns(side)} from ${this.#from(side)} order by ${order} ${page}`
    })
  }

  #join({ columns, parentTable, parentColumns }: ForeignKey): readonly Query[] {
    const parent = this.#tables.find(({ table }) => sameName(table.name, parentTable))
    if (parent === undefined || parentColumns === null) return []
    const own = columns.map((name) => columnNamed(this.#one, name))
    const others = parentColumns.map((name) => columnNamed(parent, name))
    const pairs = own.flatMap((column, at) => {
      const other = others[at]
      return column != null && other != null ? [{ column, other }] : []
    })
    const sound = pairs.every(
      ({ column, other }) =>
        this.#sorts(column) && other.column.collation === 'BINARY' && areComparable(column, other),
    )
    const empty = pairs.some(({ column }) => column.column.profile.nulls >= this.#one.table.rowCount)
    if (pairs.length !== columns.length || !sound || empty) return []
    const name = columns.join(', ')
    const values = this.#draw.row(this.#one.table, columns)
    const children = values.includes(null) ? [] : [this.#children(name, pairs, values)]
    return [...children, ...this.#joined(name, parent, pairs)]
  }

  #children(name: string, pairs: readonly ColumnPair[], values: EngineQuery['values']): Query {
    return this.#query(`rows of one ${name}`, MOST_RANGE_ROWS, false, values, (side) => {
      const conditions = pairs.map(({ column }, at) => `${nameOf(column)[side]} = ${place(side, at + 1)}`)
      const own = `select 1 from ${this.#from(side)} where ${conditions.join(' and ')} limit ${MOST_RANGE_ROWS}`
      return `select count(*) from (${own}) part`
    })
  }

  /** Some rows with their parents, as a page of an application shows them. */
  #joined(name: string, parent: WorkloadTable, pairs: readonly ColumnPair[]): readonly Query[] {
    const [key, ...others] = this.#key() ?? []
    const rows = this.#rangeRows(this.#one.table.rowCount)
    const bounds = key === undefined || others.length > 0 ? null : this.#bounds(key, rows)
    if (key === undefined || bounds === null) return []
    const query = this.#query(
      `join with ${parent.table.name} over ${name}`,
      2 * rows,
      false,
      bounds,
      (side) => {
        const on = pairs.map(({ column, other }) => `c.${nameOf(column)[side]} = p.${nameOf(other)[side]}`)
        const { [side]: spelled } = nameOf(key)
        const range = `c.${spelled} between ${place(side, 1)} and ${place(side, 2)}`
        const tables = `${this.#from(side)} c join ${tableName(parent)[side]} p on ${on.join(' and ')}`
        return `select count(*), min(c.${spelled}), max(c.${spelled}) from ${tables} where ${range}`
      },
    )
    return [query]
  }

  #range(column: WorkloadColumn): readonly Query[] {
    const rows = this.#rangeRows(this.#present(column))
    const bounds = this.#bounds(column, rows)
    if (bounds === null) return []
    const query = this.#query(`range of ${column.column.name}`, rows, false, bounds, (side) => {
      const { [side]: spelled } = nameOf(column)
      const condition = `${spelled} between ${place(side, 1)} and ${place(side, 2)}`
      // many rows can have one value
      const first = `select ${spelled} v from ${this.#from(side)} where ${condition} order by ${spelled}`
      return `select count(*), min(v), max(v) from (${first} limit ${MOST_RANGE_ROWS}) part`
    })
    return [query]
  }

  /** Of all rows; of a part that the key tells apart, where there are many. */
  #aggregate(): readonly Query[] {
    const { table } = this.#one
    const measured = table.columns
      .flatMap(({ name }) => columnNamed(this.#one, name) ?? [])
      .filter(({ plan }) => AGGREGATED.has(plan.conversion.kind) && isReadable(plan))
      .slice(0, 2)
    const bytes = table.columns.reduce((sum, { profile }) => sum + profile.totalBytes, 0)
    const fitting = Math.floor(MOST_AGGREGATED_BYTES / Math.max(1, bytes / table.rowCount))
    // over any other key SQLite looks each row up by itself
    const most = table.rowidAlias === null ? MOST_LOOKED_UP_ROWS : MOST_AGGREGATED_ROWS
    const rows = Math.min(table.rowCount, most, fitting)
    const [key, ...others] = rows < table.rowCount ? (this.#key() ?? []) : []
    const bounds = key === undefined || others.length > 0 ? null : this.#bounds(key, rows)
    const reads = bounds === null ? table.rowCount : rows
    const query = this.#query('aggregates', reads, false, bounds ?? [], (side) => {
      const parts = measured.flatMap((column) => {
        const { [side]: name } = nameOf(column)
        return [`count(${name})`, `min(${name})`, `max(${name})`]
      })
      const range = `${place(side, 1)} and ${place(side, 2)}`
      const part = key === undefined || bounds === null ? '' : ` where ${nameOf(key)[side]} between ${range}`
      return `select ${['count(*)', ...parts].join(', ')} from ${this.#from(side)}${part}`
    })
    return [query]
  }

  #groups(column: WorkloadColumn): Query {
    return this.#query(`groups of ${column.column.name}`, MOST_RANGE_ROWS, true, [], (side) => {
      const { [side]: name } = nameOf(column)
      const first = `select ${name} v from ${this.#from(side)} where ${name} is not null order by ${name}`
      const grouped = `(${first} limit ${MOST_RANGE_ROWS}) part group by v order by v limit ${PAGE_ROWS}`
      return `select v, count(*) from ${grouped}`
    })
  }

  #present({ column }: WorkloadColumn): number {
    return this.#one.table.rowCount - column.profile.nulls
  }

  #rangeRows(present: number): number {
    return Math.min(MOST_RANGE_ROWS, Math.max(FEWEST_RANGE_ROWS, Math.floor(present * RANGE_SHARE)))
  }

  #bounds(column: WorkloadColumn, rows: number): EngineQuery['values'] | null {
    return this.#draw.range(this.#one.table, column.column.name, this.#present(column), rows)
  }

  #columns(side: keyof Spelled): string {
    const columns = readableColumns(this.#one)
    const names = columns.map(({ source, target }) => quoteIdentifier(side === 'sqlite' ? source : target))
    return names.length === 0 ? 'count(*)' : names.join(', ')
  }

  #from(side: keyof Spelled): string {
    return tableName(this.#one)[side]
  }

  #query(
    what: string,
    reads: number,
    ordered: boolean,
    values: EngineQuery['values'],
    spell: (side: keyof Spelled) => string,
  ): Query {
    return {
      name: `${this.#one.table.name}: ${what}`,
      source: 'derived',
      sqlite: { sql: spell('sqlite'), values },
      postgres: { sql: spell('postgres'), values },
      spelled: true,
      ordered,
      reads: Math.min(reads, this.#one.table.rowCount),
    }
  }
}

const AGGREGATED: ReadonlySet<string> = new Set(['integer', 'float', 'decimal', 'date'])

function tableName({ table, plan }: WorkloadTable): Spelled {
  return { sqlite: quoteIdentifier(table.name), postgres: quoteQualified(plan.target) }
}

function nameOf({ plan }: WorkloadColumn): Spelled {
  return { sqlite: quoteIdentifier(plan.source), postgres: quoteIdentifier(plan.target) }
}

function place(side: keyof Spelled, number: number): string {
  return `${side === 'sqlite' ? '?' : '$'}${number}`
}
