import type { PostgresConnection, QueryResult } from '../../engines/postgres/database.ts'
import { quoteQualified } from '../../sql/quote.ts'
import type {
  ColumnFacts,
  ConstraintFacts,
  IndexFacts,
  SchemaFacts,
  TableFacts,
  TriggerFacts,
} from './schema-facts.ts'

/** Tables of the user. https://www.postgresql.org/docs/current/catalog-pg-class.html */
const TABLES = `
  select c.oid, n.nspname as schema, c.relname as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and not c.relispartition
     and n.nspname not in ('pg_catalog', 'information_schema')
     and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
     and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by n.nspname <> 'public', n.nspname, c.relname`

/** https://www.postgresql.org/docs/current/catalog-pg-attribute.html */
const COLUMNS = `
  select a.attrelid as oid, a.attname as name,
         format_type(case when t.typtype = 'd' then t.typbasetype else t.oid end,
                     case when t.typtype = 'd' then t.typtypmod else a.atttypmod end) as type,
         case when t.typtype = 'd' then tn.nspname end as domain_schema,
         case when t.typtype = 'd' then t.typname end  as domain_name,
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
           where e.enumtypid = case when t.typtype = 'd' then t.typbasetype else t.oid end)::text as labels,
         a.attnotnull or (t.typtype = 'd' and t.typnotnull) as not_null,
         case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default,
         case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as generated,
         a.attidentity as identity,
         s.nspname as sequence_schema, s.relname as sequence_name,
         case when a.attcollation <> t.typcollation then co.collname end as collation
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    join pg_namespace tn on tn.oid = t.typnamespace
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

/** https://www.postgresql.org/docs/current/catalog-pg-constraint.html; NOT NULLs, which 18 lists too, are left out */
const CONSTRAINTS = `
  select k.conrelid as oid, k.contype as kind, k.conname as name, pg_get_constraintdef(k.oid) as definition,
         (select json_agg(a.attname order by u.position)
            from unnest(k.conkey) with ordinality as u (number, position)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number)::text as columns,
         pn.nspname as parent_schema, pc.relname as parent_name,
         (select json_agg(a.attname order by u.position)
            from unnest(k.confkey) with ordinality as u (number, position)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number)::text as parent_columns,
         case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression,
         k.convalidated as validated
    from pg_constraint k
    left join pg_class pc on pc.oid = k.confrelid
    left join pg_namespace pn on pn.oid = pc.relnamespace
   where k.conrelid = any ($1::oid[]) and k.contype in ('p', 'u', 'c', 'f', 'x') and k.conparentid = 0
   order by k.conrelid, k.conname`

/** https://www.postgresql.org/docs/current/catalog-pg-index.html */
const INDEXES = `
  select i.indrelid as oid, c.relname as name, i.indisunique as unique, pg_get_indexdef(c.oid) as definition,
         (select json_agg(pg_get_indexdef(c.oid, k::int, false) order by k)
            from generate_series(1, i.indnkeyatts) as k)::text as parts,
         pg_get_expr(i.indpred, i.indrelid) as where
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
   where i.indrelid = any ($1::oid[]) and i.indisvalid
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   order by i.indrelid, c.relname`

/** https://www.postgresql.org/docs/current/catalog-pg-trigger.html */
const TRIGGERS = `
  select tgrelid as oid, tgname as name, pg_get_triggerdef(oid) as definition, tgenabled as enabled
    from pg_trigger
   where tgrelid = any ($1::oid[]) and not tgisinternal
   order by tgrelid, tgname`

const CONSTRAINT_KINDS: Readonly<Record<string, ConstraintFacts['kind']>> = {
  p: 'primary-key',
  u: 'unique',
  c: 'check',
  f: 'foreign-key',
  x: 'exclusion',
}

/** Reads what PostgreSQL has: tables with their columns, rules, indexes and triggers. Reads only. */
export async function readSchemaFacts(connection: PostgresConnection): Promise<SchemaFacts> {
  const tables = (await connection.query(TABLES)).rows
  const oids = `{${tables.map(({ oid }) => oid).join(',')}}`
  const read = async (sql: string) =>
    Map.groupBy((await connection.query(sql, [oids])).rows, ({ oid }) => oid)
  const [columns, constraints, indexes, triggers] = [
    await read(COLUMNS),
    await read(CONSTRAINTS),
    await read(INDEXES),
    await read(TRIGGERS),
  ]
  const facts: TableFacts[] = []
  for (const { oid, schema, name } of tables) {
    const table = { schema: schema ?? '', name: name ?? '' }
    facts.push({
      ...table,
      columns: (columns.get(oid) ?? []).map(columnFacts),
      constraints: (constraints.get(oid) ?? []).map(constraintFacts),
      indexes: (indexes.get(oid) ?? []).map(indexFacts),
      triggers: (triggers.get(oid) ?? []).map(triggerFacts),
      hasRows: await hasRows(table, connection),
    })
  }
  return { tables: facts }
}

type Row = QueryResult['rows'][number]

function columnFacts(row: Row): ColumnFacts {
  return {
    name: row.name ?? '',
    type: row.type ?? '',
    domain: qualified(row.domain_schema, row.domain_name),
    enumLabels: row.labels == null ? null : names(row.labels),
    notNull: row.not_null === 't',
    default: row.default ?? null,
    generated: row.generated ?? null,
    identity: row.identity === 'a' ? 'always' : row.identity === 'd' ? 'by default' : null,
    sequence: qualified(row.sequence_schema, row.sequence_name),
    collation: row.collation ?? null,
  }
}

function constraintFacts(row: Row): ConstraintFacts {
  const parent = qualified(row.parent_schema, row.parent_name)
  return {
    kind: CONSTRAINT_KINDS[row.kind ?? ''] ?? 'check',
    name: row.name ?? '',
    definition: row.definition ?? '',
    columns: names(row.columns),
    parent: parent && { ...parent, columns: names(row.parent_columns) },
    expression: row.expression ?? null,
    validated: row.validated === 't',
  }
}

function indexFacts(row: Row): IndexFacts {
  return {
    name: row.name ?? '',
    unique: row.unique === 't',
    definition: row.definition ?? '',
    parts: names(row.parts),
    where: row.where ?? null,
  }
}

function triggerFacts(row: Row): TriggerFacts {
  const enabled = row.enabled === 'D' || row.enabled === 'R' || row.enabled === 'A' ? row.enabled : 'O'
  return { name: row.name ?? '', definition: row.definition ?? '', enabled }
}

async function hasRows(
  table: { readonly schema: string; readonly name: string },
  connection: PostgresConnection,
): Promise<boolean> {
  const found = await connection.query(`select exists (select from ${quoteQualified(table)}) as filled`)
  return found.rows[0]?.filled === 't'
}

function qualified(schema: string | null | undefined, name: string | null | undefined) {
  return schema == null || name == null ? null : { schema, name }
}

/** A JSON array of texts, or nothing. */
function names(json: string | null | undefined): readonly string[] {
  return JSON.parse(json ?? '[]') as readonly string[]
}
