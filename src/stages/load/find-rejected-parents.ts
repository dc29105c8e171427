import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { MAX_EXAMPLES } from '../../issues/issue.ts'
import { arrivingValue, compositeKey } from '../../sql/arriving-value.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { PostDataStatement } from '../target/target-schema.ts'
import type { Violations } from './find-violations.ts'
import type { TableLoad } from './load-result.ts'
import { loadableRows } from './set-aside.ts'

const NONE: Violations = { rows: 0, distinct: 0, examples: [] }

/**
 * The loaded rows of a child whose parent is in the source and was rejected, so that the target has none. `distinct`
 * counts those parents.
 */
export function findRejectedParents(
  statement: PostDataStatement,
  plan: MigrationPlan,
  loads: readonly TableLoad[],
  source: SqliteDatabase,
): Violations {
  const { parent } = statement
  const child = plan.tables.find((table) => table.source === statement.sourceTable)
  const parents = plan.tables.find(
    ({ target }) => target.schema === parent?.schema && target.name === parent.name,
  )
  if (parent === null || child === undefined || parents === undefined) return NONE
  const rejected = rejectedRows(parents, loads)
  const key = keyOf(child, statement.columns)
  const wanted = keyOf(parents, parent.columns)
  if (rejected === null || key === null || wanted === null) return NONE
  const from = `select ${wanted} from ${quoteIdentifier(parents.source)} where ${wanted} is not null`
  const where = [
    `${key} in (${from} and (${rejected}))`,
    `${key} not in (${from} and not (${rejected}))`,
    `not (${rejectedRows(child, loads) ?? 'false'})`,
  ].join(' and ')
  try {
    return readRows(child, key, where, source)
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return NONE
  }
}

function readRows(child: TablePlan, key: string, where: string, source: SqliteDatabase): Violations {
  const from = `from ${quoteIdentifier(child.source)} not indexed where ${where}`
  const counted = source.prepare<[], [bigint, bigint]>(`select count(*), count(distinct ${key}) ${from}`)
  const [rows = 0n, distinct = 0n] = counted.raw().get() ?? []
  const names = keyExpressions(child)
  if (rows === 0n || names.length === 0)
    return { rows: Number(rows), distinct: Number(distinct), examples: [] }
  const first = source
    .prepare<[], unknown[]>(`select ${names.join(', ')} ${from} limit ${MAX_EXAMPLES}`)
    .raw()
    .all()
  const examples = first.map((values) => rowKey(child, values))
  return { rows: Number(rows), distinct: Number(distinct), examples }
}

/** A SQLite predicate for the rows of a table that are not in the target; null where all are. */
function rejectedRows(table: TablePlan, loads: readonly TableLoad[]): string | null {
  const load = loads.find(({ source }) => source === table.source)
  if (load === undefined || load.rowsRejected === 0) return null
  if (load.failure !== null) return 'true'
  const loadable = loadableRows(table)
  const reasons = [...(loadable === null ? [] : [`not (${loadable})`]), load.refusedRows ?? 'false']
  return reasons.join(' or ')
}

/** NULL where one of the columns is: such a row needs no parent. */
function keyOf(table: TablePlan, columns: readonly string[]): string | null {
  const values = columns.flatMap((quoted) => {
    const column = table.columns.find(({ target }) => quoteIdentifier(target) === quoted)
    if (column === undefined) return []
    const { source, conversion, type } = column
    const arrival = {
      kind: conversion.kind,
      misfit: column.misfit,
      padded: type.kind === 'char',
      utf16: table.encoding !== 'UTF-8',
    }
    return [arrivingValue(quoteIdentifier(source), arrival)]
  })
  if (values.length === 0 || values.length !== columns.length) return null
  const isWhole = values.map((value) => `${value} is not null`).join(' and ')
  return values.length === 1 ? (values[0] ?? null) : `iif(${isWhole}, ${compositeKey(values)}, null)`
}
