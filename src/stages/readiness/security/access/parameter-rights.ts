import type { PostgresConnection } from '../../../../engines/postgres/database.ts'

/** Before 15 only a superuser could. https://www.postgresql.org/docs/current/sql-grant.html */
const FIRST_WITH_RIGHTS = 150_000

const SELECT_SILENCERS = `
select g.rolname as name
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))
 where r.rolname = $1 and not g.rolsuper
   and has_parameter_privilege(g.oid, 'session_replication_role', 'set')
 order by g.oid <> r.oid, g.rolname
 limit 1`

/**
 * Who may set `session_replication_role` can write what no foreign key checks and no trigger sees.
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE
 */
export async function parameterFaults(
  connection: PostgresConnection,
  role: string,
): Promise<readonly string[]> {
  const version = await connection.query(`select current_setting('server_version_num') as number`)
  if (Number(version.rows[0]?.number) < FIRST_WITH_RIGHTS) return []
  const { rows } = await connection.query(SELECT_SILENCERS, [role])
  return rows.map(({ name }) => {
    const through = name === role ? '' : ` through ${name}`
    return `${role} may switch triggers and foreign keys off by session_replication_role${through}`
  })
}
