import type { PostgresConnection, PostgresDatabase } from '../../../../engines/postgres/database.ts'
import { quoteLiteral } from '../../../../sql/quote.ts'
import { DEFINITION_QUERIES } from './definition-queries.ts'
import { SELECT_SEQUENCES } from './relation-queries.ts'

export interface DefinitionComparison {
  /** That are the same in both. */
  readonly same: number
  /** `lost or changed: trigger t_touch of t`. */
  readonly faults: readonly string[]
  /** What belongs to the database itself, and is not in the restored one: `its settings`. */
  readonly notRestored: readonly string[]
  /** Other roles than that of the run own something in the original, or were granted something: so owners and rights are compared. */
  readonly hasOtherRoles: boolean
}

/**
 * Compares all that two databases hold beside rows, in both directions.
 *
 * @throws PostgresRefusal where the user may not look at something
 */
export async function compareDefinitions(
  original: PostgresDatabase,
  restored: PostgresDatabase,
): Promise<DefinitionComparison> {
  const [wanted, found] = [await readDefinitions(original), await readDefinitions(restored)]
  const lost = [...wanted.objects].flatMap(([name, it]) => (found.objects.get(name) === it ? [] : [name]))
  const extra = [...found.objects.keys()].filter((name) => !wanted.objects.has(name))
  return {
    same: wanted.objects.size - lost.length,
    faults: [
      ...lost.map((name) => `lost or changed: ${name}`),
      ...extra.map((name) => `not in the target: ${name}`),
    ],
    notRestored: [...wanted.ofDatabase].flatMap(([name, it]) =>
      found.ofDatabase.get(name) === it ? [] : [name],
    ),
    hasOtherRoles: wanted.hasOtherRoles,
  }
}

/** All that a database holds beside rows, by its name. */
export interface Definitions {
  readonly objects: ReadonlyMap<string, string>
  readonly ofDatabase: ReadonlyMap<string, string>
  readonly hasOtherRoles: boolean
}

/** @throws PostgresRefusal where the user may not look at something */
export async function readDefinitions(database: PostgresDatabase): Promise<Definitions> {
  const connection = await database.connect()
  try {
    // names are spelled by the search path, which a database can set for itself
    await connection.query('begin read only')
    await connection.query('set local search_path to public')
    const objects = new Map<string, string>()
    for (const sql of DEFINITION_QUERIES) await read(connection, sql, objects)
    const states = await sequenceStates(connection)
    if (states !== null) await read(connection, states, objects)
    const ofDatabase = new Map<string, string>()
    await read(connection, SELECT_OF_DATABASE, ofDatabase)
    const others = await connection.query(SELECT_OTHER_ROLES)
    return { objects, ofDatabase, hasOtherRoles: others.rows[0]?.there === 't' }
  } finally {
    await connection.query('rollback').finally(connection.close)
  }
}

/** Two objects of one name, as no query gives them, count as one that has both definitions. */
async function read(connection: PostgresConnection, sql: string, into: Map<string, string>): Promise<void> {
  const { rows } = await connection.query(sql)
  for (const { name, definition } of rows) {
    if (name === null || name === undefined) continue
    into.set(name, (into.get(name) ?? '') + reparsed(definition ?? ''))
  }
}

async function sequenceStates(connection: PostgresConnection): Promise<string | null> {
  const { rows } = await connection.query(SELECT_SEQUENCES)
  const states = rows.map(
    ({ name, shown }) =>
      `select ${quoteLiteral(`state of sequence ${shown}`)} as name, concat(last_value, ' ', is_called) as definition from ${name}`,
  )
  return states.length === 0 ? null : states.join(' union all ')
}

/**
 * PostgreSQL spells `x in ('a', 'b')` over a varchar in one way when it was written so, and in another once it has read
 * its own spelling; after that it stays (measured with 15 and 18). So both are brought to the second.
 */
function reparsed(definition: string): string {
  return definition.replaceAll(CAST_ARRAY, (_, items: string) => {
    const cast = items.replaceAll(VARCHAR_LITERAL, (literal) => `(${literal})::text`)
    return `ARRAY[${cast}]`
  })
}

const VARCHAR_LITERAL = /'(?:[^']|'')*'::character varying/g
const CAST_ARRAY = /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g

/** What `pg_dump` carries with `--create` only, which makes a database of the same name. */
const SELECT_OF_DATABASE = `
select 'the settings' || case s.setrole when 0 then '' else ' of ' || quote_ident(pg_get_userbyid(s.setrole)) end || ' for it' as name,
       (select string_agg(setting, ',' order by setting) from unnest(s.setconfig) setting) as definition
  from pg_catalog.pg_db_role_setting s
  join pg_catalog.pg_database d on d.oid = s.setdatabase
 where d.datname = current_database()
union all
select 'the grants on it',
       (select string_agg(concat_ws(' ', grantee, privilege_type, is_grantable), ',' order by grantee, privilege_type)
          from aclexplode(coalesce(datacl, acldefault('d', datdba))))
  from pg_catalog.pg_database
 where datname = current_database()`

/** The bootstrap superuser has no entry in `pg_shdepend`. https://www.postgresql.org/docs/current/catalog-pg-shdepend.html */
const SELECT_OTHER_ROLES = `
select exists (select from pg_catalog.pg_shdepend s
                 join pg_catalog.pg_database d on d.oid = s.dbid
                where d.datname = current_database() and s.refclassid = 'pg_catalog.pg_authid'::regclass
                  and s.refobjid <> current_user::regrole)
    or exists (select from pg_catalog.pg_class where oid >= 16384 and relowner <> current_user::regrole) as there`
