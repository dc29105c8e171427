/**
 * A domain can be over a domain: the CHECKs and NOT NULLs of all levels hold, and the type is the one below them all. The
 * DEFAULT is that of the outermost level, which took over that of the next when it was created.
 *
 * https://www.postgresql.org/docs/current/catalog-pg-attribute.html
 * https://www.postgresql.org/docs/current/catalog-pg-type.html
 */
export const COLUMNS = `
  with recursive
  levels as (
    select t.oid as domain, 0 as depth, t.oid, t.typbasetype, t.typtypmod, t.typnotnull
      from pg_type t
     where t.typtype = 'd'
     union all
    select l.domain, l.depth + 1, t.oid, t.typbasetype, t.typtypmod, t.typnotnull
      from levels l
      join pg_type t on t.oid = l.typbasetype and t.typtype = 'd'),
  domains as (
    select domain as oid, bool_or(typnotnull) as not_null,
           (array_agg(typbasetype order by depth desc))[1] as base,
           (array_agg(typtypmod order by depth desc))[1] as typmod
      from levels
     group by domain)
  select a.attrelid as oid, a.attname as name,
         format_type(bt.oid, coalesce(dm.typmod, a.atttypmod)) as type,
         case when dm.oid is not null then tn.nspname end as domain_schema,
         case when dm.oid is not null then t.typname end  as domain_name,
         (select json_agg(pg_get_constraintdef(k.oid) order by l.depth, k.conname)
            from levels l
            join pg_constraint k on k.contypid = l.oid and k.contype = 'c'
           where l.domain = t.oid)::text as domain_checks,
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
           where e.enumtypid = bt.oid)::text as labels,
         a.attnotnull or coalesce(dm.not_null, false) as not_null,
         exists (select from pg_constraint k
                  where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum
                    and not k.convalidated) as not_null_unproved,
         case when a.attgenerated = ''
              then coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(t.typdefaultbin, 0)) end as default,
         case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as generated,
         a.attidentity as identity,
         s.nspname as sequence_schema, s.relname as sequence_name,
         case when a.attcollation <> bt.typcollation then co.collname end as collation,
         a.attcollation <> bt.typcollation and not co.collisdeterministic as folds
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    join pg_namespace tn on tn.oid = t.typnamespace
    left join domains dm on dm.oid = t.oid
    join pg_type bt on bt.oid = coalesce(dm.base, t.oid)
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_collation co on co.oid = a.attcollation
    left join lateral (
      select sn.nspname, sc.relname
        from pg_depend p
        join pg_class sc on sc.relkind = 'S'
                        and sc.oid = case when p.classid = 'pg_class'::regclass then p.objid else p.refobjid end
        join pg_namespace sn on sn.oid = sc.relnamespace
       where (p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass
              and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype in ('a', 'i')
              and (a.attidentity <> '' or d.oid is not null))
          or (p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass)
       limit 1) s on true
   where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
   order by a.attrelid, a.attnum`
