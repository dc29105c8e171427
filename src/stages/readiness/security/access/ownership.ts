import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { amount } from '../../../../progress/amount.ts'

/** Something that a role owns, by itself or as a role that it can become. */
export interface Owned {
  /** The role that has to be taken for it. */
  readonly by: string
  readonly kind: 'table' | 'sequence' | 'view' | 'function' | 'schema' | 'database'
  /** Of `pg_class`, `pg_proc`, … by its kind. */
  readonly oid: string
  /** As `regclass` and `regprocedure` spell it; of a schema as it is; empty for the database. */
  readonly name: string
}

/**
 * https://www.postgresql.org/docs/current/ddl-priv.html: the owner has all rights, and ALTER and DROP besides, which can
 * neither be granted nor revoked.
 */
const SELECT_OWNED = `
with role as (select oid, rolsuper from pg_catalog.pg_roles where rolname = $1),
reach as (
  select g.oid, g.rolname from role r
    join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))),
own as (
  select oid, nspname, nspowner from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema'),
owned (owner, place, kind, oid, name) as (
  select c.relowner, case c.relkind when 'S' then 2 when 'v' then 3 when 'm' then 3 else 1 end,
         case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'table' end,
         c.oid, c.oid::regclass::text
    from pg_catalog.pg_class c join own on own.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'S', 'v', 'm', 'f')
  union all
  select p.proowner, 4, 'function', p.oid, p.oid::regprocedure::text
    from pg_catalog.pg_proc p join own on own.oid = p.pronamespace
  union all
  select nspowner, 5, 'schema', oid, nspname from own
  union all
  select d.datdba, 6, 'database', d.oid, ''
    from pg_catalog.pg_database d where d.datname = current_database())
select reach.rolname as by, kind, owned.oid, name
  from owned join reach on reach.oid = owned.owner
 order by reach.rolname <> $1, reach.rolname, place, name`

export async function readOwned(connection: PostgresConnection, role: string): Promise<readonly Owned[]> {
  const { rows } = await connection.query(SELECT_OWNED, [role])
  return rows.map((row) => ({
    by: row.by ?? '',
    kind: row.kind as Owned['kind'],
    oid: row.oid ?? '',
    name: row.name ?? '',
  }))
}

/** `14 tables, the view totals and the database` */
export function inWords(owned: readonly Owned[]): string {
  const kinds = [...Map.groupBy(owned, ({ kind }) => kind)].map(([kind, all]) => {
    if (kind === 'database') return 'the database'
    return all.length === 1 ? `the ${kind} ${all[0]?.name}` : amount(all.length, kind)
  })
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`
}
