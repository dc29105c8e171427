import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../../plan/migration-plan.ts'

/** Of each client; from so many on a percentile can be told. */
const LOOKUPS = 20

/** Lookups of rows by their key, out of the largest tables. A table without a key is counted. */
export async function keyLookups(
  { tables }: MigrationPlan,
  connection: PostgresConnection,
): Promise<readonly Lookup[]> {
  const largest = tables.toSorted((a, b) => b.rowCount - a.rowCount).slice(0, LOOKUPS)
  const most = Math.ceil(LOOKUPS / Math.max(1, largest.length))
  const lookups: Lookup[] = []
  for (const table of largest) lookups.push(...(await lookupsIn(table, most, connection)))
  return lookups
}

interface Lookup {
  readonly sql: string
  readonly values: readonly (string | null)[]
}

async function lookupsIn(
  table: TablePlan,
  most: number,
  connection: PostgresConnection,
): Promise<readonly Lookup[]> {
  const { order } = table
  const name = quoteQualified(table.target)
  if (order.kind === 'all') return [{ sql: `select count(*) from ${name}`, values: [] }]
  const sources = order.kind === 'rowid' ? [order.column] : order.columns
  const key = table.columns
    .filter(({ source }) => sources.includes(source))
    .map(({ target }) => quoteIdentifier(target))
  const { rows } = await connection.query(
    `select ${key.map((part, index) => `${part}::text as k${index}`).join(', ')} from ${name} ${sampleOf(table.rowCount)} order by hashtext(${key[0]}::text) limit ${most}`,
  )
  const types = await typesOf(table, key, connection)
  const where = key.map((part, index) => `${part} = $${index + 1}::${types[index]}`).join(' and ')
  return rows.map((row) => ({
    sql: `select * from ${name} where ${where}`,
    values: key.map((_, index) => row[`k${index}`] ?? null),
  }))
}

/** Whole pages, the same ones each time. https://www.postgresql.org/docs/current/sql-select.html#SQL-FROM */
function sampleOf(rowCount: number): string {
  const percent = Math.min(100, (100 * SAMPLED_ROWS) / Math.max(1, rowCount))
  return `tablesample system (${percent}) repeatable (1)`
}

/** So many that an unlucky choice of pages still holds enough. */
const SAMPLED_ROWS = 20_000

/** A parameter is compared in the type of its column, so that its index is used. */
async function typesOf(
  { target }: TablePlan,
  key: readonly string[],
  connection: PostgresConnection,
): Promise<readonly string[]> {
  const { rows } = await connection.query(
    `select quote_ident(attname) as quoted, attname as name, format_type(atttypid, atttypmod) as type from pg_catalog.pg_attribute where attrelid = $1::regclass`,
    [quoteQualified(target)],
  )
  const types = new Map(rows.map(({ name, type }) => [quoteIdentifier(name ?? ''), type ?? 'text']))
  return key.map((part) => types.get(part) ?? 'text')
}
