import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { list } from '../../finding.ts'
import type { ProbedRole } from './probed-role.ts'

/**
 * One row for the role itself and for each that it can become: by inheritance, by SET ROLE, or because it may grant it
 * to itself. https://www.postgresql.org/docs/current/role-membership.html
 */
const SELECT_REACH = `
select g.rolname as name, g.oid = r.oid as itself, g.rolsuper as superuser, g.rolbypassrls as bypasses,
       g.rolcreaterole as creates_roles, g.rolcreatedb as creates_databases, g.rolreplication as replicates,
       r.rolcanlogin and r.rolconnlimit <> 0 and coalesce(r.rolvaliduntil > now(), true) as logs_in,
       has_database_privilege(r.oid, current_database(), 'connect') as connects,
       (select string_agg(what, ', ' order by what)
          from (select c.relname::text as what, c.relowner as owner, c.relnamespace as namespace
                  from pg_catalog.pg_class c where c.relkind in ('r', 'p', 'S', 'v', 'm', 'f')
                union all
                select p.oid::regprocedure::text, p.proowner, p.pronamespace from pg_catalog.pg_proc p
                union all
                select 'the schema ' || n.nspname, n.nspowner, n.oid from pg_catalog.pg_namespace n
                union all
                select 'the database', d.datdba, 'public'::regnamespace
                  from pg_catalog.pg_database d where d.datname = current_database()) o
          join pg_catalog.pg_namespace n on n.oid = o.namespace
         where o.owner = g.oid and n.nspname !~ '^pg_' and n.nspname <> 'information_schema') as owns
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))
 where r.rolname = $1
 order by g.oid <> r.oid, g.rolname`

/**
 * Predefined roles that lead out of the database or disturb others in it. `pg_read_all_data` and `pg_write_all_data` are
 * not here: what they allow is found at each table. https://www.postgresql.org/docs/current/predefined-roles.html
 */
const PREDEFINED: Readonly<Record<string, string>> = {
  pg_read_server_files: 'may read files of the server',
  pg_write_server_files: 'may write files of the server',
  pg_execute_server_program: 'may run programs on the server',
  pg_create_subscription: 'may subscribe to other servers',
  pg_signal_backend: 'may end sessions of others',
  pg_maintain: 'may lock and rewrite every table',
}

/**
 * What a role is that no role of an application should be, by itself or through a role that it can become. The application
 * has to be able to log in, too; a group may own what others use.
 */
export async function roleFaults(
  connection: PostgresConnection,
  { name: role, purpose }: ProbedRole,
): Promise<{ readonly exists: boolean; readonly faults: readonly string[] }> {
  const { rows } = await connection.query(SELECT_REACH, [role])
  const [own] = rows
  if (own === undefined) {
    return {
      exists: false,
      faults: [`the role ${role} is not there (names without quotes are in lower case)`],
    }
  }
  const faults = rows.flatMap((row) => {
    const through = row.itself === 't' ? '' : ` through ${row.name}`
    const power = PREDEFINED[row.name ?? '']
    return [
      ...(row.superuser === 't' ? ['is a superuser'] : []),
      ...(row.bypasses === 't' ? ['is free of row security'] : []),
      ...(row.creates_roles === 't' ? ['is a creator of roles'] : []),
      ...(row.creates_databases === 't' ? ['is a creator of databases'] : []),
      ...(row.replicates === 't' ? ['may replicate all of the server'] : []),
      ...(row.owns == null || row.superuser === 't' || purpose === 'group'
        ? []
        : [`is an owner of ${list(row.owns.split(', '))}`]),
      ...(power === undefined ? [] : [power]),
    ].map((fault) => `${role} ${fault}${through}`)
  })
  return {
    exists: true,
    faults: [
      ...faults,
      ...(purpose === 'application' && own.logs_in !== 't' ? [`${role} may not log in`] : []),
      ...(purpose === 'application' && own.connects !== 't'
        ? [`${role} may not connect to the database`]
        : []),
    ],
  }
}
