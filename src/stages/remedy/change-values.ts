import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import type { RowKey } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Column, Table } from '../catalog/catalog.ts'
import { countRows, inMain, isSameRow, type RowNames, WORK } from './named-rows.ts'

/** What became of the rows that a remedy was to change. */
export interface Outcome {
  /** Values that are not what they were, or rows that are gone. */
  readonly rows: number
  readonly examples: readonly RowKey[]
  /** Rows that stay as they were because a rule of SQLite refused the new value. */
  readonly refused: number
  readonly reason: string | null
}

/** The values of a column that a remedy changes. */
export interface Change {
  readonly table: Table
  readonly column: Column
  readonly names: RowNames
  /** A SQLite predicate for the rows. */
  readonly where: string
  /** The SQLite expression of the new value. */
  readonly value: string
}

/**
 * Gives each row its new value; a row whose new value UNIQUE or NOT NULL forbids keeps the old one. What changed is
 * found by comparing, storage class included, because a column can turn what it is given into something else.
 *
 * @throws the driver's error where the expression or the predicate fails
 */
export function changeValues(database: SqliteDatabase, change: Change): Outcome {
  const { table, column, names } = change
  collect(database, change)
  const subject = `t.${quoteIdentifier(column.name)}`
  const isKey = column.name === table.rowidAlias
  const update = database.prepare(`
    update or ignore ${inMain(table.name)} as t
       set ${quoteIdentifier(column.name)} = w.new
      from ${WORK} w
     where ${isSameRow(names)}${isKey ? ` and typeof(w.new) = 'integer'` : ''}`)
  const given = Number(database.prepare(`select count(*) from ${WORK}`).pluck().get())
  let updated = 0
  let failure: string | null = null
  try {
    updated = update.run().changes
  } catch (error) {
    const resultCode = sqliteResultCode(error)
    if (resultCode === null || resultCode === 'SQLITE_FULL') throw error
    failure = `SQLite cannot write the table: ${messageWithoutValue(error)}`
  }
  const changed = countRows(
    database,
    WORK,
    names,
    `not exists (
       select 1
         from ${inMain(table.name)} t
        where ${isSameRow(names)}
          and typeof(${subject}) = typeof(w.old)
          and +${subject} collate binary is +w.old)`,
  )
  const refused = given - updated
  return {
    ...changed,
    refused,
    reason: refused === 0 ? null : (failure ?? whyRefused(database, column, isKey)),
  }
}

/** Only rows whose value would differ; the LIMIT keeps SQLite from computing the expression more than once. */
function collect(database: SqliteDatabase, { table, column, names, where, value }: Change): void {
  const list = names.columns.join(', ')
  database.exec(`drop table if exists ${WORK}; create temp table "pg-rehearsal work" (${list}, old, new)`)
  database
    .prepare(`
      insert into ${WORK}
      select ${list}, old, new
        from (select ${names.expressions.map((name, index) => `${name} as ${names.columns[index]}`).join(', ')},
                     ${quoteIdentifier(column.name)} as old,
                     ${value} as new
                from ${inMain(table.name)} not indexed
               where ${where}
               limit -1)
       where typeof(new) <> typeof(old) or new is not old collate binary`)
    .run()
}

function whyRefused(database: SqliteDatabase, column: Column, isKey: boolean): string {
  if (isKey) return 'the key takes nothing but integers, each of them once'
  const nulls = Number(database.prepare(`select count(*) from ${WORK} where new is null`).pluck().get())
  return nulls > 0 && column.notNull
    ? 'the column is NOT NULL'
    : 'another row has the value, and it must be unique'
}
