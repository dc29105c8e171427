import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { PostgresErrorFields } from '../../../../engines/postgres/postgres-error.ts'
import { tryStatement } from '../../../../engines/postgres/try-statement.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../../../sql/quote.ts'
import type { TablePlan } from '../../../plan/migration-plan.ts'
import type { Right } from '../../checklist-settings.ts'

/** Statements that need a right on a table and change nothing. */
export interface TableProbes {
  readonly source: string
  readonly oid: string
  /** Quoted. */
  readonly name: string
  readonly columns: readonly ProbedColumn[]
  /** Rights whose use fires triggers that somebody wrote. */
  readonly fires: ReadonlySet<string>
  /** Needs the right on the whole table. */
  readonly may: Readonly<Record<Right, string>>
  /** Succeeds with the right on any part of it. */
  readonly mayNot: Readonly<Record<Right, string>>
}

/** A column that statements may write. */
export interface ProbedColumn {
  /** Quoted. */
  readonly name: string
  readonly type: string
  /** PostgreSQL fills it where a statement leaves it out. */
  readonly hasDefault: boolean
  /** GENERATED ALWAYS AS IDENTITY: no statement writes it by itself. */
  readonly isAlwaysIdentity: boolean
}

const SELECT_COLUMNS = `
select attname as name, format_type(atttypid, atttypmod) as type, atthasdef or attidentity <> '' as filled,
       attidentity = 'a' as always
  from pg_catalog.pg_attribute
 where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
 order by attnum`

/** The bits of `pg_trigger.tgtype`, in the words of GRANT. https://www.postgresql.org/docs/current/catalog-pg-trigger.html */
const SELECT_FIRES = `
select distinct event
  from pg_catalog.pg_trigger
  cross join (values ('insert', 4), ('delete', 8), ('update', 16)) e (event, bit)
 where not tgisinternal and tgenabled <> 'D' and tgtype & bit <> 0
   and tgrelid in (select $1::regclass union select relid from pg_partition_tree($1::regclass))`

/** PostgreSQL asks for rights before it looks for rows, so there need be none. */
export async function readProbes(connection: PostgresConnection, table: TablePlan): Promise<TableProbes> {
  const name = quoteQualified(table.target)
  const { rows } = await connection.query(SELECT_COLUMNS, [name])
  const columns = rows.map((row) => ({
    name: quoteIdentifier(row.name ?? ''),
    type: row.type ?? 'text',
    hasDefault: row.filled === 't',
    isAlwaysIdentity: row.always === 't',
  }))
  const oid = (await connection.query('select $1::regclass::oid as oid', [name])).rows[0]?.oid ?? ''
  const fires = await connection.query(SELECT_FIRES, [name])
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
    oid,
    name,
    columns,
    fires: new Set(fires.rows.map(({ event }) => event ?? '')),
    may: whole,
    mayNot: { ...whole, select: any('select'), insert: any('insert'), update: any('update') },
  }
}

/** Rights on single columns count; so does what a role inherits. Fails as the statement itself would. */
function anyColumn(right: Right, name: string): string {
  return `do $probe$ begin
    if not has_any_column_privilege(current_user, ${quoteLiteral(name)}, '${right}') then
      raise insufficient_privilege;
    end if;
  end $probe$`
}

/**
 * Runs a statement as a role, and takes it back.
 *
 * @param prepare run before, as the user of the run, and taken back too
 * @returns the refusal of the statement; null where there was none
 * @throws PostgresRefusal what refuses the preparation
 */
export async function attempt(
  connection: PostgresConnection,
  role: string,
  sql: string,
  prepare: readonly string[] = [],
): Promise<PostgresErrorFields | null> {
  return await takenBack(connection, async () => {
    for (const statement of prepare) await connection.query(statement)
    const refusal = await tryStatement(connection, `set local role ${quoteIdentifier(role)}`)
    return refusal ?? (await tryStatement(connection, sql))
  })
}

/** Works as a role, and takes back what was done. */
export async function asRole<T>(
  connection: PostgresConnection,
  role: string,
  work: () => Promise<T>,
): Promise<T> {
  return await takenBack(connection, async () => {
    await connection.query(`set local role ${quoteIdentifier(role)}`)
    return await work()
  })
}

async function takenBack<T>(connection: PostgresConnection, work: () => Promise<T>): Promise<T> {
  await connection.query('savepoint attempt')
  try {
    return await work()
  } finally {
    await connection.query('rollback to savepoint attempt')
  }
}
