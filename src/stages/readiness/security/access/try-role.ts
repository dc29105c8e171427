import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { formatCount } from '../../../../progress/amount.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import { quoteQualified } from '../../../../sql/quote.ts'
import { RIGHTS, type Right } from '../../checklist-settings.ts'
import { list } from '../../finding.ts'
import { asLogin, attempt, bare, type Login, type Setting } from './attempt.ts'
import { DENIED } from './denied.ts'
import type { Owned } from './ownership.ts'
import type { ProbedRole } from './probed-role.ts'
import { rowSecurity } from './row-security.ts'
import type { TableProbes } from './table-probes.ts'
import { canTake, untakable } from './take-role.ts'
import { tryWrite } from './write-attempts.ts'

/** What was found out by trying. */
export interface Tried {
  /** Rights that must be there, and are. */
  readonly allowed: number
  /** What must be refused with 42501, and was. */
  readonly refused: number
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untried: readonly string[]
  /** What a role owns that may, in words. */
  readonly owns?: string
}

/** Where rights are tried. */
export interface Ground {
  readonly connection: PostgresConnection
  readonly tables: readonly TableProbes[]
  /** Rows of the target that the validation counted, by the table of the source. */
  readonly rowsOf: ReadonlyMap<string, number>
  /** Tables with a trigger that ignores rows in the source too, by RAISE(IGNORE). */
  readonly ignoring: ReadonlySet<string>
  /** In which somebody could create something. */
  readonly schemas: readonly string[]
  /** Of the owner's workload, those that PostgreSQL has run. */
  readonly queries: readonly { readonly name: string; readonly sql: string }[]
}

/** What is known of a role before it is tried. */
interface Probing {
  readonly login: Login
  readonly isSuperuser: boolean
  readonly owned: readonly Owned[]
}

type Answer =
  | { readonly is: 'allowed' | 'refused' }
  | { readonly is: 'fault' | 'untried'; readonly text: string }

/**
 * Takes a role and tries every right on every table, and to create tables and roles. Leaves nothing. What follows from
 * owning a table or from being a superuser is not tried: either is declared, or said for itself.
 */
export async function tryRole(
  ground: Ground,
  { granted }: ProbedRole,
  { login, isSuperuser, owned }: Probing,
): Promise<Tried> {
  const { connection, tables } = ground
  const { role } = login
  if (!(await canTake(connection, role))) {
    return { allowed: 0, refused: 0, faults: [], untried: [untakable(role)] }
  }
  const answers: Answer[] = []
  const owns = (kind: Owned['kind'], which: (one: Owned) => boolean) =>
    isSuperuser || owned.some((one) => one.kind === kind && which(one))
  for (const table of tables) {
    for (const right of RIGHTS) {
      const wanted = (granted[right] ?? []).some((glob) => matchesGlob(table.source, glob))
      if (wanted) answers.push(await tryAtLogin(ground, login, table, right))
      else if (!owns('table', ({ oid }) => oid === table.oid)) {
        answers.push(await tryUnwanted(ground, role, table, right))
      }
    }
  }
  const schemas = ground.schemas.filter((schema) => !owns('schema', ({ name }) => name === schema))
  for (const [act, sql] of isSuperuser ? [] : definitions(granted.owner === true ? [] : schemas)) {
    answers.push(await tryDefinition(ground, role, act, sql))
  }
  return {
    allowed: answers.filter(({ is }) => is === 'allowed').length,
    refused: answers.filter(({ is }) => is === 'refused').length,
    faults: answers.flatMap((answer) => (answer.is === 'fault' ? [answer.text] : [])),
    untried: answers.flatMap((answer) => (answer.is === 'untried' ? [answer.text] : [])),
  }
}

/**
 * PostgreSQL refuses the statement before it comes to rights, so that it says nothing of them. Class 42 is a mistake of
 * ours or a name that a role does not find, 25 a transaction that may only read, 53 to 58 the server.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isNoAnswer(code: string | null): code is string {
  return code !== null && code !== DENIED && /^(25|42|5[3-8]|XX)/.test(code)
}

async function tryUnwanted(
  { connection }: Ground,
  role: string,
  { source, mayNot }: TableProbes,
  right: Right,
): Promise<Answer> {
  const code = (await attempt(connection, bare(role), mayNot[right]))?.sqlstate ?? null
  if (isNoAnswer(code)) return untold(role, source, right, `SQLSTATE ${code}`)
  if (code === DENIED) return { is: 'refused' }
  return { is: 'fault', text: `${role} may ${right} on ${source}` }
}

/** In parentheses are names alone: values can be secrets. */
export function withSettings(settings: readonly Setting[]): string {
  return `with the settings that its sessions begin with (${list(settings.map(({ name }) => name))})`
}

