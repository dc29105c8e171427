import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { inWords, type Owned } from './ownership.ts'
import { parameterFaults } from './parameter-rights.ts'
import type { ProbedRole } from './probed-role.ts'

/**
 * One row for the role itself and for each that it can become: by inheritance, by SET ROLE, or because it may grant it
 * to itself. https://www.postgresql.org/docs/current/role-membership.html
 * A limit of connections holds for all but superusers: https://www.postgresql.org/docs/current/catalog-pg-database.html
 */
const SELECT_REACH = `
select g.rolname as name, g.oid = r.oid as itself, g.rolsuper as superuser, g.rolbypassrls as bypasses,
       g.rolcreaterole as creates_roles, g.rolcreatedb as creates_databases, g.rolreplication as replicates,
       r.rolcanlogin and r.rolconnlimit <> 0 and coalesce(r.rolvaliduntil > now(), true) as logs_in,
       has_database_privilege(r.oid, current_database(), 'connect') as connects,
       d.datallowconn and (d.datconnlimit = -1 or d.datconnlimit > 0 or r.rolsuper) as lets_in
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))
  join pg_catalog.pg_database d on d.datname = current_database()
 where r.rolname = $1
 order by g.oid <> r.oid, g.rolname`

/**
 * Predefined roles that lead out of the database or disturb others in it. `pg_read_all_data` and `pg_write_all_data` are
 * not here: what they allow is found at each table. https://www.postgresql.org/docs/current/predefined-roles.html
 */
const PREDEFINED: Readonly<Record<string, string>> = {
  pg_read_server_files: 'may read files of the server',
  pg_write_server_files: 'may write files of the server',
  pg_execute_server_program: 'may run programs on the server',
  pg_create_subscription: 'may subscribe to other servers',
  pg_signal_backend: 'may end sessions of others',
  pg_maintain: 'may lock and rewrite every table',
}

export interface RoleFaults {
  readonly exists: boolean
  readonly isSuperuser: boolean
  readonly faults: readonly string[]
}

/**
 * What a role is that no role of an application should be, by itself or through a role that it can become. The application
 * has to be able to log in, too; a group may own what others use, and so may a role that `rights` calls an owner.
 */
export async function roleFaults(
  connection: PostgresConnection,
  probed: ProbedRole,
  owned: readonly Owned[],
): Promise<RoleFaults> {
  const { name: role, purpose } = probed
  const { rows } = await connection.query(SELECT_REACH, [role])
  const [own] = rows
  if (own === undefined) {
    return {
      exists: false,
      isSuperuser: false,
      faults: [`the role ${role} is not there (names without quotes are in lower case)`],
    }
  }
  const faults = rows.flatMap((row) => {
    const through = row.itself === 't' ? '' : ` through ${row.name}`
    const power = PREDEFINED[row.name ?? '']
    return [
      ...(row.superuser === 't' ? ['is a superuser'] : []),
      ...(row.bypasses === 't' ? ['is free of row security'] : []),
      ...(row.creates_roles === 't' ? ['is a creator of roles'] : []),
      ...(row.creates_databases === 't' ? ['is a creator of databases'] : []),
      ...(row.replicates === 't' ? ['may replicate all of the server'] : []),
      ...(power === undefined ? [] : [power]),
    ].map((fault) => `${role} ${fault}${through}`)
  })
  return {
    exists: true,
    isSuperuser: own.superuser === 't',
    faults: [
      ...faults,
      ...(await parameterFaults(connection, role)),
      ...ownerFaults(
        probed,
        owned,
        rows.flatMap((row) => (row.superuser === 't' ? (row.name ?? []) : [])),
      ),
      ...(purpose === 'application' && own.logs_in !== 't' ? [`${role} may not log in`] : []),
      ...(purpose === 'application' && own.connects !== 't'
        ? [`${role} may not connect to the database`]
        : []),
      ...(purpose === 'application' && own.lets_in !== 't'
        ? [`the database lets ${role} in no session (CONNECTION LIMIT, ALLOW_CONNECTIONS)`]
        : []),
    ],
  }
}

/** Said once, because all that a role may do with what it owns follows from it. */
function ownerFaults(
  { name: role, purpose, granted }: ProbedRole,
  owned: readonly Owned[],
  superusers: readonly string[],
): readonly string[] {
  if (granted.owner === true) {
    return owned.length === 0 ? [`${role} owns nothing, and rights has owner: true for it`] : []
  }
  const withoutPower = owned.filter(({ by }) => !superusers.includes(by))
  if (withoutPower.length === 0 || purpose === 'group') return []
  const all = [...Map.groupBy(withoutPower, ({ by }) => by)].map(
    ([by, some]) => `${inWords(some)}${by === role ? '' : ` through ${by}`}`,
  )
  const advice =
    purpose === 'application'
      ? 'let another role own that, and give it owner: true in rights'
      : 'if it is the role that makes the schema, give it owner: true in rights'
  return [`${role} owns ${all.join(', and ')} (${advice})`]
}
