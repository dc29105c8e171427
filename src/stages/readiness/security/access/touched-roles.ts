import type { PostgresConnection } from '../../../../engines/postgres/database.ts'

/** What every role of the server is, and of whom it is a member, by its oid. */
export type Roles = ReadonlyMap<string, string>

/** `row_to_json` of a membership, because its options differ by version: `admin_option`, since 16 `set_option`. */
const SELECT_ROLES = `
select r.oid,
       concat_ws(' ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication,
                 r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil,
                 (select string_agg((to_jsonb(m) - 'oid')::text, ' ' order by m.roleid, m.grantor)
                    from pg_catalog.pg_auth_members m where m.member = r.oid)) as is
  from pg_catalog.pg_roles r`

export async function readRoles(connection: PostgresConnection): Promise<Roles> {
  const { rows } = await connection.query(SELECT_ROLES)
  return new Map(rows.map((row) => [row.oid ?? '', row.is ?? '']))
}

/** A role that came, changed or was granted something here, and that `rights` may not name. */
export interface TouchedRole {
  readonly name: string
  readonly logsIn: boolean
}

/**
 * The given roles, those that are mentioned in any privilege of this database, and who may log in and become one of
 * them. Superusers are left out, unless they are given; so are predefined roles, and the user of the run, whom version 16
 * makes a member of what it creates.
 * https://www.postgresql.org/docs/current/catalog-pg-shdepend.html
 */
const SELECT_TOUCHED = `
with here as (select oid from pg_catalog.pg_database where datname = current_database()),
touched as (
  select r.oid
    from pg_catalog.pg_roles r
   where r.oid = any ($1::oid[])
      or (not r.rolsuper and exists (
            select from pg_catalog.pg_shdepend d, here
             where d.refclassid = 'pg_catalog.pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'a'
               and (d.dbid = here.oid
                    or (d.classid = 'pg_catalog.pg_database'::regclass and d.objid = here.oid)))))
select r.rolname as name, r.rolcanlogin as logs_in
  from pg_catalog.pg_roles r
 where r.rolname !~ '^pg_'
   and (r.oid in (select oid from touched)
        or (r.rolcanlogin and not r.rolsuper
            and exists (select from touched t where pg_has_role(r.oid, t.oid, 'member'))))
   and r.rolname <> session_user
 order by r.rolname`

/** @param before as the roles were before the file was carried out */
export async function touchedRoles(
  connection: PostgresConnection,
  before: Roles,
): Promise<readonly TouchedRole[]> {
  const after = await readRoles(connection)
  const changed = [...after].filter(([oid, is]) => before.get(oid) !== is).map(([oid]) => oid)
  const { rows } = await connection.query(SELECT_TOUCHED, [`{${changed.join(',')}}`])
  return rows.map((row) => ({ name: row.name ?? '', logsIn: row.logs_in === 't' }))
}
