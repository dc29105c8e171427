import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'

/** Another locale than C, which the rehearsal has, and the collation that stands for it. */
export interface TextLocale {
  /** `en_US.UTF-8` */
  readonly name: string
  /** Quoted, with its schema. */
  readonly collation: string
  /** It is that of the database which the URL names, and not one that many servers have. */
  readonly isOwn: boolean
}

/** What most managed servers have, as ICU sorts it. */
const COMMON: TextLocale = { name: 'en-US', collation: '"pg_catalog"."en-US-x-icu"', isOwn: false }

/** The columns of the catalogs are other ones in each version; as JSON those that are not there are null. */
const SELECT_OWN = `
select coalesce(d.locale, d.datcollate), quote_ident(n.nspname) || '.' || quote_ident(o.collname)
  from (select datcollate::text, coalesce(to_jsonb(p) ->> 'datlocprovider', 'c') as provider,
               coalesce(to_jsonb(p) ->> 'datlocale', to_jsonb(p) ->> 'daticulocale') as locale
          from pg_catalog.pg_database p where datname = $1) d
  join pg_catalog.pg_collation o on o.collprovider::text = d.provider and o.collencoding in (-1, 6)
  join pg_catalog.pg_namespace n on n.oid = o.collnamespace
 where case d.provider
         when 'c' then replace(lower(o.collcollate::text), '-', '') = replace(lower(d.datcollate), '-', '')
         else coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale') = d.locale
       end
   and coalesce(d.locale, d.datcollate) not in ('C', 'POSIX')
 order by length(o.collname), o.collname
 limit 1`

const SELECT_COMMON = `
select 1 from pg_catalog.pg_collation where collname = 'en-US-x-icu' and collnamespace = 'pg_catalog'::regnamespace`

/**
 * The locale in which queries are asked once more: that of the database which the URL names, where it is not C and the
 * server has a collation of it; else one that many servers have. Null where the server was built without ICU.
 * https://www.postgresql.org/docs/current/collation.html
 *
 * @param own the database of the URL
 */
export async function findLocale(connection: PostgresConnection, own: string): Promise<TextLocale | null> {
  const [found] = (await connection.read(SELECT_OWN, [own])).rows
  const [name, collation] = found ?? []
  if (name != null && collation != null) return { name, collation, isOwn: true }
  const common = await connection.read(SELECT_COMMON)
  return common.rows.length > 0 ? COMMON : null
}

/** A table with texts of no collation of its own, and the statement that shows them under another one. */
export interface LocaleView {
  readonly schema: string
  readonly table: string
  /** A query finds it without its schema. */
  readonly isVisible: boolean
  /** Creates a view of the session that has the name of the table, and is found before it. */
  readonly sql: string
}

/** Columns of tables and views; a text counts where it has no collation of its own. */
const SELECT_COLUMNS = `
select n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid)::text, a.attname,
       (a.attcollation = 'pg_catalog."default"'::regcollation)::text
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and a.attnum > 0 and not a.attisdropped
   and n.nspname not in ('pg_catalog', 'information_schema')
 order by c.oid, a.attnum`

/**
 * Views of the tables with texts, which have them as in a database of that locale.
 * https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH
 */
export async function viewsInLocale(
  connection: PostgresConnection,
  { collation }: TextLocale,
): Promise<readonly LocaleView[]> {
  const { rows } = await connection.read(SELECT_COLUMNS)
  const columns = rows.map(([schema, table, isVisible, column, isText]) => {
    const name = quoteIdentifier(column ?? '')
    const term = isText === 'true' ? `${name} collate ${collation} as ${name}` : name
    return { schema: schema ?? '', table: table ?? '', isVisible: isVisible === 'true', isText, term }
  })
  return [
    ...Map.groupBy(columns, ({ schema, table }) => quoteQualified({ schema, name: table })).values(),
  ].flatMap((of) => {
    const [first] = of
    if (first === undefined || !of.some(({ isText }) => isText === 'true')) return []
    const { schema, table, isVisible } = first
    const list = of.map(({ term }) => term).join(', ')
    const sql = `create temporary view ${quoteIdentifier(table)} as select ${list} from ${quoteQualified({ schema, name: table })}`
    return [{ schema, table, isVisible, sql }]
  })
}
