import { RELATION_QUERIES } from './relation-queries.ts'

/** The first object id that is not of the system. https://www.postgresql.org/docs/current/system-catalog-initial-data.html */
const OURS = '>= 16384'

/** Kinds that few have: they are there by their names, with what their catalog says of them without object ids. */
const RARE = [
  'pg_am',
  'pg_amop',
  'pg_amproc',
  'pg_cast',
  'pg_collation',
  'pg_conversion',
  'pg_foreign_data_wrapper',
  'pg_foreign_server',
  'pg_language',
  'pg_opclass',
  'pg_operator',
  'pg_opfamily',
  'pg_transform',
  'pg_ts_config',
  'pg_ts_dict',
  'pg_ts_parser',
  'pg_ts_template',
].map(
  (catalog) => `
select i.type || ' ' || i.identity as name, ${withoutIds('o')} as definition
  from pg_catalog.${catalog} o
 cross join lateral pg_identify_object('pg_catalog.${catalog}'::regclass, o.oid, 0) i
 where o.oid ${OURS}`,
)

/** A row of a catalog; an object has another id in every database. */
function withoutIds(row: string): string {
  return `(select jsonb_object_agg(key, value order by key) from jsonb_each_text(to_jsonb(${row}))
           where key <> 'oid' and value !~ '^[0-9]{5,}$')::text`
}

const ROUTINES = `
select case p.prokind when 'p' then 'procedure ' when 'a' then 'aggregate ' else 'function ' end || p.oid::regprocedure as name,
       pg_get_userbyid(p.proowner) || case p.prokind
         when 'a' then (select ${withoutIds('a')} from pg_catalog.pg_aggregate a where a.aggfnoid = p.oid)
         else pg_get_functiondef(p.oid) end as definition
  from pg_catalog.pg_proc p
 where p.oid ${OURS}`

/** Those that belong to a table, and arrays, come with what they belong to. */
const TYPES = `
select case t.typtype when 'd' then 'domain ' else 'type ' end || t.oid::regtype as name,
       jsonb_build_array(t.typtype, pg_get_userbyid(t.typowner), t.typnotnull, t.typdefault, t.typlen, t.typinput::text,
         format_type(t.typbasetype, t.typtypmod), t.typcollation::regcollation,
         (select array_agg(enumlabel order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid),
         (select array[rngsubtype::regtype::text, rngcollation::regcollation::text, rngcanonical::text, rngsubdiff::text]
            from pg_catalog.pg_range where rngtypid = t.oid))::text as definition
  from pg_catalog.pg_type t
 where t.oid ${OURS} and t.typtype <> 'c' and t.typisdefined
   and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid)`

const DATABASE_WIDE = [
  `
select 'schema ' || quote_ident(nspname) as name, pg_get_userbyid(nspowner) as definition
  from pg_catalog.pg_namespace
 where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  `
select 'extension ' || quote_ident(extname) as name, extversion || ' in ' || extnamespace::regnamespace as definition
  from pg_catalog.pg_extension
 where oid ${OURS}`,
  `
select 'event trigger ' || quote_ident(evtname) as name,
       jsonb_build_array(evtevent, evtenabled, evttags, evtfoid::regproc, pg_get_userbyid(evtowner))::text as definition
  from pg_catalog.pg_event_trigger`,
  `
select 'publication ' || quote_ident(p.pubname) as name,
       (to_jsonb(p) - 'oid' - 'pubowner')::text || pg_get_userbyid(p.pubowner)
         || coalesce((select string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text)
                        from pg_catalog.pg_publication_tables t where t.pubname = p.pubname), '') as definition
  from pg_catalog.pg_publication p`,
  `
select 'subscription ' || quote_ident(subname) as name, '' as definition
  from pg_catalog.pg_subscription
 where subdbid = (select oid from pg_catalog.pg_database where datname = current_database())`,
  `
select 'mapping of ' || usename || ' on server ' || quote_ident(srvname) as name, umoptions::text as definition
  from pg_catalog.pg_user_mappings`,
  `
select 'mapping of text search configuration ' || mapcfg::regconfig || ' ' || maptokentype || ' ' || mapseqno as name,
       mapdict::regdictionary::text as definition
  from pg_catalog.pg_ts_config_map
 where mapcfg ${OURS}`,
  `
