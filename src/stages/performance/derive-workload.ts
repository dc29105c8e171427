import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { ForeignKey } from '../catalog/catalog.ts'
import { ValueDraw } from './draw-values.ts'
import type { EngineQuery, Query } from './query.ts'
import {
  columnNamed,
  isUniform,
  readableColumns,
  sortsAlike,
  type WorkloadColumn,
  type WorkloadTable,
} from './workload-tables.ts'

/** The largest tables; what is slow on them is slow. */
const MOST_TABLES = 12
const MOST_QUERIES = 48
const PAGE_ROWS = 50

export interface DeriveOptions {
  readonly seed: number
  /** Texts sort by their bytes on both sides. */
  readonly textsSortAlike: boolean
}

/**
 * The queries that a schema asks for: rows by their key, the children of a parent, joins over foreign keys, ranges of
 * indexes, aggregates and ordered pages. The same seed gives the same queries with the same values.
 */
export function deriveWorkload(
  database: SqliteDatabase,
  tables: readonly WorkloadTable[],
  options: DeriveOptions,
): readonly Query[] {
  const filled = tables.filter(({ table }) => table.rowCount > 0)
  const largest = filled.toSorted((a, b) => b.table.rowCount - a.table.rowCount).slice(0, MOST_TABLES)
  const draw = new ValueDraw(database, options.seed)
  return largest
    .flatMap((one) => new TableQueries(database, one, tables, options, draw).all())
    .slice(0, MOST_QUERIES)
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

class TableQueries {
  readonly #database: SqliteDatabase
  readonly #one: WorkloadTable
  readonly #tables: readonly WorkloadTable[]
  readonly #options: DeriveOptions
  readonly #draw: ValueDraw

  constructor(
    database: SqliteDatabase,
    one: WorkloadTable,
    tables: readonly WorkloadTable[],
    options: DeriveOptions,
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
      const first = where === null ? parts[0]?.column : null
      const column = first == null ? null : columnNamed(this.#one, first)
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
      return isUniform(this.#database, this.#one.table.name, column.column.name)
    })
  }

  #byKey(key: readonly WorkloadColumn[]): Query {
    const { table } = this.#one
    const values = this.#draw.row(
      table.name,
      key.map(({ column }) => column.name),
      table.rowCount,
    )
    return this.#query('by key', false, values, (side) => {
      const conditions = key.map((column, at) => `${nameOf(column)[side]} = ${place(side, at + 1)}`)
      return `select ${this.#columns(side)} from ${this.#from(side)} where ${conditions.join(' and ')}`
    })
  }

  #page(key: readonly WorkloadColumn[]): Query {
    const offset = this.#draw.below(Math.min(10_000, this.#one.table.rowCount))
    return this.#query('page by key', true, [], (side) => {
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
      ({ column, other }) => this.#sorts(column) && other.column.collation === 'BINARY',
    )
    const empty = pairs.some(({ column }) => column.column.profile.nulls >= this.#one.table.rowCount)
    if (pairs.length !== columns.length || !sound || empty) return []
    const name = columns.join(', ')
    const values = this.#draw.row(this.#one.table.name, columns, this.#one.table.rowCount)
    const children = values.includes(null) ? [] : [this.#children(name, pairs, values)]
    return [...children, ...this.#joined(name, parent, pairs)]
  }

  #children(name: string, pairs: readonly ColumnPair[], values: EngineQuery['values']): Query {
    return this.#query(`rows of one ${name}`, false, values, (side) => {
      const conditions = pairs.map(({ column }, at) => `${nameOf(column)[side]} = ${place(side, at + 1)}`)
      return `select count(*) from ${this.#from(side)} where ${conditions.join(' and ')}`
    })
  }

  /** Some rows with their parents, as a page of an application shows them. */
  #joined(name: string, parent: WorkloadTable, pairs: readonly ColumnPair[]): readonly Query[] {
    const [key, ...others] = this.#key() ?? []
    const bounds =
      key === undefined
        ? null
        : this.#draw.range(this.#one.table.name, key.column.name, this.#one.table.rowCount)
    if (key === undefined || others.length > 0 || bounds === null) return []
    const query = this.#query(`join with ${parent.table.name} over ${name}`, false, bounds, (side) => {
      const on = pairs.map(({ column, other }) => `c.${nameOf(column)[side]} = p.${nameOf(other)[side]}`)
      const { [side]: spelled } = nameOf(key)
      const range = `c.${spelled} between ${place(side, 1)} and ${place(side, 2)}`
      const tables = `${this.#from(side)} c join ${tableName(parent)[side]} p on ${on.join(' and ')}`
      return `select count(*), min(c.${spelled}), max(c.${spelled}) from ${tables} where ${range}`
    })
    return [query]
  }

  #range(column: WorkloadColumn): readonly Query[] {
    const { name } = column.column
    const present = this.#one.table.rowCount - column.column.profile.nulls
    const bounds = this.#draw.range(this.#one.table.name, name, present)
    if (bounds === null) return []
    const query = this.#query(`range of ${name}`, false, bounds, (side) => {
      const { [side]: spelled } = nameOf(column)
      const condition = `${spelled} between ${place(side, 1)} and ${place(side, 2)}`
      return `select count(*), min(${spelled}), max(${spelled}) from ${this.#from(side)} where ${condition}`
    })
    return [query]
  }

  #aggregate(): readonly Query[] {
    const measured = this.#one.table.columns
      .flatMap(({ name }) => columnNamed(this.#one, name) ?? [])
      .filter(({ plan }) => AGGREGATED.has(plan.conversion.kind))
      .slice(0, 2)
    const query = this.#query('aggregates', false, [], (side) => {
      const parts = measured.flatMap((column) => {
        const { [side]: name } = nameOf(column)
        return [`count(${name})`, `min(${name})`, `max(${name})`]
      })
      return `select ${['count(*)', ...parts].join(', ')} from ${this.#from(side)}`
    })
    return [query]
  }

  #groups(column: WorkloadColumn): Query {
    return this.#query(`groups of ${column.column.name}`, true, [], (side) => {
      const { [side]: name } = nameOf(column)
      const grouped = `where ${name} is not null group by ${name} order by ${name} limit ${PAGE_ROWS}`
      return `select ${name}, count(*) from ${this.#from(side)} ${grouped}`
    })
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
