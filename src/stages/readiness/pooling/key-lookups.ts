import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../../plan/migration-plan.ts'

const LOOKUPS_A_TABLE = 20

/** Lookups of rows by their key, spread over each table. A table without a key is counted. */
export async function keyLookups(
  { tables }: MigrationPlan,
  connection: PostgresConnection,
): Promise<readonly Lookup[]> {
  const lookups: Lookup[] = []
  for (const table of tables) lookups.push(...(await lookupsIn(table, connection)))
  return lookups
}

interface Lookup {
  readonly sql: string
  readonly values: readonly (string | null)[]
}

async function lookupsIn(table: TablePlan, connection: PostgresConnection): Promise<readonly Lookup[]> {
  const { order } = table
  const name = quoteQualified(table.target)
  if (order.kind === 'all') return [{ sql: `select count(*) from ${name}`, values: [] }]
  const sources = order.kind === 'rowid' ? [order.column] : order.columns
  const key = table.columns
    .filter(({ source }) => sources.includes(source))
    .map(({ target }) => quoteIdentifier(target))
  const step = Math.max(1, Math.floor(table.rowCount / LOOKUPS_A_TABLE))
  const { rows } = await connection.query(
    `select * from (select ${key.map((part, index) => `${part}::text as k${index}`).join(', ')}, row_number() over (order by ${key.join(', ')}) as n from ${name}) as numbered where n % ${step} = 0 limit ${LOOKUPS_A_TABLE}`,
  )
  const types = await typesOf(table, key, connection)
  const where = key.map((part, index) => `${part} = $${index + 1}::${types[index]}`).join(' and ')
  return rows.map((row) => ({
    sql: `select * from ${name} where ${where}`,
    values: key.map((_, index) => row[`k${index}`] ?? null),
  }))
}

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
