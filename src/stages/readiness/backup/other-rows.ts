import type { PostgresConnection, PostgresDatabase } from '../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { quoteLiteral, quoteQualified } from '../../../sql/quote.ts'
import type { MigrationPlan } from '../../plan/migration-plan.ts'

/** What was found in tables, columns and materialized views that the source knows nothing of. */
export interface OtherRows {
  readonly rows: number
  /** `rows of audit.log are not what they are in the target` */
  readonly faults: readonly string[]
}

/**
 * Compares the rows of what is in the target and not in the source: tables that the schema of the application fills, those
 * that have more columns there, and materialized views. They are summed up in the form in which PostgreSQL prints them, which tells every bit of a value.
 *
 * @throws PostgresRefusal where the user may not read one of the target's
 */
export async function compareOtherRows(
  { tables }: Pick<MigrationPlan, 'tables'>,
  original: PostgresDatabase,
  restored: PostgresDatabase,
): Promise<OtherRows> {
  const [from, to] = [await original.connect(), await restored.connect()]
  try {
    const found = { rows: 0, faults: [] as string[] }
    for (const { name, relation, rows, sum } of await sumOtherRows({ tables }, from)) {
      const there = await sumIn(to, sumOf(relation))
      found.rows += Number(rows)
      if (there?.rows === rows && there?.sum === sum) continue
      found.faults.push(`rows of ${name} are not what they are in the target`)
    }
    return found
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}

interface TextSum {
  readonly rows: string | null
  readonly sum: string | null
}

interface OtherSum extends TextSum {
  readonly name: string
  /** Quoted, with its schema. */
  readonly relation: string
}

/** The sums of what the plan does not cover. */
export async function sumOtherRows(
  { tables }: Pick<MigrationPlan, 'tables'>,
  connection: PostgresConnection,
): Promise<readonly OtherSum[]> {
  const sums: OtherSum[] = []
  for (const { name, schema, relation } of (await connection.query(selectOthers(tables))).rows) {
    const quoted = quoteQualified({ schema: schema ?? '', name: relation ?? '' })
    const { rows: found } = await connection.query(sumOf(quoted))
    const [rows = null, sum = null] = [found[0]?.rows, found[0]?.sum]
    sums.push({ name: name ?? '', relation: quoted, rows, sum })
  }
  return sums
}

/** The sum of a table of the plan, whatever its types; null where PostgreSQL cannot read it. */
export async function sumAsText(
  connection: PostgresConnection,
  { target, partitioned }: Pick<MigrationPlan['tables'][number], 'target' | 'partitioned'>,
): Promise<TextSum | null> {
  return await sumIn(connection, sumOf(quoteQualified(target), partitioned))
}

/** null where PostgreSQL cannot read them there. */
async function sumIn(connection: PostgresConnection, sql: string): Promise<TextSum | null> {
  try {
    const [found] = (await connection.query(sql)).rows
    return { rows: found?.rows ?? null, sum: found?.sum ?? null }
  } catch (error) {
    if (error instanceof PostgresRefusal) return null
    throw error
  }
}

function sumOf(relation: string, withParts = false): string {
  const from = withParts ? relation : `only ${relation}`
  return `select count(*) as rows, sum(hashtextextended(t::text, 0)) as sum from ${from} t`
}

/**
 * All that the sums of the plan do not cover to the last column. The rows of a partition belong to the table that the plan
 * has. A view that was never filled has none.
 */
function selectOthers(tables: MigrationPlan['tables']): string {
  const names = tables.map(({ target }) => quoteLiteral(quoteQualified(target)))
  const widths = tables.map(({ columns }) => columns.length)
  return `
select c.oid::regclass::text as name, n.nspname as schema, c.relname as relation
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.oid >= 16384 and c.relkind in ('r', 'm') and c.relpersistence <> 't' and c.relispopulated
   and n.nspname <> 'pg_toast'
   and not exists (select from unnest(array[${names.join(', ')}]::text[], array[${widths.join(', ')}]::integer[]) planned (name, width)
                    where to_regclass(planned.name) in (c.oid, pg_partition_root(c.oid))
                      and width = (select count(*) from pg_catalog.pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
 order by 1`
}