select 'large object ' || oid as name,
       pg_get_userbyid(lomowner) || md5(lo_get(oid)) || coalesce(lomacl::text, '') as definition
  from pg_catalog.pg_largeobject_metadata`,
  `
select 'comment on ' || i.type || ' ' || i.identity as name, d.description as definition
  from pg_catalog.pg_description d
 cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
 where d.objoid ${OURS} or (d.classoid = 'pg_catalog.pg_namespace'::regclass and d.objoid = 'public'::regnamespace)`,
  `
select 'security label of ' || l.provider || ' on ' || i.type || ' ' || i.identity as name, l.label as definition
  from pg_catalog.pg_seclabel l
 cross join lateral pg_identify_object(l.classoid, l.objoid, l.objsubid) i`,
]

/** The rights that hold, whether written down or PostgreSQL's own; who gave them does not count. */
const rightsOf = (acl: string) => `
  (select string_agg(concat_ws(' ', case grantee when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end,
                               privilege_type, is_grantable), ',' order by 1)
     from (select distinct grantee, privilege_type, is_grantable from aclexplode(${acl})) a)`

/**
 * Rights on what is the system's own are carried where they are not those that it began with; those on
 * `information_schema` never are. https://www.postgresql.org/docs/current/catalog-pg-init-privs.html
 *
 * @param kind as `acldefault` names it
 */
function grants(catalog: string, prefix: string, kind: string): string {
  const acl = `coalesce(o.${prefix}acl, acldefault(${kind}, o.${prefix}owner))`
  return `
select 'grants on ' || i.type || ' ' || i.identity as name, ${rightsOf(acl)} as definition
  from pg_catalog.${catalog} o
  left join pg_catalog.pg_init_privs p
    on p.classoid = 'pg_catalog.${catalog}'::regclass and p.objoid = o.oid and p.objsubid = 0
 cross join lateral pg_identify_object('pg_catalog.${catalog}'::regclass, o.oid, 0) i
 where o.oid ${OURS} ${RELATIONS_WITH_GRANTS[catalog] ?? ''}
    or o.oid < 16384 and o.${prefix}acl is distinct from p.initprivs
       and coalesce(i.schema, i.identity) <> 'information_schema'`
}

const RELATIONS_WITH_GRANTS: Readonly<Record<string, string>> = {
  pg_class: `and o.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and o.relpersistence <> 't'`,
  pg_namespace: `and o.nspname !~ '^pg_'`,
  pg_type: `and o.typtype <> 'c' and not exists (select from pg_catalog.pg_type e where e.typarray = o.oid)`,
}

const GRANTS = [
  grants('pg_class', 'rel', `case o.relkind when 'S' then 's' else 'r' end::"char"`),
  grants('pg_proc', 'pro', `'f'`),
  grants('pg_namespace', 'nsp', `'n'`),
  grants('pg_type', 'typ', `'T'`),
  grants('pg_language', 'lan', `'l'`),
  grants('pg_foreign_data_wrapper', 'fdw', `'F'`),
  grants('pg_foreign_server', 'srv', `'S'`),
  `
select 'grants on column ' || a.attrelid::regclass || '.' || quote_ident(a.attname) as name,
       ${rightsOf('a.attacl')} as definition
  from pg_catalog.pg_attribute a
 where a.attrelid ${OURS} and a.attacl is not null and not a.attisdropped`,
  `
select concat_ws(' ', 'default grants of', pg_get_userbyid(defaclrole), 'on', defaclobjtype, 'in',
                 case defaclnamespace when 0 then 'all schemas' else defaclnamespace::regnamespace::text end) as name,
       ${rightsOf('defaclacl')} as definition
  from pg_catalog.pg_default_acl`,
]

/**
 * All that `pg_dump` carries beside rows, each as a name and how PostgreSQL spells it, in the order in which a loss is
 * best named. https://www.postgresql.org/docs/current/catalogs-overview.html
 */
export const DEFINITION_QUERIES: readonly string[] = [
  ...DATABASE_WIDE,
  ...RELATION_QUERIES,
  TYPES,
  ROUTINES,
  ...RARE,
  ...GRANTS,
]
