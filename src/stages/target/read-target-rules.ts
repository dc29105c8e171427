import type { PostgresConnection } from '../../engines/postgres/database.ts'

/** A key or foreign key of a database that exists. */
export interface TargetRule {
  readonly kind: 'primary-key' | 'unique' | 'foreign-key'
  readonly schema: string
  readonly table: string
  readonly columns: readonly string[]
  /** For foreign keys. */
  readonly parent: string | null
}

/**
 * Unique indexes over plain columns, which are behind every key, and foreign keys.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html
 * https://www.postgresql.org/docs/current/catalog-pg-constraint.html
 */
const RULES = `
  select case when i.indisprimary then 'primary-key' else 'unique' end as kind,
         n.nspname as schema, c.relname as table, null as parent,
         (select json_agg(a.attname order by k.position)
            from unnest(i.indkey::int2[]) with ordinality as k (number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
           where k.position <= i.indnkeyatts)::text as columns
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
   where i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
     and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  union all
  select 'foreign-key', n.nspname, c.relname, p.relname,
         (select json_agg(a.attname order by k.position)
            from unnest(f.conkey) with ordinality as k (number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)::text
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_class p on p.oid = f.confrelid
    join pg_namespace n on n.oid = c.relnamespace
   where f.contype = 'f'`

export async function readTargetRules(connection: PostgresConnection): Promise<readonly TargetRule[]> {
  const found = await connection.query(RULES)
  return found.rows.map(({ kind, schema, table, parent, columns }) => ({
    kind: kind === 'primary-key' || kind === 'foreign-key' ? kind : 'unique',
    schema: schema ?? '',
    table: table ?? '',
    columns: JSON.parse(columns ?? '[]') as readonly string[],
    parent: parent ?? null,
  }))
}
