import type { PostgresConnection, PostgresDatabase, QueryResult } from '../../engines/postgres/database.ts'
import { quoteQualified } from '../../sql/quote.ts'
import { COLUMNS } from './column-query.ts'
import type {
  ColumnFacts,
  ConstraintFacts,
  IndexFacts,
  ParentFacts,
  QualifiedName,
  RewriteFacts,
  RowSecurityFacts,
  SchemaFacts,
  SequenceFacts,
  TableFacts,
  TriggerFacts,
} from './schema-facts.ts'

/**
 * Tables and views of the user, those first that the application finds first. Our sessions have a search_path of their
 * own: what the database, the role or the URL sets is the value that RESET would give back. Both statements are one
 * transaction, and with it ends what the first has set.
 *
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 * https://www.postgresql.org/docs/current/view-pg-settings.html
 */
const RELATIONS = `
  select set_config(name, reset_val, true) from pg_settings where name = 'search_path';
  select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind,
         has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
           and (current_setting('row_security')::boolean or not row_security_active(c.oid)) as readable,
         c.relpersistence = 'u' or exists (
           select from pg_partition_tree(c.oid) t join pg_class part on part.oid = t.relid
            where part.relpersistence = 'u') as unlogged,
         c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         (select json_agg(p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid)::text as policies,
         s.seqstart as start,
         case when has_sequence_privilege(s.seqrelid, 'select, usage') then pg_sequence_last_value(s.seqrelid) end
           is not null as called
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_sequence s on s.seqrelid = c.oid
   where c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
     and n.nspname not in ('pg_catalog', 'information_schema')
     and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
     and not exists (select from pg_depend d
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by array_position(current_schemas(false), n.nspname), n.nspname <> 'public', n.nspname, c.relname`

