import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { tryStatement } from '../../../../engines/postgres/try-statement.ts'
import { type Login, type Setting, setStatement, takenBack } from './attempt.ts'

/** What the sessions of a role begin with, by `ALTER ROLE … SET` and `ALTER DATABASE … SET`. */
export interface LoginSettings {
  /** The role with those of them that a probe can work under. */
  readonly login: Login
  readonly faults: readonly string[]
  /** What could not be set here, in words. */
  readonly untried: readonly string[]
}

/**
 * `SET ROLE` applies none of them, so a probe has to. The later row wins: all, the database, the role, the role in the
 * database. Who may not log in has no sessions of its own.
 * https://www.postgresql.org/docs/current/catalog-pg-db-role-setting.html, `process_settings` in
 * https://github.com/postgres/postgres/blob/master/src/backend/utils/init/postinit.c
 */
const SELECT_SETTINGS = `
select left(entry, strpos(entry, '=') - 1) as name, substr(entry, strpos(entry, '=') + 1) as value
  from pg_catalog.pg_db_role_setting s
  left join pg_catalog.pg_roles r on r.oid = s.setrole
  cross join lateral unnest(s.setconfig) entry
 where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_catalog.pg_database where datname = current_database()))
   and (s.setrole = 0 or (r.rolname = $1 and r.rolcanlogin))
 order by s.setrole <> 0, s.setdatabase <> 0`

/** Values are never shown: applications keep secrets there, as `app.jwt_secret` of PostgREST. */
export async function readLoginSettings(
  connection: PostgresConnection,
  role: string,
): Promise<LoginSettings> {
  const { rows } = await connection.query(SELECT_SETTINGS, [role])
  const all = new Map(rows.map(({ name, value }) => [(name ?? '').toLowerCase(), value ?? '']))
  const [settings, faults, untried]: [Setting[], string[], string[]] = [[], [], []]
  for (const [name, value] of all) {
    if (isWithoutRights(name)) continue
    if (name === 'session_replication_role' && value === 'replica') {
      faults.push(
        `the sessions of ${role} begin with session_replication_role=replica, which switches triggers and foreign keys off`,
      )
    }
    const why = AT_LOGIN[name] ?? (await whyNot(connection, { name, value }))
    if (why === null) settings.push({ name, value })
    else untried.push(`the sessions of ${role} with ${name}, which is set for them (${why})`)
  }
  return { login: { role, settings }, faults, untried }
}

/** What nothing but a login does. https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-PRELOAD-LIBRARIES */
const AT_LOGIN: Readonly<Record<string, string>> = {
  role: 'they become another role',
  session_authorization: 'they become another role',
  session_preload_libraries: 'they load libraries',
  local_preload_libraries: 'they load libraries',
}

/**
 * Settings that change nothing of what a role may do: logs, how transactions see each other, what ends with the transaction
 * of the login, how long something may take, and the encoding, which every client sets for itself.
 * https://www.postgresql.org/docs/current/runtime-config-client.html
 */
function isWithoutRights(name: string): boolean {
  return /^(log_|transaction_|default_transaction_(?!read_only)|client_)|_timeout$/.test(name)
}

/** Null where it can be set. */
async function whyNot(connection: PostgresConnection, setting: Setting): Promise<string | null> {
  const refusal = await takenBack(connection, () => tryStatement(connection, setStatement([setting])))
  return refusal === null ? null : `SQLSTATE ${refusal.sqlstate}`
}
