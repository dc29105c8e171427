import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, Table } from '../catalog/catalog.ts'
import { inMain, isSameRow, type RowNames, rowNames, WORK } from './named-rows.ts'

/** One side of a foreign key: the columns are in the order of those of the other side. */
interface Side {
  readonly table: Table
  readonly names: RowNames
  readonly columns: readonly Column[]
}

interface Link {
  readonly child: Side
  readonly parent: Side
}

/** A table whose changes are noted: its temporary table, and the columns that foreign keys compare. */
interface Watched {
  readonly first: string
  readonly columns: readonly Column[]
}

const CHANGE = '"pg-rehearsal change"'

/**
 * Keeps children with their parents. A remedy can cut two keys to the same text: where one of the parents has to keep its
 * key, its children would silently become those of the other. So the values that foreign keys compare are noted as they
 * were before any remedy, and a row that has led to another parent gets them back.
 *
 * Temporary triggers write the notes, one for each changed row: https://www.sqlite.org/lang_createtrigger.html
 */
export class KeptParents {
  readonly #database: SqliteDatabase
  readonly #links: readonly Link[]
  readonly #watched = new Map<string, Watched>()

  /** @param catalog what the source declares, before any remedy */
  constructor(database: SqliteDatabase, catalog: Catalog) {
    this.#database = database
    this.#links = linksOf(catalog)
    database.exec(`create temp table ${CHANGE} (id)`)
  }

  /** Tells that what happens next to a table, for one issue, is to be noted. */
  expect(table: Table, id: string): void {
    this.#database.exec(`delete from ${CHANGE}`)
    this.#database.prepare(`insert into ${CHANGE} values (?)`).run(id)
    for (const { child, parent } of this.#links) {
      if (child.table.name !== table.name && parent.table.name !== table.name) continue
      this.#watch(child)
      this.#watch(parent)
    }
  }

