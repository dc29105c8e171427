import { readFile } from 'node:fs/promises'
import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { splitPostgresScript } from '../../../engines/postgres/split-script.ts'
import { amount } from '../../../progress/amount.ts'
import { matchesGlob } from '../../../sql/matches-glob.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import { type AccessSettings, RIGHTS } from '../checklist-settings.ts'
import { type Finding, fail, list, pass, unverified } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { publicRights } from './public-rights.ts'
import { roleFaults } from './role-faults.ts'
import { attempt, readProbes, type TableProbes } from './table-probes.ts'

/**
 * Creates the roles and grants of the owner in a transaction that is rolled back, takes each role in turn, and tries on
 * every table what it may do and what it may not.
 */
export async function probeAccess(subject: Subject, settings: AccessSettings | null): Promise<Finding> {
  if (settings === null) {
    return unverified(
      'Give the roles and grants as SQL in access-controls.sql, the application-role, and the rights of each role.',
    )
  }
  const script = await readFile(settings.sql, 'utf8').catch(() => null)
  if (script === null) return fail(`The file ${settings.sql} of access-controls cannot be read.`)
  const connection = await subject.database.connect()
  await connection.query('begin')
  try {
    const refusals = await runGrants(connection, settings.sql, script)
    if (refusals.length > 0) return fail(`PostgreSQL refused: ${list(refusals)}.`)
    return await probeRoles(subject, connection, settings)
  } finally {
    await connection.query('rollback').catch(() => {})
    await connection.close()
  }
}

/** The transaction is ours. */
const ENDS_TRANSACTION = /^(begin|start\s+transaction|commit|end|rollback|abort)\b/i

/** Roles belong to the whole server, and may be there already. */
const DUPLICATE_OBJECT = '42710'

async function runGrants(
  connection: PostgresConnection,
  file: string,
  script: string,
): Promise<readonly string[]> {
  const refusals: string[] = []
  for (const { sql, line } of splitPostgresScript(script)) {
    if (ENDS_TRANSACTION.test(sql)) continue
    await connection.query('savepoint statement')
    try {
      await connection.query(sql)
      await connection.query('release savepoint statement')
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error
      const { sqlstate, message } = error.fields
      await connection.query('rollback to savepoint statement')
      const known = sqlstate === DUPLICATE_OBJECT && /^create\s+(role|user|group)\b/i.test(sql)
      // messages of class 22 quote values
      const said = sqlstate.startsWith('22') ? `SQLSTATE ${sqlstate}` : message
      if (!known) refusals.push(`${file}:${line}: ${said}`)
    }
  }
  return refusals
}

async function probeRoles(
  { plan }: Subject,
  connection: PostgresConnection,
  { applicationRole, rights }: AccessSettings,
): Promise<Finding> {
  const faults = [...(await publicRights(connection))]
  const tables: TableProbes[] = []
  for (const table of plan.tables) tables.push(await readProbes(connection, table))
  const tried = { allowed: 0, refused: 0 }
  const untried: string[] = []
  for (const [role, granted] of Object.entries(rights)) {
    const attributes = await roleFaults(connection, role, role === applicationRole)
    faults.push(...attributes.faults)
    if (!attributes.exists) continue
    if ((await attempt(connection, `set local role ${quoteIdentifier(role)}`)) !== null) {
      return unverified(
        `The user of the run may not take the role ${role}. Let it: GRANT ${quoteIdentifier(role)} TO the user.`,
      )
    }
    await connection.query(`set local role ${quoteIdentifier(role)}`)
    for (const { source, may, mayNot } of tables) {
      for (const right of RIGHTS) {
        const wanted = (granted[right] ?? []).some((glob) => matchesGlob(source, glob))
        const code = await attempt(connection, wanted ? may[right] : mayNot[right])
        if (isMistake(code)) {
          untried.push(`${right} on ${source} as ${role} (SQLSTATE ${code})`)
          continue
        }
        tried[wanted ? 'allowed' : 'refused'] += 1
        if (wanted && code === DENIED) faults.push(`${role} may not ${right} on ${source}`)
        if (!wanted && code !== DENIED) faults.push(`${role} may ${right} on ${source}`)
      }
    }
    for (const [act, sql] of Object.entries(DEFINITIONS)) {
      const code = await attempt(connection, sql)
      if (code === null) faults.push(`${role} may ${act}`)
      else if (code === DENIED) tried.refused += 1
      else untried.push(`to ${act} as ${role} (SQLSTATE ${code})`)
    }
    await connection.query('reset role')
  }
  if (faults.length > 0) return fail(`Tried as each role: ${list(faults)}.`)
  if (untried.length > 0)
    return unverified(`PostgreSQL did not understand how this was tried: ${list(untried)}.`)
  return pass(
    `Tried as ${amount(Object.keys(rights).length, 'role')}: ${amount(tried.allowed, 'right')} that must be there are, and ${tried.refused} that must not be were refused with 42501. PUBLIC has nothing beyond its default, and ${applicationRole} is neither superuser nor owner.`,
  )
}

/** insufficient_privilege: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DENIED = '42501'

/** Class 42: a statement that PostgreSQL refuses before it comes to rights. It is our mistake, and no answer. */
function isMistake(code: string | null): boolean {
  return code !== null && code !== DENIED && code.startsWith('42')
}

/** What no role of the application needs. */
const DEFINITIONS = {
  'create tables in public': 'create table public.pg_rehearsal_probe (i integer)',
  'create roles': 'create role pg_rehearsal_probe',
}
