import { randomBytes } from 'node:crypto'
import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { splitPostgresScript } from '../../../../engines/postgres/split-script.ts'
import { amount } from '../../../../progress/amount.ts'
import { quoteIdentifier } from '../../../../sql/quote.ts'
import { fold, IDENTIFIER, readdress } from './database-names.ts'
import { readPsqlScript } from './read-psql-script.ts'

/** What came of a file of roles and grants. */
export interface RolesFile {
  /** What was not carried out, each with its place. */
  readonly refusals: readonly string[]
  /** Roles that it creates and that could not be made anew, because they were there before. */
  readonly kept: readonly string[]
}

/**
 * Carries out a file of roles and grants inside of the transaction of the caller, and leaves the session as it was. No
 * statement can end that transaction: each runs by EXECUTE of PL/pgSQL, which refuses the commands that would.
 * https://www.postgresql.org/docs/current/plpgsql-transactions.html
 *
 * A role of the file that is on the server already is moved aside, and made anew as the file has it.
 *
 * @param file for messages
 * @param database the one of this run, for which the names of databases in the file stand
 */
export async function runRolesFile(
  connection: PostgresConnection,
  { file, script, database }: { readonly file: string; readonly script: string; readonly database: string },
): Promise<RolesFile> {
  const { sql: written, refusals: commands, values, unset, database: connected } = readPsqlScript(script)
  const refusals = commands.map(({ line, text }) => `${file}:${line}: ${text}`)
  const kept: string[] = []
  const databases = new Set<string>(connected === null ? [] : [connected])
  const before = new Set(
    (await connection.query('select oid from pg_catalog.pg_roles')).rows.map(({ oid }) => oid),
  )
  for (const { sql, line } of splitPostgresScript(written)) {
    if (OPENS_OR_COMMITS.test(sql)) continue
    if (TAKES_BACK.test(sql)) {
      refusals.push(`${file}:${line}: it takes back what came before it`)
      continue
    }
    const { sql: statement, names } = readdress(sql, database)
    for (const name of names) databases.add(name)
    const refusal = await execute(connection, statement)
    if (refusal === null) continue
    const role = refusal.fields.sqlstate === DUPLICATE_OBJECT ? CREATES_ROLE.exec(sql)?.[1] : undefined
    if (role !== undefined && before.has(await oidOf(connection, role))) {
      if (!(await makeAnew(connection, role, statement))) kept.push(fold(role))
      continue
    }
    const { sqlstate, message } = refusal.fields
    // data exceptions, and what a block raises, quote values
    const isSecret = couldShow(message, values)
    const isHidden = /^(22|P0)/.test(sqlstate) || isSecret
    const why = isSecret ? ' (what PostgreSQL says could show the value of a variable)' : ''
    const without = unset.filter((name) => !/^\d/.test(name) && mentions(statement, name))
    const hint =
      sqlstate !== SYNTAX_ERROR || without.length === 0
        ? ''
        : ` (no value is known of ${without.map((name) => `:${name}`).join(' and ')}: give it with \\set in the file)`
    refusals.push(`${file}:${line}: ${isHidden ? `SQLSTATE ${sqlstate}` : message}${why}${hint}`)
  }
  if (databases.size > 1) {
    const names = [...databases].join(', ')
    refusals.push(
      `${file}: of ${couldShow(names, values) ? amount(databases.size, 'database') : names} only one can be the database of the application; write it as :"DBNAME"`,
    )
  }
  await connection.query('reset session authorization')
  await connection.query('reset role')
  await connection.query(OWN_SETTINGS)
  return { refusals, kept }
}

/** The transaction is ours. What the file says about it changes nothing as long as nothing is taken back. */
const OPENS_OR_COMMITS =
  /^(begin|start\s+transaction|commit(?!\s+prepared)|end|savepoint|release|set\s+(local\s+|session\s+)?(transaction|characteristics))\b/i
const TAKES_BACK = /^(rollback|abort)\b/i

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SYNTAX_ERROR = '42601'

/** PostgreSQL folds, cuts and quotes what it repeats, so the beginning of a word is enough. */
function couldShow(message: string, values: readonly string[]): boolean {
  const shown = message.toLowerCase()
  const words = values.flatMap((value) => value.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return words.some((word) => word !== '' && shown.includes(word.slice(0, 8)))
}

function mentions(sql: string, variable: string): boolean {
  return ['', "'", '"'].some((quote) => sql.includes(`:${quote}${variable}${quote}`))
}

/** Roles belong to the whole server, and may be there already. */
const DUPLICATE_OBJECT = '42710'
const CREATES_ROLE = new RegExp(`^create\\s+(?:role|user|group)\\s+(${IDENTIFIER})`, 'i')

/** What the file may have set for itself. */
const OWN_SETTINGS = `
set local search_path to "$user", public;
set local row_security to on;
set local statement_timeout to 0;
set local lock_timeout to 0;
set local standard_conforming_strings to on`

/** Gives the refusal; what was refused left nothing. */
async function execute(connection: PostgresConnection, sql: string): Promise<PostgresRefusal | null> {
  await connection.query('savepoint statement')
  try {
    await connection.query(`select pg_catalog.set_config('pg_rehearsal.statement', $1, true)`, [sql])
    await connection.query(FENCED)
    await connection.query('release savepoint statement')
    return null
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    await connection.query('rollback to savepoint statement')
    return error
  }
}

const FENCED = `do $fence$ begin
  execute pg_catalog.current_setting('pg_rehearsal.statement');
end $fence$`

async function oidOf(connection: PostgresConnection, role: string): Promise<string | null> {
  const { rows } = await connection.query('select pg_catalog.to_regrole($1)::oid as oid', [role])
  return rows[0]?.oid ?? null
}

/** A role to which the schema has granted something has to stay; so has one that the user of the run may not rename. */
const SELECT_USES = `
select 1 from pg_catalog.pg_shdepend
 where refclassid = 'pg_catalog.pg_authid'::regclass and refobjid = pg_catalog.to_regrole($1)
   and dbid = (select oid from pg_catalog.pg_database where datname = current_database())`

async function makeAnew(connection: PostgresConnection, role: string, sql: string): Promise<boolean> {
  if ((await connection.query(SELECT_USES, [role])).rowCount > 0) return false
  const aside = quoteIdentifier(`rehearsal_${randomBytes(8).toString('hex')}`)
  if ((await execute(connection, `alter role ${role} rename to ${aside}`)) !== null) return false
  if ((await execute(connection, sql)) === null) return true
  await execute(connection, `alter role ${aside} rename to ${role}`)
  return false
}
