import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { list } from '../finding.ts'

const SELECT_ROLE = `
select rolsuper as superuser, rolbypassrls as bypasses, rolcreaterole as creates_roles,
       rolcreatedb as creates_databases, rolcanlogin as logs_in,
       (select string_agg(distinct c.relname, ', ')
          from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'S', 'v', 'm') and n.nspname !~ '^pg_'
           and n.nspname <> 'information_schema'
           and pg_has_role(r.oid, c.relowner, 'member')) as owns
  from pg_catalog.pg_roles r
 where rolname = $1`

/**
 * What a role is that no role of an application should be.
 *
 * @param isApplication it has to be able to log in, too
 */
export async function roleFaults(
  connection: PostgresConnection,
  role: string,
  isApplication: boolean,
): Promise<{ readonly exists: boolean; readonly faults: readonly string[] }> {
  const found = (await connection.query(SELECT_ROLE, [role])).rows[0]
  if (found === undefined) return { exists: false, faults: [`the role ${role} is not there`] }
  const attributes = [
    ...(found.superuser === 't' ? ['a superuser'] : []),
    ...(found.bypasses === 't' ? ['free of row security'] : []),
    ...(found.creates_roles === 't' ? ['a creator of roles'] : []),
    ...(found.creates_databases === 't' ? ['a creator of databases'] : []),
    ...(found.owns === null || found.owns === undefined || found.superuser === 't'
      ? []
      : [`an owner of ${list(found.owns.split(', '))}`]),
  ]
  return {
    exists: true,
    faults: [
      ...attributes.map((attribute) => `${role} is ${attribute}`),
      ...(isApplication && found.logs_in !== 't' ? [`${role} may not log in`] : []),
    ],
  }
}
