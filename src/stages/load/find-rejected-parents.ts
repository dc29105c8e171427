import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { attachIdentities, detachIdentities } from '../../engines/sqlite/row-identities.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { MAX_EXAMPLES } from '../../issues/issue.ts'
import { arrivalOf, arrivingValue, compositeKey } from '../../sql/arriving-value.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { ForeignKeyStatement } from '../target/post-data.ts'
import type { Violations } from './find-violations.ts'
import type { TableLoad } from './load-result.ts'
import { loadableRows } from './set-aside.ts'

const NONE: Violations = { rows: 0, distinct: 0, examples: [] }

/**
 * The loaded rows of a child whose parent is in the source and was rejected, so that the target has none. `distinct`
 * counts those parents. None where SQLite cannot read the two tables, which is an issue of its own.
 */
export function findRejectedParents(
  { sourceTable, columns, parent }: ForeignKeyStatement,
  plan: MigrationPlan,
  loads: readonly TableLoad[],
  source: SqliteDatabase,
): Violations {
  const child = plan.tables.find((table) => table.source === sourceTable)
  const parents = plan.tables.find(
    ({ target }) => target.schema === parent.schema && target.name === parent.name,
  )
  if (child === undefined || parents === undefined) return NONE
  const key = keyOf(child, columns)
  const wanted = keyOf(parents, parent.columns)
  if (key === null || wanted === null) return NONE
  try {
    return withRejectedRows(parents, loads, source, 'refused_parents', (rejected) => {
      if (rejected === null) return NONE
      return withRejectedRows(child, loads, source, 'refused_children', (own) => {
        const from = `select ${wanted} from ${quoteIdentifier(parents.source)} where ${wanted} is not null`
        const where = [
          `${key} in (${from} and (${rejected}))`,
          `${key} not in (${from} and not (${rejected}))`,
          `not (${own ?? '0'})`,
        ]
        return readRows(child, key, where.join(' and '), source)
      })
    })
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

/**
 * Lends a SQLite predicate for the rows of a table that are not in the target; null where all are.
 *
 * @param name of the set of refused rows in the connection
 */
function withRejectedRows(
  table: TablePlan,
  loads: readonly TableLoad[],
  source: SqliteDatabase,
  name: string,
  use: (rejected: string | null) => Violations,
): Violations {
  const load = loads.find((candidate) => candidate.source === table.source)
  if (load === undefined || load.rowsRejected === 0) return use(null)
  if (load.failure !== null) return use('1')
  const loadable = loadableRows(table)
  const notSent = loadable === null ? [] : [`not (${loadable})`]
  if (load.refusedRows === null) return use(notSent[0] ?? '0')
  const refused = attachIdentities(source, load.refusedRows, name)
  try {
    return use([...notSent, refused].join(' or '))
  } finally {
    detachIdentities(source, name)
  }
}

/** NULL where one of the columns is: such a row needs no parent. */
function keyOf(table: TablePlan, columns: readonly string[]): string | null {
  const values = columns.flatMap((quoted) => {
    const column = table.columns.find(({ target }) => quoteIdentifier(target) === quoted)
    if (column === undefined) return []
    return [arrivingValue(quoteIdentifier(column.source), arrivalOf(column, table.encoding))]
  })
  if (values.length === 0 || values.length !== columns.length) return null
  const isWhole = values.map((value) => `${value} is not null`).join(' and ')
  return values.length === 1 ? (values[0] ?? null) : `iif(${isWhole}, ${compositeKey(values)}, null)`
}
