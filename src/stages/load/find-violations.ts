import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { cutKey } from '../../engines/sqlite/row-key.ts'
import { MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { PostDataStatement } from '../target/target-schema.ts'

/** The rows that break a constraint, under PostgreSQL's rules. */
export interface Violations {
  readonly rows: number
  /** Different keys or parents among them. */
  readonly distinct: number
  /** Empty where the table has no key column that could name a row. */
  readonly examples: readonly RowKey[]
}

const NONE: Violations = { rows: 0, distinct: 0, examples: [] }

/** Counts the rows that break a constraint and names the first of them. */
export async function findViolations(
  statement: PostDataStatement,
  sqlstate: string,
  plan: MigrationPlan,
  connection: PostgresConnection,
): Promise<Violations> {
  const rows = violatingRows(statement, sqlstate)
  const table = plan.tables.find(({ source }) => source === statement.sourceTable)
  if (rows === null || table === undefined) return NONE
  const counted = await connection.query(`
    select count(*) as rows, count(distinct offence) as distinct_offences
      from (${rows}) as violation`)
  const [count] = counted.rows
  const keys = keyTargets(table)
  return {
    rows: Number(count?.rows ?? 0),
    distinct: Number(count?.distinct_offences ?? 0),
    examples: keys.length === 0 ? [] : await firstKeys(rows, keys, connection),
  }
}

async function firstKeys(
  rows: string,
  keys: readonly ColumnPlan[],
  connection: PostgresConnection,
): Promise<readonly RowKey[]> {
  const columns = keys.map(({ target }) => quoteIdentifier(target)).join(', ')
  const found = await connection.query(`
    select ${columns}
      from (${rows}) as violation
     order by ${columns}
     limit ${MAX_EXAMPLES}`)
  return found.rows.map((row) => toRowKey(keys, row))
}

/** A query for the rows that break the rule, with the text of what they break it with as `offence`. */
function violatingRows(statement: PostDataStatement, sqlstate: string): string | null {
  const table = quoteQualified(statement.table)
  const key = `row(${statement.columns.join(', ')})::text`
  switch (sqlstate) {
    case '23505':
      return duplicates(statement, table, key)
    case '23502':
      return `select t.*, ${key} as offence from ${table} as t where ${anyNull(statement.columns)}`
    case '23503':
      return orphans(statement, table)
    case '23514':
      return `select t.*, '' as offence from ${table} as t where not (${statement.expression})`
    default:
      return null
  }
}

function duplicates(statement: PostDataStatement, table: string, key: string): string {
  const parts = statement.columns.join(', ')
  const where = statement.where === null ? '' : `and (${statement.where})`
  return `
    select * from (
      select t.*, ${key} as offence, count(*) over (partition by ${parts}) as sharing
        from ${table} as t
       where not (${anyNull(statement.columns)}) ${where}) as shared
     where sharing > 1`
}

function anyNull(columns: readonly string[]): string {
  return columns.map((column) => `(${column}) is null`).join(' or ')
}

/** MATCH SIMPLE: a row with a NULL among the columns needs no parent. */
function orphans(statement: PostDataStatement, table: string): string | null {
  const { parent } = statement
  if (parent === null) return null
  const joined = statement.columns
    .map((column, index) => `p.${parent.columns[index]} = t.${column}`)
    .join(' and ')
  const key = `row(${statement.columns.map((column) => `t.${column}`).join(', ')})::text`
  return `
    select t.*, ${key} as offence
      from ${table} as t
     where not (${statement.columns.map((column) => `t.${column} is null`).join(' or ')})
       and not exists (select from ${quoteQualified(parent)} as p where ${joined})`
}

/** The target columns that name a row: those of the key. */
function keyTargets(table: TablePlan): readonly ColumnPlan[] {
  return table.keyColumns.flatMap((source) => table.columns.filter((column) => column.source === source))
}

function toRowKey(keys: readonly ColumnPlan[], row: Readonly<Record<string, string | null>>): RowKey {
  return Object.fromEntries(
    keys.map(({ source, target, conversion }) => [source, keyValue(row[target] ?? null, conversion)]),
  )
}

/** PostgreSQL's text of a key as the source would show it. */
function keyValue(text: string | null, conversion: Conversion): string | number | null {
  if (text === null) return null
  if (conversion.kind === 'bytes') return cutKey(`x'${text.slice(2)}'`)
  const number = Number(text)
  return conversion.kind === 'integer' && Number.isSafeInteger(number) ? number : cutKey(text)
}
