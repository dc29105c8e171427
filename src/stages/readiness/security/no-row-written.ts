import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { asLogin, type Login, takenBack } from './access/attempt.ts'
import type { TableProbes } from './access/table-probes.ts'
import type { RowWrite, Writing } from './row-write.ts'

/** Why a statement that PostgreSQL took has written no row of its table. */
export type NoRow =
  /** Nothing at all was written. */
  { readonly kind: 'swallowed'; readonly by: string } | { readonly kind: 'unknown'; readonly why: string }

/**
 * What can keep a row out of its table without a word: `RETURN NULL` of a trigger before it, and a rule with INSTEAD.
 * https://www.postgresql.org/docs/current/plpgsql-trigger.html, https://www.postgresql.org/docs/current/sql-createrule.html
 */
const SELECT_SWALLOWERS = `
select 'trigger ' || tgname as name
  from pg_catalog.pg_trigger
 where not tgisinternal and tgenabled in ('O', 'A') and tgtype & 3 = 3
   and tgtype & (case $2 when 'insert' then 4 when 'delete' then 8 else 16 end) <> 0
   and tgrelid in (select $1::oid union select relid from pg_catalog.pg_partition_tree($1::oid))
union
select 'rule ' || rulename
  from pg_catalog.pg_rewrite
 where ev_class = $1::oid and is_instead and ev_enabled in ('O', 'A')
   and ev_type = case $2 when 'update' then '2' when 'insert' then '3' else '4' end
 order by 1`

/** https://www.postgresql.org/docs/current/monitoring-stats.html: what this transaction has written so far */
const SELECT_CHANGES = `
select pg_catalog.current_setting('track_counts') as counts,
       sum(pg_catalog.pg_stat_get_xact_tuples_inserted(oid) + pg_catalog.pg_stat_get_xact_tuples_updated(oid)
           + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)) as changes
  from pg_catalog.pg_class where relkind = 'r' and oid >= 16384`

/**
 * Writes once more, and looks whether anything is written elsewhere instead: a trigger that marks a row as deleted, or moves
 * it into another table, may be meant so.
 *
 * @param write has written no row, and was not refused
 */
export async function whyNoRow(
  connection: PostgresConnection,
  login: Login,
  { oid }: TableProbes,
  writing: Writing,
  { prepare, statement }: RowWrite,
): Promise<NoRow> {
  const { rows } = await connection.query(SELECT_SWALLOWERS, [oid, writing])
  const by = rows.map(({ name }) => name).join(', ')
  return await takenBack(connection, async () => {
    for (const sql of prepare) await connection.query(sql)
    const [before] = (await connection.query(SELECT_CHANGES)).rows
    const { hidden, after } = await asLogin(connection, login, async () => {
      const isHidden = await connection.query('select pg_catalog.row_security_active($1::oid) as is', [oid])
      await connection.query(statement)
      const [after] = (await connection.query(SELECT_CHANGES)).rows
      return { hidden: isHidden.rows[0]?.is === 't', after }
    })
    if (hidden) return { kind: 'unknown', why: 'no row was written, as row security may hide all of them' }
    if (by === '') return { kind: 'unknown', why: 'no row was written' }
    if (before?.counts !== 'on' || before.changes !== after?.changes)
      return { kind: 'unknown', why: `no row was written there, and perhaps others instead, by the ${by}` }
    return { kind: 'swallowed', by }
  })
}
