import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { givenByExtension } from './extension-rights.ts'

/** A right that a role has by itself, inherits, or has once it becomes another role. */
export interface HeldRight {
  /** `select`, `references`, `execute`, `create`, … */
  readonly right: string
  /** May be granted to others. */
  readonly passedOn: boolean
  /** `container` for a schema or the database; `default` for what will be created. */
  readonly kind: 'table' | 'view' | 'function' | 'container' | 'default'
  /** The oid of the relation, or of the partitioned table that it is a part of. */
  readonly oid: string
  readonly schema: string
  readonly name: string
  /** The role that has to be taken for it. */
  readonly by: string
  /** That role owns the object, could become its owner, or is a superuser. */
  readonly follows: boolean
}

const follows = (owner: string) => `reach.rolsuper or ${owner} in (select oid from reach)`

const SELECT_HELD = `
with role as (select oid, rolsuper from pg_catalog.pg_roles where rolname = $1),
reach as (
  select g.oid, g.rolname, g.rolsuper from role r
    join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))),
own as (
  select oid, nspname, nspowner from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema'),
relation as (
  select c.oid, own.oid as namespace, nspname,
         case when c.relispartition then pg_partition_root(c.oid)::oid else c.oid end as root, c.relname, c.relowner,
         case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind
    from pg_catalog.pg_class c join own on own.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm', 'f')),
everybody as (
  select r.oid, lower(a.privilege_type) as right_name
    from relation r join pg_catalog.pg_class c on c.oid = r.oid cross join lateral aclexplode(c.relacl) a
   where a.grantee = 0 and ${givenByExtension('pg_class', 'r.oid', 'a.privilege_type')}),
asked (right_name) as (
  select unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
  union all
  select 'maintain' where current_setting('server_version_num')::int >= 170000),
option (suffix) as (values (''), (' with grant option')),
function as (
  select p.oid, own.oid as namespace, nspname, p.proname, p.proowner
    from pg_catalog.pg_proc p join own on own.oid = p.pronamespace
   where p.prosecdef and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
     and not exists (select from pg_catalog.pg_depend d
                      where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
select right_name as right, suffix <> '' as passed_on, r.kind, root as oid, nspname as schema,
       relname as name, rolname as by, ${follows('r.relowner')} as follows
  from reach, relation r, asked, option
 where has_schema_privilege(reach.oid, r.namespace, 'usage')
   and not (suffix = '' and (r.oid, right_name) in (select everybody.oid, everybody.right_name from everybody)
            and not has_table_privilege(reach.oid, r.oid, right_name || ' with grant option'))
   and case when right_name in ('select', 'insert', 'update', 'references')
            then has_any_column_privilege(reach.oid, r.oid, right_name || suffix)
            else has_table_privilege(reach.oid, r.oid, right_name || suffix) end
union all
select 'execute', suffix <> '', 'function', f.oid, nspname, proname, rolname, ${follows('f.proowner')}
  from reach, function f, option
 where has_schema_privilege(reach.oid, f.namespace, 'usage')
   and has_function_privilege(reach.oid, f.oid, 'execute' || suffix)
union all
select 'create', false, 'container', own.oid, nspname, 'objects in the schema ' || nspname, rolname, ${follows('own.nspowner')}
  from reach, own
 where has_schema_privilege(reach.oid, own.oid, 'create')
union all
select 'create', false, 'container', d.oid, '', 'schemas', rolname, ${follows('d.datdba')}
  from reach, pg_catalog.pg_database d
 where d.datname = current_database() and has_database_privilege(reach.oid, d.oid, 'create')
union all
select lower(a.privilege_type), a.is_grantable, 'default', d.oid, '', '', reach.rolname, ${follows('d.defaclrole')}
  from pg_catalog.pg_default_acl d
  cross join lateral aclexplode(d.defaclacl) a
  join reach on reach.oid = a.grantee and reach.oid <> d.defaclrole
 where d.defaclobjtype in ('r', 'n') and a.privilege_type <> 'USAGE'`

/**
 * All that a role may do with relations, with functions that run with the rights of their owner, and with schemas.
 * Those of PUBLIC are among them, without what extensions give it. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-ACCESS
 */
export async function readHeldRights(
  connection: PostgresConnection,
  role: string,
): Promise<readonly HeldRight[]> {
  const { rows } = await connection.query(SELECT_HELD, [role])
  return rows.map((row) => ({
    right: row.right ?? '',
    passedOn: row.passed_on === 't',
    kind: row.kind as HeldRight['kind'],
    oid: row.oid ?? '',
    schema: row.schema ?? '',
    name: row.name ?? '',
    by: row.by ?? '',
    follows: row.follows === 't',
  }))
}