/** As the application does it: with what is set for the sessions of the role. */
async function tryAtLogin(ground: Ground, login: Login, table: TableProbes, right: Right): Promise<Answer> {
  const answer = await tryWanted(ground, login, table, right)
  if (answer.is === 'allowed' || login.settings.length === 0) return answer
  const without = bare(login.role)
  const codeOf = async (one: Login) => (await attempt(ground.connection, one, table.may[right]))?.sqlstate
  const isHindered = (await codeOf(login)) !== undefined && (await codeOf(without)) === undefined
  if (!isHindered && !(await isAllowed(ground, without, table, right))) return answer
  const what = `${right} on ${table.source}, but not ${withSettings(login.settings)}`
  return { is: 'fault', text: `${login.role} may ${what}` }
}

/** Policies can need a setting, and are refused without it. */
async function isAllowed(ground: Ground, login: Login, table: TableProbes, right: Right): Promise<boolean> {
  try {
    return (await tryWanted(ground, login, table, right)).is === 'allowed'
  } catch (error) {
    if (error instanceof PostgresRefusal) return false
    throw error
  }
}

async function tryWanted(ground: Ground, login: Login, table: TableProbes, right: Right): Promise<Answer> {
  const { connection } = ground
  const { role } = login
  const { source, oid } = table
  const code = (await attempt(connection, login, table.may[right]))?.sqlstate ?? null
  if (isNoAnswer(code)) return untold(role, source, right, `SQLSTATE ${code}`)
  if (code === DENIED) return { is: 'fault', text: `${role} may not ${right} on ${source}` }
  const leaves = await asLogin(connection, login, () => rowSecurity(connection, { role, oid, right }))
  if (leaves === 'none') {
    return {
      is: 'fault',
      text: `${role} may not ${right} on ${source}: no policy of its row security lets it`,
    }
  }
  if (right === 'truncate') return { is: 'allowed' }
  if (right === 'select') return leaves === 'some' ? await countSeen(ground, login, table) : { is: 'allowed' }
  if (leaves === 'some') {
    return {
      is: 'untried',
      text: `which rows of ${source} ${role} may ${right}, because row security decides`,
    }
  }
  const mayRead = (await attempt(connection, login, table.may.select)) === null
  const written = await tryWrite(connection, login, table, right, mayRead)
  switch (written.kind) {
    case 'done':
      return { is: 'allowed' }
    case 'denied':
      return { is: 'fault', text: `${role} may not ${right} on ${source}: ${written.reason}` }
    case 'swallowed': {
      const text = `no row is written, by the ${written.by}`
      if (ground.ignoring.has(source))
        return untold(role, source, right, `${text}; the source ignores rows too`)
      return { is: 'fault', text: `${role} may ${right} on ${source}, but ${text}` }
    }
    case 'unknown':
      return untold(role, source, right, written.why)
    default:
      return written satisfies never
  }
}

const untold = (role: string, source: string, right: Right, why: string): Answer => ({
  is: 'untried',
  text: `${right} on ${source} as ${role} (${why})`,
})

/** Row security is silent: who may select gets fewer rows, and no error. */
async function countSeen(
  { connection, rowsOf }: Ground,
  login: Login,
  { source, name }: TableProbes,
): Promise<Answer> {
  const { role } = login
  const { rows } = await asLogin(connection, login, () =>
    connection.query(`select count(*) as n from ${name}`),
  )
  const [seen, all] = [Number(rows[0]?.n), rowsOf.get(source) ?? 0]
  if (seen === all && all > 0) return { is: 'allowed' }
  const text = `which rows of ${source} ${role} may select: by row security it sees ${formatCount(seen)} of ${formatCount(all)}`
  return { is: 'untried', text }
}

async function tryDefinition(
  { connection }: Ground,
  role: string,
  act: string,
  sql: string,
): Promise<Answer> {
  const code = (await attempt(connection, bare(role), sql))?.sqlstate ?? null
  if (code === null) return { is: 'fault', text: `${role} may ${act}` }
  if (code === DENIED) return { is: 'refused' }
  return { is: 'untried', text: `to ${act} as ${role} (SQLSTATE ${code})` }
}

/** What no role of the application needs. */
function definitions(schemas: readonly string[]): readonly (readonly [string, string])[] {
  const probe = (schema: string) => quoteQualified({ schema, name: 'pg_rehearsal_probe' })
  return [
    ...schemas.map(
      (schema) =>
        [`create objects in the schema ${schema}`, `create table ${probe(schema)} (i integer)`] as const,
    ),
    ['create roles', 'create role rehearsal_probe'],
  ]
}
