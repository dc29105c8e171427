import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import type { Right } from '../checklist-settings.ts'

/** Statements that need a right on a table and change nothing. */
export interface TableProbes {
  readonly source: string
  /** Needs the right on the whole table. */
  readonly may: Readonly<Record<Right, string>>
  /** Succeeds with the right on any part of it. */
  readonly mayNot: Readonly<Record<Right, string>>
}

const SELECT_COLUMNS = `
select attname as name, format_type(atttypid, atttypmod) as type
  from pg_catalog.pg_attribute
 where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
 order by attnum`

/** PostgreSQL asks for rights before it looks for rows, so there need be none. */
export async function readProbes(connection: PostgresConnection, table: TablePlan): Promise<TableProbes> {
  const name = quoteQualified(table.target)
  const { rows } = await connection.query(SELECT_COLUMNS, [name])
  const columns = rows.map((row) => ({ name: quoteIdentifier(row.name ?? ''), type: row.type ?? 'text' }))
  const names = columns.map((column) => column.name).join(', ')
  const nulls = columns.map(({ type }) => `null::${type}`).join(', ')
  const whole: Record<Right, string> = {
    select: `select * from ${name} limit 1`,
    insert: `insert into ${name} (${names}) overriding system value select ${nulls} where false`,
    update: `update ${name} set ${columns.map((column) => `${column.name} = default`).join(', ')} where false`,
    delete: `delete from ${name} where false`,
    truncate: `truncate ${name}`,
  }
  const any = (right: Right) => anyColumn(right, name)
  return {
    source: table.source,
    may: whole,
    mayNot: { ...whole, select: any('select'), insert: any('insert'), update: any('update') },
  }
}

/** Rights on single columns count; so does what a role inherits. Fails as the statement itself would. */
function anyColumn(right: Right, name: string): string {
  const table = `'${name.replaceAll("'", "''")}'`
  return `do $probe$ begin
    if not has_any_column_privilege(current_user, ${table}, '${right}') then
      raise insufficient_privilege;
    end if;
  end $probe$`
}

/** Runs a statement and takes it back. Gives the SQLSTATE of a refusal, null where there was none. */
export async function attempt(connection: PostgresConnection, sql: string): Promise<string | null> {
  await connection.query('savepoint attempt')
  try {
    await connection.query(sql)
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields.sqlstate
    throw error
  } finally {
    await connection.query('rollback to savepoint attempt')
  }
}
