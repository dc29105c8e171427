import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import type { Column, Table } from '../catalog/catalog.ts'
import { inMain, isSameRow, type RowNames, WORK } from './named-rows.ts'

/** The column that a remedy is for. */
export interface Subject {
  readonly table: Table
  readonly column: Column
  readonly names: RowNames
}

/** Rows that a remedy has left as they were. */
export interface Refusal {
  /** The id of the issue that the remedy is for. */
  readonly id: string
  readonly reason: string
  readonly rows: number
}

/**
 * The rows that remedies had to leave, until the end of all remedies: a row that a later one has dropped or mended is not
 * left. They lie in temporary tables of the connection.
 */
export class RefusedRows {
  readonly #database: SqliteDatabase
  readonly #tables = new Map<string, { readonly name: string; readonly subject: Subject }>()

  constructor(database: SqliteDatabase) {
    this.#database = database
  }

  /** Notes the rows of the work table whose value is what its column `old` says. */
  noteUnchanged(id: string, subject: Subject, reason: string): void {
    this.#note(id, subject, reason, 'w.old', isUnchanged(subject))
  }

  /** Notes those rows of the work table whose change has been taken back, with the value that they have now. */
  noteTakenBack(id: string, subject: Subject, reason: string): void {
    const value = `t.${quoteIdentifier(subject.column.name)}`
    this.#note(id, subject, reason, value, `w.change = ${quoteLiteral(id)}`)
  }

  #note(id: string, subject: Subject, reason: string, old: string, where: string): void {
    const { table, names } = subject
    const columns = names.columns.join(', ')
    const known = this.#tables.get(id)
    const name = known?.name ?? `"pg-rehearsal refused ${this.#tables.size}"`
    if (known === undefined) {
      this.#database.exec(`create temp table ${name} (${columns}, old, reason)`)
      this.#tables.set(id, { name, subject })
    }
    this.#database.exec(`
      insert into ${name}
      select ${names.columns.map((column) => `w.${column}`).join(', ')}, ${old}, ${quoteLiteral(reason)}
        from ${WORK} w
        join ${inMain(table.name)} t on ${isSameRow(names)}
       where ${where}`)
  }

  /** Those that are still there with the value that they had. */
  left(): readonly Refusal[] {
    return [...this.#tables].flatMap(([id, { name, subject }]) => {
      const found = this.#database
        .prepare<[], [string, bigint]>(`
          select reason, count(*)
            from (select distinct ${subject.names.keys.map(({ column }) => `w.${column}`).join(', ')}, w.reason
                    from ${name} w
                    join ${inMain(subject.table.name)} t on ${isSameRow(subject.names)}
                   where ${isUnchanged(subject)})
           group by reason`)
        .raw()
        .all()
      return found.map(([reason, rows]) => ({ id, reason, rows: Number(rows) }))
    })
  }
}

function isUnchanged({ column }: Subject): string {
  const value = `t.${quoteIdentifier(column.name)}`
  return `typeof(${value}) = typeof(w.old) and +${value} collate binary is +w.old`
}
