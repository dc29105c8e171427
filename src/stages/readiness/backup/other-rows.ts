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
    const others = await from.query(selectOthers(tables))
    const found = { rows: 0, faults: [] as string[] }
    for (const { name, schema, relation } of others.rows) {
      const sql = sumOf(quoteQualified({ schema: schema ?? '', name: relation ?? '' }))
      const wanted = (await from.query(sql)).rows[0]
      const there = await sumIn(to, sql)
      found.rows += Number(wanted?.rows)
      if (there?.rows === wanted?.rows && there?.sum === wanted?.sum) continue
      found.faults.push(`rows of ${name} are not what they are in the target`)
    }
    return found
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}

/** null where PostgreSQL cannot read them there. */
async function sumIn(connection: PostgresConnection, sql: string) {
  try {
    return (await connection.query(sql)).rows[0] ?? null
  } catch (error) {
    if (error instanceof PostgresRefusal) return null
    throw error
  }
}

function sumOf(relation: string): string {
  return `select count(*) as rows, sum(hashtextextended(t::text, 0)) as sum from only ${relation} t`
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
