import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { ProbedColumn, TableProbes } from '../access/table-probes.ts'
import { isSuperuser, ROW, type RowWrite, rowWrite, uniqueColumns } from '../row-write.ts'

/**
 * Updates a row that was not there before to what it is, or deletes it: a trigger can heed only the rows of today. The
 * row is a copy of another one with a key of its own, and is made without any trigger.
 *
 * @returns null for an empty table
 */
export async function freshWrite(
  connection: PostgresConnection,
  table: TableProbes,
  writing: 'update' | 'delete',
): Promise<RowWrite | null> {
  const write = await rowWrite(connection, table, writing)
  if (write === null) return null
  const unique = await uniqueColumns(connection, table)
  const given = table.columns.flatMap((column) => {
    const value = unique.has(column.name) ? freshValue(table, column) : `kept.${column.name}`
    return value === null || column.isAlwaysIdentity ? [] : [{ name: column.name, value }]
  })
  const names = given.map(({ name }) => name).join(', ')
  const copy =
    given.length === 0
      ? 'default values'
      : `(${names}) select ${given.map(({ value }) => value).join(', ')} from ${ROW} kept`
  const make = `do $probe$ declare part oid; place tid; begin
    insert into ${table.name} ${copy} returning tableoid, ctid into part, place;
    delete from ${ROW};
    insert into ${ROW} select r.tableoid, r.ctid, r.* from ${table.name} r where r.tableoid = part and r.ctid = place;
  end $probe$`
  const silent = (await isSuperuser(connection)) ? ['replica', 'origin'] : []
  const [before = [], after = []] = silent.map((role) => [`set local session_replication_role to ${role}`])
  return {
    ...write,
    prepare: [...write.prepare, `alter table ${table.name} disable trigger user`, ...before, make, ...after],
  }
}

/** Null where PostgreSQL fills it. Of a type that is not known here it is the old one, which may be refused. */
function freshValue({ name: table }: TableProbes, { name, type, hasDefault }: ProbedColumn): string | null {
  if (/^(smallint|integer|bigint|numeric|real|double precision)/.test(type))
    return `(select coalesce(max(${name}), 0) + 1 from ${table})::${type}`
  if (hasDefault) return null
  if (/^(text|character)/.test(type)) return `pg_catalog.md5(pg_catalog.random()::text)::${type}`
  if (type === 'uuid') return 'pg_catalog.gen_random_uuid()'
  if (/^(date|timestamp)/.test(type)) return `(select max(${name}) + interval '1 day' from ${table})::${type}`
  return `kept.${name}`
}
