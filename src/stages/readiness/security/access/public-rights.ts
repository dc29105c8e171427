import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { givenByExtension } from './extension-rights.ts'

/**
 * What everybody may do beyond what extensions give everybody, and PostgreSQL itself: USAGE of the schema public, CONNECT and TEMPORARY.
 * Before version 15 that included CREATE in public. https://www.postgresql.org/docs/current/ddl-priv.html
 */
const SELECT_PUBLIC = `
with own as (
  select oid, nspname, nspacl from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema')
select lower(a.privilege_type) || ' on ' || c.relname as what
  from pg_catalog.pg_class c
  join own on own.oid = c.relnamespace
  cross join lateral aclexplode(c.relacl) a
 where a.grantee = 0 and not ${givenByExtension('pg_class', 'c.oid', 'a.privilege_type')}
union all
select lower(a.privilege_type) || ' on ' || c.relname || '.' || t.attname
  from pg_catalog.pg_attribute t
  join pg_catalog.pg_class c on c.oid = t.attrelid
  join own on own.oid = c.relnamespace
  cross join lateral aclexplode(t.attacl) a
 where a.grantee = 0
union all
select lower(a.privilege_type) || ' on the schema ' || nspname
  from own cross join lateral aclexplode(nspacl) a
 where a.grantee = 0
   and not ${givenByExtension('pg_namespace', 'own.oid', 'a.privilege_type')}
   and not (nspname = 'public' and a.privilege_type = 'USAGE')
   and not (nspname = 'public' and current_setting('server_version_num')::int < 150000)
union all
select 'create on the database'
  from pg_catalog.pg_database d cross join lateral aclexplode(d.datacl) a
 where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'CREATE'
union all
select lower(a.privilege_type) || ' on whatever is created'
  from pg_catalog.pg_default_acl d cross join lateral aclexplode(d.defaclacl) a
 where a.grantee = 0 and d.defaclobjtype in ('r', 'S', 'n')`

/** Each as a fault in words. */
export async function publicRights(connection: PostgresConnection): Promise<readonly string[]> {
  const { rows } = await connection.query(SELECT_PUBLIC)
  return rows.map(({ what }) => `PUBLIC may ${what}`)
}
