import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { attempt, type Login, type Setting } from './attempt.ts'
import { DENIED } from './denied.ts'
import { inWords, type Owned } from './ownership.ts'
import { canTake, untakable } from './take-role.ts'
import { type Ground, type Tried, withSettings } from './try-role.ts'

/**
 * Alters every migrated table that a role owns, and takes it back: a role with `owner: true` has to be able to change the
 * schema, by itself or as the owner that it can become. Owning is not enough, USAGE of the schema is needed too.
 * https://www.postgresql.org/docs/current/sql-altertable.html
 */
export async function tryOwner(
  { connection, tables }: Ground,
  { role, settings }: Login,
  owned: readonly Owned[],
): Promise<Tried> {
  const owners = new Map(owned.filter(({ kind }) => kind === 'table').map(({ oid, by }) => [oid, by]))
  const untakables: string[] = []
  for (const taken of new Set([role, ...owners.values()])) {
    if (!(await canTake(connection, taken))) untakables.push(taken)
  }
  const [faults, untried]: [string[], string[]] = [[], untakables.map(untakable)]
  let allowed = 0
  for (const { source, oid, name } of tables) {
    const owner = owners.get(oid)
    if (owner === undefined || untakables.includes(owner)) continue
    const sql = `alter table ${name} add column pg_rehearsal_probe integer`
    const takers = [...new Set([role, owner])].filter((taken) => !untakables.includes(taken))
    const refusal = await refusalOf(connection, takers, settings, sql)
    if (refusal === null) allowed += 1
    else if (settings.length > 0 && (await refusalOf(connection, takers, [], sql)) === null) {
      faults.push(`${role} may alter ${source}, but not ${withSettings(settings)}`)
    } else if (refusal === DENIED) faults.push(`${role} may not alter ${source}, which it owns`)
    else untried.push(`to alter ${source} as ${role} (SQLSTATE ${refusal})`)
  }
  return { allowed, refused: 0, faults, untried, owns: `${role} owns ${inWords(owned)}` }
}

/** By itself or as the owner: the SQLSTATE of the last one that is not told to be another role. */
async function refusalOf(
  connection: PostgresConnection,
  takers: readonly string[],
  settings: readonly Setting[],
  sql: string,
): Promise<string | null> {
  let refusal: string | null = DENIED
  for (const role of takers) {
    if (refusal === DENIED) refusal = (await attempt(connection, { role, settings }, sql))?.sqlstate ?? null
  }
  return refusal
}
