import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { amount, formatCount } from '../../../../progress/amount.ts'
import { readRegularFile } from '../../../../shell/read-given-file.ts'
import type { AccessSettings } from '../../checklist-settings.ts'
import { type Finding, fail, list, pass, sum, unverified } from '../../finding.ts'
import { NEEDS } from '../../not-executed.ts'
import type { Subject } from '../../subject.ts'
import { protectSequences, whyNoTriggerFires } from '../row-write.ts'
import { readHeldRights } from './held-rights.ts'
import { judgeHeldRights } from './judge-held-rights.ts'
import { readLoginSettings } from './login-settings.ts'
import { readOwned } from './ownership.ts'
import type { ProbedRole } from './probed-role.ts'
import { publicRights } from './public-rights.ts'
import { roleFaults } from './role-faults.ts'
import { runRolesFile } from './roles-file.ts'
import { trySearchPath } from './search-path.ts'
import { readProbes, type TableProbes } from './table-probes.ts'
import { readTargetNames, unknownNames } from './target-names.ts'
import { readRoles, type TouchedRole, touchedRoles } from './touched-roles.ts'
import { tryOwner } from './try-owner.ts'
import { type Ground, type Tried, tryRole } from './try-role.ts'

/**
 * Creates the roles and grants of the owner in a transaction that is rolled back, takes each role in turn, and tries on
 * every table what it may do and what it may not. Who may log in and is not named in the settings may do nothing.
 */
export async function probeAccess(subject: Subject, settings: AccessSettings | null): Promise<Finding> {
  if (settings === null) {
    return unverified(NEEDS['access-controls'])
  }
  const script = await readRegularFile(settings.sql).then(String, () => null)
  if (script === null) return fail(`The file ${settings.sql} of access-controls cannot be read.`)
  const connection = await subject.database.connect()
  await connection.query(ROLES_OF_OTHERS_HIDDEN)
  try {
    const before = await readRoles(connection)
    const file = { file: settings.sql, script, database: subject.database.name }
    const { refusals, kept } = await runRolesFile(connection, file)
    if (refusals.length > 0) return fail(`PostgreSQL refused: ${list(refusals)}.`)
    const roles = rolesToProbe(settings, await touchedRoles(connection, before))
    const tried = await probeRoles(subject, connection, roles)
    const stale = kept.map(
      (role) =>
        `what the file says of ${role}, which was there before: leave CREATE ROLE out of it, or drop the role`,
    )
    return judge(roles, [...tried, { ...NOTHING, untried: stale }])
  } finally {
    await connection.query('rollback').catch(() => {})
    await connection.close()
  }
}

/**
 * Roles belong to the whole server. Of what others do to them meanwhile, the catalogs show nothing in such a transaction.
 * https://www.postgresql.org/docs/current/transaction-iso.html#XACT-REPEATABLE-READ
 */
const ROLES_OF_OTHERS_HIDDEN = 'begin isolation level repeatable read'

const NOTHING: Tried = { allowed: 0, refused: 0, faults: [], untried: [] }

/** Those of the settings, and all others that the file and the schema gave something. */
function rolesToProbe(
  { applicationRole, rights }: AccessSettings,
  touched: readonly TouchedRole[],
): readonly ProbedRole[] {
  const named = Object.entries(rights).map(([name, granted]): ProbedRole => {
    return { name, granted, purpose: name === applicationRole ? 'application' : 'named' }
  })
  const others = touched
    .filter(({ name }) => !Object.hasOwn(rights, name))
    .map(({ name, logsIn }): ProbedRole => ({ name, granted: {}, purpose: logsIn ? 'unnamed' : 'group' }))
  return [...named, ...others]
}

async function probeRoles(
  { catalog, plan, validation, performance, excluded }: Subject,
  connection: PostgresConnection,
  roles: readonly ProbedRole[],
): Promise<readonly Tried[]> {
  const tables: TableProbes[] = []
  for (const table of plan.tables) tables.push(await readProbes(connection, table))
  const silent = await whyNoTriggerFires(connection)
  await protectSequences(connection)
  const ground: Ground = {
    connection,
    tables,
    rowsOf: new Map(validation.tables.map(({ source, rowsTarget }) => [source, rowsTarget])),
    ignoring: new Set(
      catalog.triggers.filter(({ sql }) => /\braise\s*\(\s*ignore\b/i.test(sql)).map(({ table }) => table),
    ),
    schemas: (await connection.query(SELECT_SCHEMAS)).rows.map(({ name }) => name ?? ''),
    queries: (performance?.queries ?? [])
      .filter(({ query, grade }) => query.source === 'settings' && grade !== 'not-run')
      .map(({ query: { name, postgres } }) => ({ name, sql: postgres.sql })),
  }
  const names = await readTargetNames(connection, tables)
  const tried: Tried[] = [
    { ...NOTHING, faults: await publicRights(connection), untried: silent === null ? [] : [silent] },
  ]
  for (const role of roles) {
    const owned = await readOwned(connection, role.name)
    const { exists, isSuperuser, faults } = await roleFaults(connection, role, owned)
    tried.push({ ...NOTHING, faults })
    // what a group may do is found with those who can become it
    if (!exists || role.purpose === 'group') continue
    const unknown = unknownNames(role, names, excluded)
    const held = judgeHeldRights(role, await readHeldRights(connection, role.name), names)
    tried.push({ ...NOTHING, faults: [...unknown.faults, ...held], untried: unknown.leftOut })
    const { login, ...settings } = await readLoginSettings(connection, role.name)
    tried.push({ ...NOTHING, ...settings })
    tried.push(await tryRole(ground, role, { login, isSuperuser, owned }))
    tried.push({ ...NOTHING, ...(await trySearchPath(ground, role, login)) })
    if (role.granted.owner === true && owned.length > 0) tried.push(await tryOwner(ground, login, owned))
  }
  return tried
}

const SELECT_SCHEMAS = `
select nspname as name
  from pg_catalog.pg_namespace
 where nspname !~ '^pg_' and nspname <> 'information_schema'
 order by nspname`

function judge(roles: readonly ProbedRole[], tried: readonly Tried[]): Finding {
  const faults = tried.flatMap((one) => one.faults)
  const untried = tried.flatMap((one) => one.untried)
  const unnamed = roles.filter(({ purpose }) => purpose === 'unnamed').map(({ name }) => name)
  const stranger = unnamed.length === 0 ? '' : ` Not named in rights: ${list(unnamed)}.`
  if (faults.length > 0) return fail(`Tried as each role: ${list(faults)}.${stranger}`)
  if (untried.length > 0)
    return unverified(`It could not be told by trying: ${list(untried)}. Somebody can attest it.`)
  const allowed = amount(sum(tried.map((one) => one.allowed)), 'right')
  const refused = formatCount(sum(tried.map((one) => one.refused)))
  const [application] = roles.filter(({ purpose }) => purpose === 'application')
  const owns = tried.flatMap((one) => one.owns ?? [])
  const owners = owns.length === 0 ? '' : ` As rights says, ${owns.join('; ')}.`
  return pass(
    `Tried as ${amount(roles.filter(({ purpose }) => purpose !== 'group').length, 'role')}: ${allowed} that must be there are, and ${refused} that must not be were refused with 42501. PUBLIC has nothing beyond its default, and ${application?.name} is neither superuser nor owner.${owners}`,
  )
}
