import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../../../../sql/quote.ts'
import type { TablePlan } from '../../../plan/migration-plan.ts'
import type { Right } from '../../checklist-settings.ts'
import { takenBack } from './attempt.ts'

/** Statements that need a right on a table and change nothing. */
export interface TableProbes {
  readonly source: string
  readonly oid: string
  /** Quoted. */
  readonly name: string
  readonly columns: readonly ProbedColumn[]
  /** Rights whose use fires triggers, or is changed by rules, that somebody wrote. */
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

/**
 * The bits of `pg_trigger.tgtype` and the letters of `pg_rewrite.ev_type`, in the words of GRANT.
 * https://www.postgresql.org/docs/current/catalog-pg-trigger.html, https://www.postgresql.org/docs/current/catalog-pg-rewrite.html
 */
const SELECT_FIRES = `
select distinct event
  from pg_catalog.pg_trigger
  cross join (values ('insert', 4), ('delete', 8), ('update', 16)) e (event, bit)
 where not tgisinternal and tgenabled <> 'D' and tgtype & bit <> 0
   and tgrelid in (select $1::regclass union select relid from pg_partition_tree($1::regclass))
union
select event
  from pg_catalog.pg_rewrite
  join (values ('insert', '3'), ('delete', '4'), ('update', '2')) e (event, letter) on letter = ev_type::text
 where ev_class = $1::regclass and ev_enabled <> 'D'`

/** PostgreSQL asks for rights before it looks for rows, so there need be none. Expects a transaction. */
export async function readProbes(connection: PostgresConnection, table: TablePlan): Promise<TableProbes> {
  const name = quoteQualified(table.target)
  const { rows } = await takenBack(connection, async () => {
    // types with their schema, because a role may have another search_path
    await connection.query(`set local search_path to ''`)
    return await connection.query(SELECT_COLUMNS, [name])
  })
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