/**
 * NOT NULLs, which 18 lists too, are left out. What older versions do not have is read through JSON.
 * https://www.postgresql.org/docs/current/catalog-pg-constraint.html
 */
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
         k.convalidated as validated, k.condeferrable as deferrable, k.condeferred as deferred,
         k.confupdtype as on_update, k.confdeltype as on_delete, k.confmatchtype = 'f' as match_full,
         to_jsonb(k) ->> 'confdelsetcols' is not null as on_delete_partly,
         coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
           and not exists (select from pg_trigger g
                            where g.tgconstraint = k.oid and g.tgenabled not in ('O', 'A')) as enforced,
         k.contype in ('p', 'u') and (select (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean
                                        from pg_index i where i.indexrelid = k.conindid) as nulls_not_distinct
    from pg_constraint k
    left join pg_class pc on pc.oid = k.confrelid
    left join pg_namespace pn on pn.oid = pc.relnamespace
   where k.conrelid = any ($1::oid[]) and k.contype in ('p', 'u', 'c', 'f', 'x') and k.conparentid = 0
   order by k.conrelid, k.conname`

/**
 * The collation of a column is not told of its index again; bit 0 of indoption is DESC, bit 1 NULLS FIRST.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html
 */
const INDEXES = `
  select i.indrelid as oid, c.relname as name, i.indisunique as unique, i.indisvalid as valid, m.amname as method,
         pg_get_indexdef(c.oid) as definition,
         (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean as nulls_not_distinct,
         (select json_agg(pg_get_indexdef(c.oid, k::int, false) order by k)
            from generate_series(1, i.indnkeyatts) as k)::text as parts,
         (select json_agg(concat_ws(' ',
                   case when i.indcollation[k - 1] not in (0, coalesce(a.attcollation, 'default'::regcollation))
                        then 'COLLATE ' || i.indcollation[k - 1]::regcollation::text end,
                   case when not o.opcdefault then o.opcname end,
                   case when i.indoption[k - 1] & 1 = 1 then 'DESC' end,
                   case when i.indoption[k - 1] = 1 then 'NULLS LAST'
                        when i.indoption[k - 1] = 2 then 'NULLS FIRST' end) order by k)
            from generate_series(1, i.indnkeyatts) as k
            join pg_opclass o on o.oid = i.indclass[k - 1]
            left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k - 1] and a.attnum > 0)::text as options,
         pg_get_expr(i.indpred, i.indrelid) as where
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam
   where i.indrelid = any ($1::oid[])
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   order by i.indrelid, c.relname`

/**
 * Those of a table, and those that its partitions have of their own.
 * https://www.postgresql.org/docs/current/catalog-pg-trigger.html
 */
const TRIGGERS = `
  select root as oid, g.tgname as name, pg_get_triggerdef(g.oid) as definition, g.tgenabled as enabled,
         n.nspname as schema, c.relname as relation, c.oid <> root as of_partition
    from unnest($1::oid[]) as root
    left join lateral pg_partition_tree(root) as t on true
    join pg_class c on c.oid = coalesce(t.relid, root)
    join pg_namespace n on n.oid = c.relnamespace
    join pg_trigger g on g.tgrelid = c.oid
   where not g.tgisinternal and g.tgparentid = 0
   order by root, g.tgname, c.oid`

/** https://www.postgresql.org/docs/current/catalog-pg-rewrite.html */
const REWRITES = `
  select ev_class as oid, rulename as name, pg_get_ruledef(oid) as definition, ev_enabled as enabled,
         pg_get_ruledef(oid) ~ 'DO INSTEAD NOTHING;$' as swallows
    from pg_rewrite
   where ev_class = any ($1::oid[])
   order by ev_class, rulename`

/** `pg_constraint.confupdtype` and `confdeltype` */
const ACTIONS: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
}

function sequenceFacts(row: Row): SequenceFacts {
  return { ...nameOf(row), start: BigInt(row.start ?? 1), isCalled: row.called === 't' }
}

/** As {@link readSchemaFacts}, by a session of its own. */
export async function readFactsOf(database: Pick<PostgresDatabase, 'connect'>): Promise<SchemaFacts> {
  const connection = await database.connect()
  return await readSchemaFacts(connection).finally(connection.close)
}

/** Reads what PostgreSQL has: tables with all that holds for their rows, and views. Reads only. */
export async function readSchemaFacts(connection: PostgresConnection): Promise<SchemaFacts> {
  const relations = (await connection.query(RELATIONS)).rows
  const isView = ({ kind }: Row) => kind === 'v' || kind === 'm'
  const isSequence = ({ kind }: Row) => kind === 'S'
  const tables = relations.filter((row) => !isView(row) && !isSequence(row))
  const oids = `{${tables.map(({ oid }) => oid).join(',')}}`
  const read = async (sql: string) =>
    Map.groupBy((await connection.query(sql, [oids])).rows, ({ oid }) => oid)
  const [columns, constraints, indexes, triggers, rewrites] = [
    await read(COLUMNS),
    await read(CONSTRAINTS),
    await read(INDEXES),
    await read(TRIGGERS),
    await read(REWRITES),
  ]
  const facts: TableFacts[] = []
  for (const row of tables) {
    const table = nameOf(row)
    const own = Map.groupBy(indexes.get(row.oid) ?? [], ({ valid }) => valid === 't')
    facts.push({
      ...table,
      partitioned: row.kind === 'p',
      unlogged: row.unlogged === 't',
      columns: (columns.get(row.oid) ?? []).map(columnFacts),
      constraints: (constraints.get(row.oid) ?? []).map(constraintFacts),
      indexes: (own.get(true) ?? []).map(indexFacts),
      invalidIndexes: (own.get(false) ?? []).map(indexFacts),
      triggers: (triggers.get(row.oid) ?? []).map(triggerFacts),
      rewrites: (rewrites.get(row.oid) ?? []).map(rewriteFacts),
      rowSecurity: rowSecurityFacts(row),
      hasRows: row.readable === 't' && (await hasRows(table, connection)),
    })
  }
  return {
    tables: facts,
    views: relations.filter(isView).map(nameOf),
    sequences: relations.filter(isSequence).map(sequenceFacts),
  }
}

type Row = QueryResult['rows'][number]

function nameOf({ schema, name }: Row): QualifiedName {
  return { schema: schema ?? '', name: name ?? '' }
}

function columnFacts(row: Row): ColumnFacts {
  return {
    name: row.name ?? '',
    type: row.type ?? '',
    domain: qualified(row.domain_schema, row.domain_name),
    domainChecks: names(row.domain_checks),
    enumLabels: row.labels == null ? null : names(row.labels),
    notNull: row.not_null === 't',
    notNullUnproved: row.not_null_unproved === 't',
    default: row.default ?? null,
    generated: row.generated ?? null,
    identity: row.identity === 'a' ? 'always' : row.identity === 'd' ? 'by default' : null,
    sequence: qualified(row.sequence_schema, row.sequence_name),
    collation: row.collation ?? null,
    folds: row.folds === 't',
  }
}

function constraintFacts(row: Row): ConstraintFacts {
  const facts = {
    name: row.name ?? '',
    definition: row.definition ?? '',
    columns: names(row.columns),
    validated: row.validated === 't',
    enforced: row.enforced === 't',
    deferred: row.deferred === 't',
    deferrable: row.deferrable === 't',
    nullsNotDistinct: row.nulls_not_distinct === 't',
  }
  switch (row.kind) {
    case 'p':
      return { ...facts, kind: 'primary-key' }
    case 'u':
      return { ...facts, kind: 'unique' }
    case 'x':
      return { ...facts, kind: 'exclusion' }
    case 'f':
      return { ...facts, kind: 'foreign-key', parent: parentFacts(row) }
    default:
      return { ...facts, kind: 'check', expression: row.expression ?? '' }
  }
}

function parentFacts(row: Row): ParentFacts {
  return {
    schema: row.parent_schema ?? '',
    name: row.parent_name ?? '',
    columns: names(row.parent_columns),
    onUpdate: ACTIONS[row.on_update ?? ''] ?? 'NO ACTION',
    onDelete: `${ACTIONS[row.on_delete ?? ''] ?? 'NO ACTION'}${row.on_delete_partly === 't' ? ' of some columns' : ''}`,
    matchFull: row.match_full === 't',
  }
}

function indexFacts(row: Row): IndexFacts {
  return {
    name: row.name ?? '',
    unique: row.unique === 't',
    definition: row.definition ?? '',
    method: row.method ?? '',
    parts: names(row.parts),
    options: names(row.options),
    nullsNotDistinct: row.nulls_not_distinct === 't',
    where: row.where ?? null,
  }
}

function triggerFacts(row: Row): TriggerFacts {
  const partition = row.of_partition === 't' ? { schema: row.schema ?? '', name: row.relation ?? '' } : null
  return { name: row.name ?? '', definition: row.definition ?? '', enabled: enabledOf(row), partition }
}

function rewriteFacts(row: Row): RewriteFacts {
  return {
    name: row.name ?? '',
    definition: row.definition ?? '',
    enabled: enabledOf(row),
    swallows: row.swallows === 't',
  }
}

function enabledOf({ enabled }: Row): TriggerFacts['enabled'] {
  return enabled === 'D' || enabled === 'R' || enabled === 'A' ? enabled : 'O'
}

function rowSecurityFacts({ secured, forced, policies }: Row): RowSecurityFacts | null {
  return secured === 't' ? { forced: forced === 't', policies: names(policies) } : null
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