  /**
   * Gives the first values back to rows whose change has led a child to another parent; to parents only where no child
   * is left to take back. To be called again until it changes nothing.
   *
   * @param tell is told of the rows while the work table holds what names them, and in `change` the id of the issue whose
   *   remedy it was; `isBack` is false where SQLite refuses the first values of all of them, or computes them
   * @returns how many rows have their first values again
   */
  takeBack(tell: (names: RowNames, isBack: boolean) => void): number {
    for (const link of this.#links) {
      for (const side of [link.child, link.parent]) {
        if (!this.#collect(link, side)) continue
        const restored = this.#restore(side)
        tell(side.names, restored > 0)
        if (restored > 0) return restored
      }
    }
    return 0
  }

  #watch({ table, names }: Side): void {
    if (this.#watched.has(table.name)) return
    const at = this.#watched.size
    const first = `"pg-rehearsal first ${at}"`
    const columns = comparedColumns(this.#links, table)
    this.#watched.set(table.name, { first, columns })
    const keys = names.keys.map((_, index) => `k${index}`)
    const values = columns.map(
      ({ affinity, collation }, index) => `v${index} ${affinity} collate ${quoteIdentifier(collation)}`,
    )
    const old = [
      ...names.keys.map(({ expression }) => expression),
      ...columns.map(({ name }) => quoteIdentifier(name)),
    ]
    const differs = old.map((expression) => `old.${expression} collate binary is not new.${expression}`)
    const isOld = isNoted({ names }, 'old', first)
    const note = `
      insert into ${first}
      select ${old.map((expression) => `old.${expression}`).join(', ')}, null
       where not exists (select 1 from ${first} where ${isOld})`
    const follow = (to: (expression: string) => string) =>
      `update ${first} set ${names.keys.map(({ expression }, index) => `k${index} = ${to(expression)}`).join(', ')}`
    this.#database.exec(`
      create temp table ${first} (${[...keys, ...values].join(', ')}, change);
      create index temp."pg-rehearsal first keys ${at}" on ${first} (${keys.join(', ')});
      ${columns.map((_, index) => `create index temp."pg-rehearsal first values ${at} ${index}" on ${first} (v${index});`).join(' ')}
      create temp trigger "pg-rehearsal changed ${at}" after update on ${inMain(table.name)}
      when ${differs.join(' or ')}
      begin
        ${note};
        ${follow((expression) => `new.${expression}`)}, change = (select id from ${CHANGE}) where ${isOld};
      end;
      create temp trigger "pg-rehearsal dropped ${at}" after delete on ${inMain(table.name)}
      begin
        ${note};
        ${follow(() => 'null')} where ${isOld};
      end`)
  }

  /**
   * Fills the work table with the rows of one side that have changed, and connect a child with another parent; or with none,
   * where the change of its own has been taken back.
   */
  #collect({ child, parent }: Link, side: Side): boolean {
    const [ofChild, ofParent] = [this.#watched.get(child.table.name), this.#watched.get(parent.table.name)]
    if (ofChild === undefined || ofParent === undefined) return false
    if (!this.#isAny(ofChild) && !this.#isAny(ofParent)) return false
    const before = child.columns.map(
      (column) => `iif(fc.k0 is null, c.${quoteIdentifier(column.name)}, fc.${notedAs(ofChild, column)})`,
    )
    const equals = (of: (column: Column) => string) =>
      parent.columns.map((column, index) => `${of(column)} = ${before[index]}`).join(' and ')
    const inTable = (alias: string) => (column: Column) => `${alias}.${quoteIdentifier(column.name)}`
    const inNotes = (alias: string) => (column: Column) => `${alias}.${notedAs(ofParent, column)}`
    const parents = inMain(parent.table.name)
    const now = child.columns.map(inTable('c'))
    const leadsTo = parent.columns
      .map((column, index) => `${inTable('p')(column)} = ${now[index]}`)
      .join(' and ')
    const anyKey = parent.names.keys[0]?.expression ?? ''
    // the parent has been taken back, and so has to be what was changed together with it
    const isLost = `
      ${now.map((value) => `${value} is not null`).join(' and ')}
      and exists (select 1 from ${ofParent.first} g join ${parents} q on ${isNoted(parent, 'q', 'g')}
                   where ${equals(inNotes('g'))} and ${equals(inTable('q'))})`
    const isAstray = `
      not iif(fp.k0 is null, ${equals(inTable('p'))}, ${equals(inNotes('fp'))})
      and (exists (select 1 from ${ofParent.first} g where ${equals(inNotes('g'))})
           or exists (select 1 from ${parents} q
                       where ${equals(inTable('q'))}
                         and not exists (select 1 from ${ofParent.first} g where ${isNoted(parent, 'q', 'g')})))`
    const [own, notes, of] = side === child ? ['c', 'fc', ofChild] : ['p', 'fp', ofParent]
    const isChanged = side.columns.map(
      (column) => `+${inTable(own)(column)} collate binary is not +${notes}.${notedAs(of, column)}`,
    )
    const named = side.names.expressions.map(
      (name, index) => `${own}.${name} as ${side.names.columns[index]}`,
    )
    this.#database.exec(`
      drop table if exists ${WORK};
      create temp table "pg-rehearsal work" as
      select distinct ${named.join(', ')}, ${notes}.change as change
        from ${inMain(child.table.name)} c
        left join ${inMain(parent.table.name)} p on ${leadsTo}
        left join ${ofChild.first} fc on ${isNoted(child, 'c', 'fc')}
        left join ${ofParent.first} fp on ${isNoted(parent, 'p', 'fp')}
       where ${notes}.k0 is not null and (${isChanged.join(' or ')})
         and iif(p.${anyKey} is null, ${isLost}, ${isAstray})`)
    return Number(this.#database.prepare(`select count(*) from ${WORK}`).pluck().get()) > 0
  }

  /** Of the rows in the work table, those stay there that have their first values again; all, where none can. */
  #restore({ table, names, columns }: Side): number {
    const watched = this.#watched.get(table.name)
    const own = columns.filter(({ generated }) => generated === null)
    if (watched === undefined || own.length === 0) return 0
    const { changes } = this.#database
      .prepare(`
        update or ignore ${inMain(table.name)} as t
           set ${own.map((column) => `${quoteIdentifier(column.name)} = f.${notedAs(watched, column)}`).join(', ')}
          from ${WORK} w, ${watched.first} f
         where ${isSameRow(names)} and ${isNoted({ names }, 't', 'f')}`)
      .run()
    if (changes > 0) {
      const isBack = own.map((column) => {
        const [value, first] = [`t.${quoteIdentifier(column.name)}`, `f.${notedAs(watched, column)}`]
        return `+${value} collate binary is +${first}`
      })
      this.#database.exec(`
        delete from ${WORK} as w
         where not exists (select 1
                             from ${inMain(table.name)} t
                             join ${watched.first} f on ${isNoted({ names }, 't', 'f')}
                            where ${isSameRow(names)} and ${isBack.join(' and ')})`)
    }
    return changes
  }

  #isAny({ first }: Watched): boolean {
    return Number(this.#database.prepare(`select exists (select 1 from ${first})`).pluck().get()) === 1
  }
}

/** The foreign keys that have both sides, a key among the parents, and names for their rows. */
function linksOf({ tables }: Catalog): readonly Link[] {
  return tables.flatMap((table) =>
    table.foreignKeys.flatMap(({ columns, parentTable, parentColumns }) => {
      const parent = tables.find(({ name }) => sameName(name, parentTable))
      const child = sideOf(table, columns)
      const other = parent === undefined || parentColumns === null ? null : sideOf(parent, parentColumns)
      return child === null ||
        other === null ||
        columns.length !== parentColumns?.length ||
        !isKey(other.table, other.columns)
        ? []
        : [{ child, parent: other }]
    }),
  )
}

function sideOf(table: Table, wanted: readonly string[]): Side | null {
  const names = rowNames(table)
  const columns = wanted.flatMap((own) => table.columns.find(({ name }) => sameName(name, own)) ?? [])
  const isKnown = columns.every(({ collation }) => BUILT_IN.has(collation))
  return names === null || columns.length !== wanted.length || !isKnown ? null : { table, names, columns }
}

/** Others belong to the application: SQLite cannot compare by them here. */
const BUILT_IN: ReadonlySet<string> = new Set(['BINARY', 'NOCASE', 'RTRIM'])

/** Where several parents could have one key, PostgreSQL has no such foreign key. */
function isKey({ primaryKey, uniques, indexes }: Table, columns: readonly Column[]): boolean {
  const whole = indexes.filter(({ unique, where }) => unique && where === null)
  return [...(primaryKey === null ? [] : [primaryKey]), ...uniques, ...whole].some(
    ({ parts }) =>
      parts.length === columns.length &&
      parts.every((part) => columns.some(({ name }) => name === part.column)),
  )
}

function comparedColumns(links: readonly Link[], { name, columns }: Table): readonly Column[] {
  const compared = new Set(
    links
      .flatMap(({ child, parent }) => [child, parent])
      .flatMap((side) => (side.table.name === name ? side.columns : [])),
  )
  return columns.filter((column) => compared.has(column))
}

function notedAs({ columns }: Watched, { name }: Column): string {
  return `v${columns.findIndex((column) => column.name === name)}`
}

/** The plus takes the affinity away, with which no index of the notes could be used: https://www.sqlite.org/optoverview.html */
function isNoted({ names }: Pick<Side, 'names'>, alias: string, notes: string): string {
  return names.keys
    .map(({ expression }, index) => `${notes}.k${index} = +${alias}.${expression}`)
    .join(' and ')
}
