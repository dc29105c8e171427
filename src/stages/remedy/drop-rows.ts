import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Table } from '../catalog/catalog.ts'
import type { Outcome } from './change-values.ts'
import { countWork, inMain, isSameRow, type RowNames, WORK } from './named-rows.ts'

/**
 * Drops the rows of a predicate, all of them at once.
 *
 * @throws the driver's error where the predicate fails
 */
export function dropRows(database: SqliteDatabase, table: Table, names: RowNames, where: string): Outcome {
  collect(database, table, names, where)
  const keys = names.keys.map(({ expression }) => expression).join(', ')
  const columns = names.keys.map(({ column }) => column).join(', ')
  database
    .prepare(`delete from ${inMain(table.name)} where (${keys}) in (select ${columns} from ${WORK})`)
    .run()
  return outcome(database, table, names)
}

/**
 * Drops rows one by one from the last key on, each only as long as the predicate still finds it: of rows that are
 * equal the first one stays.
 *
 * @throws the driver's error where the predicate fails
 */
export function dropSurplusRows(
  database: SqliteDatabase,
  table: Table,
  names: RowNames,
  where: string,
): Outcome {
  collect(database, table, names, where)
  const columns = names.keys.map(({ column }) => column).join(', ')
  const order = names.keys.map(({ column }) => `${column} desc`).join(', ')
  const rows = database.prepare(`select ${columns} from ${WORK} order by ${order}`).raw().all() as unknown[][]
  const isRow = names.keys.map(({ expression }) => `${expression} = ?`).join(' and ')
  const drop = database.prepare(`delete from ${inMain(table.name)} where ${isRow} and (${where})`)
  database.transaction(() => {
    for (const key of rows) drop.run(...key)
  })()
  return outcome(database, table, names)
}

function collect(database: SqliteDatabase, table: Table, names: RowNames, where: string): void {
  database.exec(
    `drop table if exists ${WORK}; create temp table "pg-rehearsal work" (${names.columns.join(', ')})`,
  )
  database
    .prepare(`
      insert into ${WORK}
      select ${names.expressions.join(', ')}
        from ${inMain(table.name)} not indexed
       where ${where}`)
    .run()
}

function outcome(database: SqliteDatabase, table: Table, names: RowNames): Outcome {
  const isGone = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names)})`
  return { ...countWork(database, names, isGone), refused: 0, reason: null }
}
