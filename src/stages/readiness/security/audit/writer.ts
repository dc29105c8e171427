import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { readRegularFile } from '../../../../shell/read-given-file.ts'
import type { AccessSettings } from '../../checklist-settings.ts'
import { bare, type Login, takenBack } from '../access/attempt.ts'
import { readLoginSettings } from '../access/login-settings.ts'
import { runRolesFile } from '../access/roles-file.ts'

/** As whom a trail is written. */
export interface Writer {
  /** The application with what its sessions begin with, or the user of the run. */
  readonly login: Login
  /** The user of the run, for what the application may not write. */
  readonly itself: Login
  /** `league_app`, or `the user of the run`, and why not as the application. */
  readonly name: string
}

/**
 * A trigger can ask who writes, so it is fired as the application role, which `access-controls` names, with the roles and
 * grants of its file. They stay to the end of the transaction.
 *
 * @param database the one of this run
 */
export async function chooseWriter(
  connection: PostgresConnection,
  database: string,
  access: AccessSettings | null,
): Promise<Writer> {
  const { rows } = await connection.query(
    `select current_user as name, current_setting('is_superuser') as superuser`,
  )
  const itself = bare(rows[0]?.name ?? '')
  const ownself = (why: string): Writer => ({
    login: itself,
    itself,
    name: `the user of the run (${why})`,
  })
  if (access === null) return ownself('access-controls names no application-role')
  // another user may not touch the tables any more when the file has given them an owner
  if (rows[0]?.superuser !== 'on') return ownself('it is no superuser, who alone surely can become another')
  const { sql: file, applicationRole: role } = access
  const script = await readRegularFile(file).then(String, () => null)
  if (script === null) return ownself(`${file} cannot be read`)
  const grant = async () => (await runRolesFile(connection, { file, script, database })).refusals
  if ((await takenBack(connection, grant)).length > 0) return ownself(`${file} could not be carried out`)
  await grant()
  const found = await connection.query('select 1 from pg_catalog.pg_roles where rolname = $1', [role])
  if (found.rowCount === 0) return ownself(`${file} makes no ${role}`)
  return { login: (await readLoginSettings(connection, role)).login, itself, name: role }
}
