import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { cutKey } from '../../engines/sqlite/row-key.ts'
import { MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan, MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { ForeignKeyStatement, PostDataStatement } from '../target/post-data.ts'

/** The rows that break a constraint, under PostgreSQL's rules. */
export interface Violations {
  readonly rows: number
  /** Different keys or parents among them. */
  readonly distinct: number
  /** Empty where no key column names a row as the source does: the prediction has named them then. */
  readonly examples: readonly RowKey[]
}

const NONE: Violations = { rows: 0, distinct: 0, examples: [] }

/** Keys that PostgreSQL prints as the source spells them; others would name one row twice. */
const SPELLED_ALIKE: ReadonlySet<Conversion['kind']> = new Set([
  'integer',
  'text',
  'rendered',
  'bytes',
  'date',
  'uuid',
])

function isSpelledAlike({ conversion }: ColumnPlan): boolean {
  return SPELLED_ALIKE.has(conversion.kind)
}

/** Counts the rows that break a constraint and names the first of them. */
export async function findViolations(
  statement: PostDataStatement,
  sqlstate: string,
  plan: MigrationPlan,
  connection: PostgresConnection,
): Promise<Violations> {
  const table = plan.tables.find(({ source }) => source === statement.sourceTable)
  if (table === undefined) return NONE
  if (sqlstate === TOO_LARGE) return await findLargeKeys(statement, keyTargets(table), connection)
  const rows = violatingRows(statement, sqlstate)
  if (rows === null) return NONE
  const counted = await connection.query(`
    select count(*) as rows, count(distinct "pg-rehearsal offence") as distinct_offences
      from (${rows}) as violation`)
  const [count] = counted.rows
  const keys = keyTargets(table)
  return {
    rows: Number(count?.rows ?? 0),
    distinct: Number(count?.distinct_offences ?? 0),
    examples: keys.every(isSpelledAlike) && keys.length > 0 ? await firstKeys(rows, keys, connection) : [],
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: program_limit_exceeded */
const TOO_LARGE = '54000'
/** What a B-tree takes of an entry, without its header. https://www.postgresql.org/docs/current/btree.html */
const LARGEST_ENTRY_BYTES = 2696

/**
 * Rows whose key is too large for a B-tree. An entry is compressed as a row is, so the keys go into a table of their
 * own, which tells their size.
 */
async function findLargeKeys(
  { table, columns, where = 'true' }: PostDataStatement,
  keys: readonly ColumnPlan[],
  connection: PostgresConnection,
): Promise<Violations> {
  const parts = columns.map((column, at) => `(${column}) as part_${at}`)
  const named = keys.map(({ target }, at) => `${quoteIdentifier(target)} as key_${at}`)
  await connection.query(`
    create temp table large_key as
    select ${[...parts, ...named].join(', ')}
      from ${quoteQualified(table)}
     where ${where}`)
  try {
    const size = columns.map((_, at) => `coalesce(pg_column_size(part_${at}), 0)`).join(' + ')
    const rows = `select * from large_key where ${size} > ${LARGEST_ENTRY_BYTES}`
    const counted = await connection.query(`select count(*) as rows from (${rows}) as violation`)
    const count = Number(counted.rows[0]?.rows ?? 0)
    const renamed = keys.map((key, at) => ({ ...key, target: `key_${at}` }))
    const isNamed = keys.length > 0 && keys.every(isSpelledAlike)
    return { rows: count, distinct: 0, examples: isNamed ? await firstKeys(rows, renamed, connection) : [] }
  } finally {
    await connection.query('drop table large_key')
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

/** A query for the rows that break the rule, with the text of what they break it with as `pg-rehearsal offence`. */
function violatingRows(statement: PostDataStatement, sqlstate: string): string | null {
  const table = quoteQualified(statement.table)
  const key = `row(${statement.columns.join(', ')})::text`
  switch (sqlstate) {
    case '23505':
      return duplicates(statement, table, key)
    case '23502':
      return `select t.*, ${key} as "pg-rehearsal offence" from ${table} as t where ${anyNull(statement.columns)}`
    case '23503':
      return statement.kind === 'foreign-key' ? orphans(statement, table) : null
    case '23514':
      if (statement.kind !== 'check') return null
      return `select t.*, '' as "pg-rehearsal offence" from ${table} as t where not (${statement.expression})`
    default:
      return null
  }
}

function duplicates(statement: PostDataStatement, table: string, key: string): string {
  const parts = statement.columns.join(', ')
  const where = statement.where === undefined ? '' : `and (${statement.where})`
  return `
    select * from (
      select t.*, ${key} as "pg-rehearsal offence", count(*) over (partition by ${parts}) as "pg-rehearsal sharing"
        from ${table} as t
       where ${NULLS_EQUAL.test(statement.sql) ? 'true' : `not (${anyNull(statement.columns)})`} ${where}) as shared
     where "pg-rehearsal sharing" > 1`
}

/** https://www.postgresql.org/docs/current/sql-createindex.html */
const NULLS_EQUAL = / NULLS NOT DISTINCT/

/** A key that is NULL in part has no parent under this clause, and needs none without it. */
const MATCH_FULL = / MATCH FULL/

function anyNull(columns: readonly string[]): string {
  return columns.map((column) => `(${column}) is null`).join(' or ')
}

function orphans({ columns, parent, sql }: ForeignKeyStatement, table: string): string {
  const joined = columns.map((column, index) => `p.${parent.columns[index]} = t.${column}`).join(' and ')
  const key = `row(${columns.map((column) => `t.${column}`).join(', ')})::text`
  const isNull = MATCH_FULL.test(sql) ? ' and ' : ' or '
  return `
    select t.*, ${key} as "pg-rehearsal offence"
      from ${table} as t
     where not (${columns.map((column) => `t.${column} is null`).join(isNull)})
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
