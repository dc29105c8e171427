/** Not of the system, and of this session alone. */
const isOurs = (relation: string) =>
  `${relation}.oid >= 16384 and ${relation}.relpersistence <> 't' and ${relation}.relnamespace <> 'pg_toast'::regnamespace`

const RELATIONS = `
select case c.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign table '
                      when 'c' then 'type ' else 'table ' end || c.oid::regclass as name,
       jsonb_build_array(c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispopulated,
         c.reloptions, pg_get_userbyid(c.relowner), pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
         c.reloftype::regtype,
         (select amname from pg_catalog.pg_am where oid = c.relam),
         (select spcname from pg_catalog.pg_tablespace where oid = c.reltablespace),
         (select reloptions from pg_catalog.pg_class where oid = c.reltoastrelid),
         (select array_agg(inhparent::regclass::text order by inhseqno) from pg_catalog.pg_inherits where inhrelid = c.oid),
         (select array[s.srvname::text, ftoptions::text] from pg_catalog.pg_foreign_table
            join pg_catalog.pg_foreign_server s on s.oid = ftserver where ftrelid = c.oid)
       )::text || case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) else '' end as definition
  from pg_catalog.pg_class c
 where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and ${isOurs('c')}`

/**
 * Without `pg_attver`, which PostgreSQL 15.20 writes anew for every relation that is created; its pg_dump leaves it out by
 * the same ten letters. An array that is then empty says the same as none: `array_agg` gives null.
 */
const OPTIONS = `(select array_agg(o) from unnest(a.attoptions) o where substr(o, 1, 10) <> 'pg_attver=')`

const COLUMNS = `
select 'column ' || c.oid::regclass || '.' || quote_ident(a.attname) as name,
       jsonb_build_array(row_number() over (partition by a.attrelid order by a.attnum), format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attcompression,
         a.attstattarget, ${OPTIONS}, a.attfdwoptions)::text || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as definition
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and ${isOurs('c')}`

const INDEXES = `
select 'index ' || i.indexrelid::regclass as name,
       pg_get_indexdef(i.indexrelid) || jsonb_build_array(i.indisvalid, i.indisclustered, i.indisreplident,
         (select spcname from pg_catalog.pg_tablespace where oid = c.reltablespace),
         (select array_agg(attstattarget order by attnum) from pg_catalog.pg_attribute where attrelid = c.oid)) as definition
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
 where ${isOurs('c')}`

const CONSTRAINTS = `
select 'constraint ' || quote_ident(conname) || ' of '
         || case conrelid when 0 then contypid::regtype::text else conrelid::regclass::text end as name,
       pg_get_constraintdef(oid) || convalidated::text as definition
  from pg_catalog.pg_constraint
 where oid >= 16384`

const SEQUENCES = `
select 'sequence ' || c.oid::regclass as name,
       jsonb_build_array(s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
         c.relpersistence, pg_get_userbyid(c.relowner),
         (select array[d.deptype::text, d.refobjid::regclass::text, a.attname::text] from pg_catalog.pg_depend d
            join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
           where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')))::text as definition
  from pg_catalog.pg_sequence s
  join pg_catalog.pg_class c on c.oid = s.seqrelid
 where ${isOurs('c')}`

/** All that hangs on tables and views, and these themselves. */
export const RELATION_QUERIES: readonly string[] = [
  INDEXES,
  CONSTRAINTS,
  `
select 'trigger ' || quote_ident(tgname) || ' of ' || tgrelid::regclass as name,
       pg_get_triggerdef(oid) || tgenabled::text as definition
  from pg_catalog.pg_trigger
 where not tgisinternal`,
  `
select 'rule ' || quote_ident(rulename) || ' of ' || ev_class::regclass as name, pg_get_ruledef(oid) || ev_enabled::text as definition
  from pg_catalog.pg_rewrite
 where oid >= 16384 and rulename <> '_RETURN'`,
  `
select concat('policy ', quote_ident(policyname), ' of ', format('%I.%I', schemaname, tablename)::regclass) as name,
       (to_jsonb(p) - 'roles')::text || (select string_agg(quote_ident(role), ',' order by role) from unnest(roles) role) as definition
  from pg_catalog.pg_policies p`,
  `
select 'statistics ' || i.identity as name,
       concat(pg_get_statisticsobjdef(s.oid), to_jsonb(s) -> 'stxstattarget', pg_get_userbyid(s.stxowner)) as definition
  from pg_catalog.pg_statistic_ext s
 cross join lateral pg_identify_object('pg_catalog.pg_statistic_ext'::regclass, s.oid, 0) i`,
  SEQUENCES,
  RELATIONS,
  COLUMNS,
]

/** Where each sequence has come to needs a look at itself: the catalog does not know where one begins that was not called. */
export const SELECT_SEQUENCES = `
select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, c.oid::regclass::text as shown
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S' and ${isOurs('c')}`
